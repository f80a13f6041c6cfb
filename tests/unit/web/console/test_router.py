import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI

from amends.desk.hub import Signal, conversation_topic
from amends.records import users
from amends.records.database import Database
from amends.records.handoffs import find_handoff
from amends.records.tables import Conversation
from amends.records.transcripts import read_transcript
from tests.builders import NOON, Story, a_person, an_angry_conversation

CANARY = "<script>alert('canary')</script><img src=x onerror=alert(1)>"
SignIn = Callable[[str], httpx.Client]


def texts(database: Database, conversation_id: str) -> list[str]:
    with database.reading() as session:
        transcript = read_transcript(session, conversation_id)
    assert transcript is not None
    return [message.text for message in transcript.messages]


def held(database: Database, agent: httpx.Client) -> Story:
    """A conversation that the signed-in agent has just accepted."""
    story = an_angry_conversation(database, id="c1")
    handoff = story.handoff("customer_asked", "The lamp is late.")
    assert agent.post(f"/console/handoffs/{handoff}/accept").status_code == 303
    return story


def test_the_queue_says_who_waits_why_and_for_how_long(database: Database, agent: httpx.Client) -> None:
    story = an_angry_conversation(database, id="c1")
    story.handoff("legal_threat", requested_at=datetime.now(UTC))
    page = agent.get("/console").text
    for words in ("Priya Nair", "Speaks of legal action", "THIRD time", "Hostile", "0 s", "C-2026-000001"):
        assert words in page, words


def test_nobody_waiting_is_said_plainly(agent: httpx.Client) -> None:
    assert "Nobody waits for a person." in agent.get("/console").text


def test_the_queue_alone_is_a_fragment(database: Database, agent: httpx.Client) -> None:
    an_angry_conversation(database, id="c1").handoff()
    fragment = agent.get("/console/queue", params={"current": "c1"}).text
    assert "<html" not in fragment
    assert 'aria-current="page"' in fragment


def test_an_agent_accepts_replies_and_hands_back(database: Database, agent: httpx.Client) -> None:
    held(database, agent)
    page = agent.get("/console/conversations/c1").text
    assert "You have this conversation." in page
    assert 'id="composer"' in page
    form = {"text": "I am Sam, a person.", "client_id": "one", "fence": "1"}
    assert agent.post("/console/conversations/c1/messages", data=form).status_code == 303
    page = agent.get("/console/conversations/c1/live").text
    assert "You (agent)" in page
    assert "I am Sam, a person." in page
    assert agent.post("/console/conversations/c1/return", data={"fence": "1"}).status_code == 303
    with database.reading() as session:
        conversation = session.get(Conversation, "c1")
        assert conversation is not None
        assert (conversation.holder, conversation.closed_at) == ("assistant", None)
    assert 'id="composer"' not in agent.get("/console/conversations/c1").text


def test_an_agent_ends_the_conversation(database: Database, agent: httpx.Client) -> None:
    held(database, agent)
    agent.post("/console/conversations/c1/end", data={"fence": "1"})
    with database.reading() as session:
        conversation = session.get(Conversation, "c1")
        assert conversation is not None
        assert conversation.closed_at is not None
    assert "This conversation has ended." in agent.get("/console/conversations/c1").text


def test_of_two_agents_who_accept_one_wins_and_the_other_learns_who(
    database: Database, agent: httpx.Client, sign_in: SignIn
) -> None:
    a_person(database, "Kim Park")
    kim = sign_in("kim@example.com")
    story = an_angry_conversation(database, id="c1")
    handoff = story.handoff()
    assert kim.post(f"/console/handoffs/{handoff}/accept").status_code == 303
    answer = agent.post(f"/console/handoffs/{handoff}/accept")
    assert answer.status_code == 409
    assert "Kim Park has this conversation." in answer.text
    assert 'id="composer"' not in answer.text
    with database.reading() as session:
        row = find_handoff(session, handoff)
        kims = users.user_by_email(session, "kim@example.com")
        assert row is not None
        assert kims is not None
        assert row.agent_id == kims.id


def test_accepting_twice_is_accepting_once(database: Database, agent: httpx.Client) -> None:
    held(database, agent)
    assert agent.post("/console/handoffs/1/accept").status_code == 303
    assert sum("joined" in text for text in texts(database, "c1")) == 1


def test_only_the_holder_speaks(database: Database, agent: httpx.Client, sign_in: SignIn) -> None:
    held(database, agent)
    a_person(database, "Kim Park")
    kim = sign_in("kim@example.com")
    before = texts(database, "c1")
    form = {"text": "Let me in", "client_id": "x", "fence": "1"}
    answer = kim.post("/console/conversations/c1/messages", data=form)
    assert answer.status_code == 409
    assert "was not sent" in answer.text
    for way in ("return", "end"):
        assert kim.post(f"/console/conversations/c1/{way}", data={"fence": "1"}).status_code == 409
    assert texts(database, "c1") == before


