import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx

from amends.records.database import Database
from amends.records.tables import Note, WrapUp
from tests.builders import NOON, Story, a_person, a_reading, an_angry_conversation

CANARY = "<script>alert('canary')</script><img src=x onerror=alert(1)>"
SignIn = Callable[[str], httpx.Client]


def test_the_queue_says_who_waits_why_and_for_how_long(database: Database, agent: httpx.Client) -> None:
    story = an_angry_conversation(database, id="c1")
    story.handoff("legal_threat", requested_at=datetime.now(UTC))
    page = agent.get("/console").text
    for words in ("Priya Nair", "Speaks of legal action", "THIRD time", "Hostile", "0 s", "C-2026-000001"):
        assert words in page, words


def test_the_readers_own_cards_show_the_mood_that_the_conversations_head_shows(
    database: Database, sign_in: SignIn
) -> None:
    sam = a_person(database, "Sam Lee")
    story = an_angry_conversation(database, id="c1")
    story.held_by(sam, story.handoff())
    story.message("customer", "At last, thank you.", state="read", reading=a_reading("thank", 0.05, "calm"))
    client = sign_in("sam@example.com")
    card, head = client.get("/console/queue").text, client.get("/console/conversations/c1/live").text
    mood = re.compile(r"(Calm|Irritated|Frustrated|Hostile)\s*<[^>]*>\s*(\d+)")
    moods = [mood.findall(page)[0] for page in (card, head)]
    assert moods[0] == moods[1]
    assert int(moods[0][1]) < 78


def test_nobody_waiting_is_said_plainly(agent: httpx.Client) -> None:
    assert "Nobody waits for a person." in agent.get("/console").text


def test_the_queue_alone_is_a_fragment(database: Database, agent: httpx.Client) -> None:
    an_angry_conversation(database, id="c1").handoff()
    fragment = agent.get("/console/queue", params={"current": "c1"}).text
    assert "<html" not in fragment
    assert 'aria-current="page"' in fragment


def test_a_conversation_that_no_person_was_asked_for_is_not_shown(
    database: Database, agent: httpx.Client
) -> None:
    Story(database, id="private").message("customer", "just asking")
    for part in ("", "/live", "/lines"):
        assert agent.get(f"/console/conversations/private{part}").status_code == 404
    note = agent.post("/console/conversations/private/notes", data={"text": "hm", "note_id": "n"})
    assert note.status_code == 404


def test_whatever_anybody_wrote_is_text(database: Database, agent: httpx.Client) -> None:
    story = Story(database, id="c1", name=CANARY)
    order = {"number": CANARY, "item": CANARY, "status": CANARY}
    story.remembers(
        facts={"order": order, "contact": CANARY}, remedying={"offered": [CANARY], "rejected": [CANARY]}
    )
    story.turn(CANARY, CANARY, moves=[(CANARY, CANARY)], buttons=[{"id": "x", "title": CANARY}])
    story.case(
        narrative=CANARY, remedy_sought=CANARY, remedy_offered=CANARY, order_number=CANARY, impact=CANARY
    )
    story.promise(CANARY, who=CANARY)
    sam = a_person(database, CANARY, email="canary@example.com")
    ended = story.handoff("customer_asked", CANARY, status="completed", agent_id=sam, ended_at=NOON)
    with database.session() as session:
        session.add(WrapUp(handoff_id=ended, agent_id=sam, disposition="resolved", note=CANARY, at=NOON))
        session.add(Note(id="n1", conversation_id="c1", agent_id=sam, text=CANARY, at=NOON))
    story.handoff("customer_asked", CANARY)
    paths = ("/console", "/console/queue", "/console/search", "/console/search?q=canary")
    shown = "/console/conversations/c1"
    for path in (*paths, shown, f"{shown}/live", f"{shown}/lines"):
        page = agent.get(path).text
        assert "canary" in page
        assert "<script>" not in page
        assert "<img" not in page


def test_the_agent_sees_whose_turn_it_is(database: Database, agent: httpx.Client) -> None:
    story = an_angry_conversation(database, id="c1")
    assert agent.post(f"/console/handoffs/{story.handoff()}/accept").status_code == 303
    assert "Your turn" not in agent.get("/console/queue").text
    story.seq += 1  # The desk wrote that the agent has joined.
    story.message("customer", "are you there?", state="read", at=NOON)
    assert "Your turn" in agent.get("/console/queue").text


def test_only_what_is_new_in_the_transcript_is_sent(database: Database, agent: httpx.Client) -> None:
    story = an_angry_conversation(database, id="c1")
    story.handoff()
    path = "/console/conversations/c1/lines"
    whole = agent.get(path).text
    assert whole.count('class="line') == story.seq
    story.message("customer", "one more thing")
    fresh = agent.get(path, params={"after": story.seq - 1}).text
    assert fresh.count('class="line') == 1
    assert "one more thing" in fresh
    assert agent.get(path, params={"after": story.seq}).text.strip() == ""
    assert agent.get(path, params={"after": -1}).status_code == 422


def test_notes_are_sent_again_only_when_there_are_more(database: Database, agent: httpx.Client) -> None:
    story = an_angry_conversation(database, id="c1")
    story.handoff()
    agent.post("/console/conversations/c1/notes", data={"text": "Mind the dog", "note_id": "n1"})
    path, after = "/console/conversations/c1/lines", story.seq
    assert "Mind the dog" in agent.get(path, params={"after": after, "notes": 0}).text
    assert "Mind the dog" not in agent.get(path, params={"after": after, "notes": 1}).text


def test_the_live_part_holds_no_transcript(database: Database, agent: httpx.Client) -> None:
    an_angry_conversation(database, id="c1").handoff()
    fragment = agent.get("/console/conversations/c1/live").text
    assert "<html" not in fragment
    assert 'id="briefing-body"' in fragment
    assert "I am getting a person for you" not in fragment


def test_the_queue_explains_itself(database: Database, agent: httpx.Client) -> None:
    story = an_angry_conversation(database, id="c1")
    story.promise("Call back", due_in=timedelta(days=-400))
    story.handoff("legal_threat", requested_at=datetime.now(UTC) - timedelta(minutes=5))
    page = agent.get("/console/queue").text
    for words in ("legal steps were mentioned", "medium severity", "2 promises broken", "High"):
        assert words in page, words


def test_open_promises_are_listed_where_a_conversation_is_finished(
    database: Database, agent: httpx.Client
) -> None:
    story = an_angry_conversation(database, id="c1")
    story.promise("Call the customer back", "agent", timedelta(hours=-1))
    handoff = story.handoff()
    assert "still to be kept" not in agent.get("/console/conversations/c1").text
    agent.post(f"/console/handoffs/{handoff}/accept")
    page = agent.get("/console/conversations/c1").text
    dialog = page[page.index('<dialog class="sheet" id="finish"') :]
    assert "2 promises still to be kept" in dialog
    assert "Call the customer back" in dialog
    assert "overdue" in dialog
