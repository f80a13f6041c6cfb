from datetime import timedelta

from amends.records.database import Database
from amends.records.dossiers import read_dossier
from amends.records.log_lines import lines_after
from amends.web.console.conversation_page import conversation_view
from tests.builders import Story, a_person, an_angry_conversation


def test_the_page_of_a_conversation_holds_what_both_sides_said_and_how_it_stands(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    story = an_angry_conversation(database, name=None)
    story.handoff()
    with database.reading() as session:
        dossier, entries = read_dossier(session, story.id), lines_after(session, story.id)
    assert dossier is not None
    view = conversation_view(dossier, entries, sam, story.at + timedelta(minutes=1))
    assert (view.id, view.customer, view.standing.state) == (story.id, "Customer CONV", "waiting")
    assert [line.seq for line in view.lines] == list(range(1, story.seq + 1))
    assert view.live is not None
    assert view.live.score == 0.78


def test_the_page_may_leave_the_transcript_out(database: Database) -> None:
    story = Story(database)
    story.message("customer", "hello")
    with database.reading() as session:
        dossier = read_dossier(session, story.id)
    assert dossier is not None
    assert conversation_view(dossier, [], 1, story.at).lines == []