def test_what_was_typed_under_an_old_fence_is_not_said_and_not_lost(
    database: Database, agent: httpx.Client
) -> None:
    held(database, agent)
    agent.post("/console/conversations/c1/return", data={"fence": "1"})
    form = {"text": "one more thing", "client_id": "x", "fence": "1"}
    answer = agent.post("/console/conversations/c1/messages", data=form)
    assert answer.status_code == 409
    assert "one more thing" not in texts(database, "c1")
    quick = agent.post("/console/conversations/c1/messages", data=form, headers={"HX-Request": "true"})
    assert (quick.status_code, "<html" in quick.text) == (409, False)
    assert "was not sent" in quick.text


def test_the_same_reply_twice_is_said_once(database: Database, agent: httpx.Client) -> None:
    held(database, agent)
    form = {"text": "I am looking into it.", "client_id": "one", "fence": "1"}
    for _ in range(2):
        assert agent.post("/console/conversations/c1/messages", data=form).status_code == 303
    assert texts(database, "c1").count("I am looking into it.") == 1
    other = agent.post("/console/conversations/c1/messages", data={**form, "text": "Other words"})
    assert other.status_code == 409
    assert "Other words" not in texts(database, "c1")


@pytest.mark.parametrize(("text", "status"), [("", 422), ("  \n ", 422), ("x" * 4001, 413)])
def test_an_empty_or_endless_reply_is_refused_and_changes_nothing(
    database: Database, agent: httpx.Client, text: str, status: int
) -> None:
    held(database, agent)
    before = texts(database, "c1")
    form = {"text": text, "client_id": "x", "fence": "1"}
    assert agent.post("/console/conversations/c1/messages", data=form).status_code == status
    assert texts(database, "c1") == before


def test_duty_is_switched_and_shown(database: Database, agent: httpx.Client) -> None:
    assert 'aria-checked="false"' in agent.get("/console").text
    fragment = agent.post("/console/duty", data={"on_duty": "yes"}, headers={"HX-Request": "true"})
    assert 'aria-checked="true"' in fragment.text
    assert 'aria-checked="true"' in agent.get("/console").text
    with database.reading() as session:
        assert users.count_agents_on_duty(session, datetime.now(UTC), 45) == 1
    agent.post("/console/duty", data={"on_duty": "no"})
    with database.reading() as session:
        assert users.count_agents_on_duty(session, datetime.now(UTC), 45) == 0


def test_a_conversation_that_no_person_was_asked_for_is_not_shown(
    database: Database, agent: httpx.Client
) -> None:
    Story(database, id="private").message("customer", "just asking")
    for path in ("/console/conversations/private", "/console/conversations/private/live"):
        assert agent.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/console/handoffs/99/accept",
        "/console/conversations/nothing/messages",
        "/console/conversations/nothing/return",
        "/console/conversations/nothing/end",
    ],
)
def test_what_does_not_exist_is_a_clear_404(agent: httpx.Client, path: str) -> None:
    answer = agent.post(path, data={"text": "hello", "fence": "1"})
    assert answer.status_code == 404
    assert "There is no such" in answer.text


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
    story.handoff("customer_asked", CANARY)
    for path in ("/console", "/console/queue", "/console/conversations/c1", "/console/conversations/c1/live"):
        page = agent.get(path).text
        assert "canary" in page
        assert "<script>" not in page
        assert "<img" not in page


def test_the_agent_sees_whose_turn_it_is(database: Database, agent: httpx.Client) -> None:
    story = held(database, agent)
    assert "Your turn" not in agent.get("/console/queue").text
    story.seq += 1  # The desk wrote that the agent has joined.
    story.message("customer", "are you there?", state="read", at=NOON)
    assert "Your turn" in agent.get("/console/queue").text


def test_only_the_holders_typing_reaches_the_customer(
    database: Database, agent: httpx.Client, sign_in: SignIn, rooms: FastAPI
) -> None:
    held(database, agent)
    a_person(database, "Kim Park")
    kim = sign_in("kim@example.com")
    with rooms.state.desk.hub.subscribe(conversation_topic("c1")) as subscription:
        assert kim.post("/console/conversations/c1/typing", data={"on": "yes"}).status_code == 204
        assert asyncio.run(subscription.wait(0.01)) == []
        assert agent.post("/console/conversations/c1/typing", data={"on": "yes"}).status_code == 204
        (signal,) = asyncio.run(subscription.wait(0.01))
        assert signal == Signal("typing", {"author": "agent", "name": "Sam Lee", "on": True})
