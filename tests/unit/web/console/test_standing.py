from datetime import timedelta

from amends.records.database import Database
from amends.records.dossiers import Dossier, read_dossier
from amends.records.tables import Conversation, Handoff, Offer
from amends.web.console.standing import standing_of
from tests.builders import Story, a_person, an_angry_conversation


def dossier_of(database: Database, story: Story) -> Dossier:
    with database.reading() as session:
        dossier = read_dossier(session, story.id)
    assert dossier is not None
    return dossier


def test_the_holder_may_speak_and_a_colleague_learns_who_holds(database: Database) -> None:
    sam, kim = a_person(database, "Sam Lee"), a_person(database, "Kim Park")
    story = an_angry_conversation(database)
    story.held_by(sam, story.handoff())
    dossier = dossier_of(database, story)
    assert standing_of(dossier, sam).state == "mine"
    assert standing_of(dossier, sam).fence == story.fence == 1
    assert standing_of(dossier, kim).state == "colleague"
    assert standing_of(dossier, kim).words == "Sam Lee has this conversation."


def test_before_anybody_accepts_it_waits_and_the_assistant_speaks(database: Database) -> None:
    story = an_angry_conversation(database)
    assert standing_of(dossier_of(database, story), 1).state == "assistant"
    handoff = story.handoff()
    assert standing_of(dossier_of(database, story), 1).state == "waiting"
    assert standing_of(dossier_of(database, story), 1).handoff_id == handoff


def test_what_has_ended_is_closed_for_everybody(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    story = an_angry_conversation(database)
    story.held_by(sam, story.handoff())
    with database.session() as session:
        session.get_one(Conversation, story.id).closed_at = story.at
    assert standing_of(dossier_of(database, story), sam).state == "closed"


def test_an_offer_is_shown_with_its_end_to_whom_it_is_made_and_as_waiting_to_others(
    database: Database,
) -> None:
    sam, kim = a_person(database, "Sam Lee"), a_person(database, "Kim Park")
    story = an_angry_conversation(database)
    handoff, due_at = story.handoff(), story.at + timedelta(seconds=40)
    with database.session() as session:
        session.get_one(Handoff, handoff).status = "offered"
        session.add(Offer(handoff_id=handoff, agent_id=sam, offered_at=story.at, due_at=due_at))
    dossier = dossier_of(database, story)
    assert (standing_of(dossier, sam).state, standing_of(dossier, sam).due_at) == ("offered", due_at)
    assert (standing_of(dossier, kim).state, standing_of(dossier, kim).due_at) == ("waiting", None)


def test_what_nobody_holds_and_nobody_waits_for_can_be_taken_up(database: Database) -> None:
    story = an_angry_conversation(database)
    story.handoff(status="expired", ended_at=story.at)
    standing = standing_of(dossier_of(database, story), 1)
    assert (standing.state, standing.can_take_up) == ("assistant", True)
    story.handoff()
    assert not standing_of(dossier_of(database, story), 1).can_take_up
