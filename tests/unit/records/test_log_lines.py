from amends.records.database import Database
from amends.records.log_lines import fingerprint, lines_after
from amends.records.tables import Note, Offer
from tests.builders import NOON, Story, a_person, a_reading, an_angry_conversation


def test_lines_come_in_order_after_a_number_with_who_said_them(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    story = Story(database)
    story.message("customer", "one")
    story.message("agent", "two", agent_id=sam)
    with database.reading() as session:
        whole, rest = lines_after(session, story.id), lines_after(session, story.id, 1)
        assert lines_after(session, "nothing") == []
    assert [(line.seq, line.author, line.agent_name) for line in whole] == [
        (1, "customer", None),
        (2, "agent", "Sam Lee"),
    ]
    assert rest == whole[1:]


def test_the_band_is_that_of_the_turn_or_of_the_message_itself(database: Database) -> None:
    story = Story(database)
    story.turn(["where", "is it"], "One moment.", reading=a_reading(score=0.8, band="hostile"))
    story.message("customer", "thanks", state="read", reading=a_reading(score=0.1, band="calm"))
    story.message("customer", "hello?", state="waiting")
    with database.reading() as session:
        lines = lines_after(session, story.id)
    assert [line.band for line in lines] == ["hostile", "hostile", None, "calm", None]
    assert [line.read for line in lines] == [True, True, True, True, False]


def test_the_mark_changes_with_everything_that_an_agent_sees(database: Database) -> None:
    story = an_angry_conversation(database)
    sam = a_person(database)

    def mark() -> str:
        with database.reading() as session:
            return fingerprint(session, story.id)

    seen = [mark()]
    assert mark() == seen[0]
    story.message("customer", "hello?")
    seen.append(mark())
    handoff = story.handoff()
    seen.append(mark())
    with database.session() as session:
        offer = Offer(handoff_id=handoff, agent_id=sam, offered_at=NOON, due_at=NOON)
        session.add(offer)
    seen.append(mark())
    with database.session() as session:
        session.merge(offer).outcome = "lapsed"
    assert mark() == seen[-2]
    story.held_by(sam, handoff)
    seen.append(mark())
    story.promise("Call back")
    seen.append(mark())
    with database.session() as session:
        session.add(Note(id="n", conversation_id=story.id, agent_id=sam, text="A note", at=NOON))
    seen.append(mark())
    assert len(set(seen)) == len(seen)


def test_nothing_has_no_mark(database: Database) -> None:
    with database.reading() as session:
        assert fingerprint(session, "nothing") == ""
