from datetime import timedelta

from amends.records.database import Database
from amends.records.staffing import agents_at_work, all_agents
from amends.records.tables import User
from tests.builders import NOON, Story, a_person


def names(database: Database, reader_id: int, seconds_later: float = 0) -> list[str]:
    with database.reading() as session:
        now = NOON + timedelta(seconds=seconds_later)
        return [each.name for each in agents_at_work(session, now, 45, reader_id)]


def test_whoever_is_on_duty_and_was_seen_lately_is_at_work(database: Database) -> None:
    a_person(database, "Kim Park", on_duty=True)
    a_person(database, "Off Duty", email="off@example.com")
    a_person(database, "Tess Moreau", role="trainer", on_duty=True)
    gone = a_person(database, "Gone Away", on_duty=True)
    with database.session() as session:
        session.get_one(User, gone).active = False
    assert names(database, reader_id=0) == ["Kim Park"]
    assert names(database, reader_id=0, seconds_later=46) == []


def test_the_reader_is_always_there(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    assert names(database, sam) == ["Sam Lee"]


def test_open_conversations_are_counted_and_ended_ones_are_not(database: Database) -> None:
    kim = a_person(database, "Kim Park", on_duty=True)
    for number in range(2):
        story = Story(database, id=f"held-{number}")
        story.held_by(kim, story.handoff())
    ended = Story(database, id="ended")
    ended.handoff(status="completed", agent_id=kim, ended_at=NOON)
    with database.reading() as session:
        (found,) = agents_at_work(session, NOON, 45, 0)
    assert (found.conversations, found.most_at_once) == (2, 3)


def test_those_who_left_are_still_found_by_what_they_did(database: Database) -> None:
    kim, sam = a_person(database, "Kim Park"), a_person(database, "Sam Lee")
    with database.session() as session:
        session.get_one(User, kim).active = False
        assert all_agents(session) == [(kim, "Kim Park"), (sam, "Sam Lee")]
