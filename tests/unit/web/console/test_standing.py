from amends.records.database import Database
from amends.records.tables import Conversation
from amends.records.transcripts import Transcript, read_transcript
from amends.web.console.standing import standing_of
from tests.builders import Story, a_person, an_angry_conversation


def transcript_of(database: Database, story: Story) -> Transcript:
    with database.reading() as session:
        transcript = read_transcript(session, story.id)
    assert transcript is not None
    return transcript


def test_the_holder_may_speak_and_a_colleague_learns_who_holds(database: Database) -> None:
    sam, kim = a_person(database, "Sam Lee"), a_person(database, "Kim Park")
    story = an_angry_conversation(database)
    story.held_by(sam, story.handoff())
    transcript = transcript_of(database, story)
    assert standing_of(transcript, sam).state == "mine"
    assert standing_of(transcript, sam).fence == story.fence == 1
    assert standing_of(transcript, kim).state == "colleague"
    assert standing_of(transcript, kim).words == "Sam Lee has this conversation."


def test_before_anybody_accepts_it_waits_and_the_assistant_speaks(database: Database) -> None:
    story = an_angry_conversation(database)
    assert standing_of(transcript_of(database, story), 1).state == "assistant"
    handoff = story.handoff()
    assert standing_of(transcript_of(database, story), 1).state == "waiting"
    assert standing_of(transcript_of(database, story), 1).handoff_id == handoff


def test_what_has_ended_is_closed_for_everybody(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    story = an_angry_conversation(database)
    story.held_by(sam, story.handoff())
    with database.session() as session:
        session.get_one(Conversation, story.id).closed_at = story.at
    assert standing_of(transcript_of(database, story), sam).state == "closed"
