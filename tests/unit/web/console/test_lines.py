from datetime import timedelta

from amends.records.database import Database
from amends.records.log_lines import customer_of_handed_over, lines_after
from amends.records.notes import notes_of
from amends.records.tables import Note
from amends.web.console.lines import Line, lines_of
from tests.builders import Story, a_person, a_reading, an_angry_conversation


def lines(database: Database, story: Story, reader_id: int, after: int = 0) -> list[Line]:
    with database.reading() as session:
        entries = lines_after(session, story.id, after)
        return lines_of(entries, notes_of(session, story.id), reader_id, story.name)


def a_note(database: Database, story: Story, agent_id: int, text: str) -> None:
    with database.session() as session:
        session.add(Note(id=text, conversation_id=story.id, agent_id=agent_id, text=text, at=story.at))
    story.at += timedelta(seconds=1)


def test_every_author_is_named_truthfully(database: Database) -> None:
    sam, kim = a_person(database, "Sam Lee"), a_person(database, "Kim Park")
    story = Story(database, name="Priya Nair")
    story.message("system", "This is a bot.", type="notice")
    story.message("customer", "hello")
    story.message("assistant", "Hello.")
    story.message("agent", "I am Sam.", agent_id=sam)
    story.message("agent", "And I am Kim.", agent_id=kim)
    labels = [line.label for line in lines(database, story, sam)]
    assert labels == ["System", "Priya Nair (customer)", "Assistant (bot)", "You (agent)", "Kim Park (agent)"]


def test_a_customer_without_a_name_is_the_customer(database: Database) -> None:
    story = Story(database, name=None)
    story.message("customer", "hello")
    assert lines(database, story, 1)[0].label == "Customer"


def test_each_customer_message_carries_the_band_it_was_read_with(database: Database) -> None:
    story = an_angry_conversation(database)
    story.message("customer", "thanks", state="read", reading=a_reading("thank", 0.1, "calm"))
    said = [line for line in lines(database, story, 1) if line.by == "customer"]
    assert [line.band for line in said] == ["frustrated", "frustrated", "frustrated", "hostile", "calm"]
    assert {line.band for line in lines(database, story, 1) if line.by != "customer"} == {None}


def test_buttons_are_shown_with_what_offered_them(database: Database) -> None:
    found = lines(database, an_angry_conversation(database), 1)
    assert [line.offered for line in found if line.offered] == [("Yes, that is right", "Not quite")]


def test_notes_stand_where_they_were_written_and_are_no_messages(database: Database) -> None:
    sam, kim = a_person(database, "Sam Lee"), a_person(database, "Kim Park")
    story = Story(database)
    story.message("customer", "hello")
    a_note(database, story, sam, "first note")
    story.message("customer", "anybody?")
    a_note(database, story, kim, "last note")
    found = lines(database, story, sam)
    assert [line.text for line in found] == ["hello", "first note", "anybody?", "last note"]
    assert [line.kind for line in found] == ["message", "note", "message", "note"]
    assert [line.label for line in found if line.kind == "note"] == ["You", "Kim Park"]
    assert [line.seq for line in found] == [1, None, 2, None]


def test_only_what_comes_after_a_number_is_read(database: Database) -> None:
    story = Story(database)
    for word in ("one", "two", "three"):
        story.message("customer", word)
    assert [line.text for line in lines(database, story, 1, after=2)] == ["three"]


def test_a_message_that_still_waits_to_be_read_may_change(database: Database) -> None:
    story = Story(database)
    story.message("customer", "one", state="read")
    story.message("customer", "two", state="waiting")
    assert [line.settled for line in lines(database, story, 1)] == [True, False]


def test_a_conversation_that_no_person_was_asked_for_is_nobodys_to_read(database: Database) -> None:
    story = Story(database)
    with database.reading() as session:
        assert customer_of_handed_over(session, story.id) == (False, None)
    story.handoff()
    with database.reading() as session:
        assert customer_of_handed_over(session, story.id) == (True, "Priya Nair")
