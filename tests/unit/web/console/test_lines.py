from amends.records.database import Database
from amends.records.transcripts import Transcript, read_transcript
from amends.web.console.lines import lines_of
from tests.builders import Story, a_person, a_reading, an_angry_conversation


def transcript_of(database: Database, story: Story) -> Transcript:
    with database.reading() as session:
        transcript = read_transcript(session, story.id)
    assert transcript is not None
    return transcript


def test_every_author_is_named_truthfully(database: Database) -> None:
    sam, kim = a_person(database, "Sam Lee"), a_person(database, "Kim Park")
    story = Story(database, name="Priya Nair")
    story.message("system", "This is a bot.", type="notice")
    story.message("customer", "hello")
    story.message("assistant", "Hello.")
    story.message("agent", "I am Sam.", agent_id=sam)
    story.message("agent", "And I am Kim.", agent_id=kim)
    labels = [line.label for line in lines_of(transcript_of(database, story), sam)]
    assert labels == ["System", "Priya Nair (customer)", "Assistant (bot)", "You (agent)", "Kim Park (agent)"]


def test_a_customer_without_a_name_is_the_customer(database: Database) -> None:
    story = Story(database, name=None)
    story.message("customer", "hello")
    assert lines_of(transcript_of(database, story), 1)[0].label == "Customer"


def test_each_customer_message_carries_the_band_it_was_read_with(database: Database) -> None:
    story = an_angry_conversation(database)
    story.message("customer", "thanks", state="read", reading=a_reading("thank", 0.1, "calm"))
    lines = [line for line in lines_of(transcript_of(database, story), 1) if line.by == "customer"]
    assert [line.band for line in lines] == ["frustrated", "frustrated", "frustrated", "hostile", "calm"]


def test_buttons_are_shown_with_what_offered_them(database: Database) -> None:
    lines = lines_of(transcript_of(database, an_angry_conversation(database)), 1)
    assert [line.offered for line in lines if line.offered] == [("Yes, that is right", "Not quite")]
