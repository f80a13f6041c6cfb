import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from amends.desk.hub import Signal, conversation_topic
from amends.records import users
from amends.records.database import Database
from amends.records.handoffs import find_handoff
from amends.records.tables import Conversation, Handoff, Note, Offer, User, WrapUp
from amends.records.transcripts import read_transcript
from tests.builders import Story, a_person, an_angry_conversation

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


def test_an_agent_accepts_replies_and_hands_back(database: Database, agent: httpx.Client) -> None:
    held(database, agent)
    page = agent.get("/console/conversations/c1").text
    assert "You have this conversation." in page
    assert 'id="composer"' in page
    form = {"text": "I am Sam, a person.", "client_id": "one", "fence": "1"}
    assert agent.post("/console/conversations/c1/messages", data=form).status_code == 303
    page = agent.get("/console/conversations/c1/lines").text
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
    form = {"fence": "1", "disposition": "callback_agreed", "note": " Rings at nine. "}
    assert agent.post("/console/conversations/c1/complete", data=form).status_code == 303
    with database.reading() as session:
        conversation = session.get(Conversation, "c1")
        assert conversation is not None
        assert conversation.closed_at is not None
        wrap_up = session.scalars(select(WrapUp)).one()
        assert (wrap_up.disposition, wrap_up.note) == ("callback_agreed", "Rings at nine.")
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
    for way in ("return", "complete"):
        form = {"fence": "1", "disposition": "resolved"}
        assert kim.post(f"/console/conversations/c1/{way}", data=form).status_code == 409
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
    assert quick.headers["Amends-Refusal"] == "not-the-holder"
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
    assert "Other words" in other.text, "the draft is on the page"
    quick = agent.post(
        "/console/conversations/c1/messages",
        data={**form, "text": "Third words"},
        headers={"HX-Request": "true"},
    )
    assert (quick.status_code, quick.headers["Amends-Refusal"]) == (409, "id-reused")


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


@pytest.mark.parametrize(
    "path",
    [
        "/console/handoffs/99/accept",
        "/console/conversations/nothing/messages",
        "/console/conversations/nothing/return",
        "/console/handoffs/99/decline",
        "/console/conversations/nothing/complete",
        "/console/conversations/nothing/take-up",
        "/console/conversations/nothing/notes",
        "/console/conversations/nothing/typing",
    ],
)
def test_what_does_not_exist_is_a_clear_404(agent: httpx.Client, path: str) -> None:
    answer = agent.post(path, data={"text": "hello", "fence": "1", "disposition": "resolved"})
    assert answer.status_code == 404
    assert "There is no such" in answer.text


def test_only_the_holders_typing_reaches_the_customer(
    database: Database, agent: httpx.Client, sign_in: SignIn, rooms: FastAPI
) -> None:
    held(database, agent)
    a_person(database, "Kim Park")
    kim = sign_in("kim@example.com")
    with rooms.state.desk.hub.subscribe(conversation_topic("c1")) as subscription:
        assert kim.post("/console/conversations/c1/typing", data={"on": "yes"}).status_code == 409
        assert asyncio.run(subscription.wait(0.01)) == []
        assert agent.post("/console/conversations/c1/typing", data={"on": "yes"}).status_code == 204
        (signal,) = asyncio.run(subscription.wait(0.01))
        assert signal == Signal("typing", {"author": "agent", "name": "Sam Lee", "on": True})


def test_whoever_accepts_lands_at_the_briefing(database: Database, agent: httpx.Client) -> None:
    story = an_angry_conversation(database, id="c1")
    answer = agent.post(f"/console/handoffs/{story.handoff()}/accept")
    assert answer.headers["location"] == "/console/conversations/c1#briefing"


def test_an_offer_is_declined_and_goes_back_to_the_queue(database: Database, agent: httpx.Client) -> None:
    handoff = an_angry_conversation(database, id="c1").handoff()
    now = datetime.now(UTC)
    with database.session() as session:
        sam = session.scalars(select(User.id)).one()
        session.get_one(Handoff, handoff).status = "offered"
        session.add(
            Offer(handoff_id=handoff, agent_id=sam, offered_at=now, due_at=now + timedelta(minutes=1))
        )
    assert "Decline" in agent.get("/console/queue").text
    assert "is offered to you" in agent.get("/console/conversations/c1").text
    path = f"/console/handoffs/{handoff}/decline"
    assert agent.post(path, headers={"HX-Request": "true"}).status_code == 204
    assert agent.post(path).status_code == 303, "declined twice is declined once"
    with database.reading() as session:
        assert session.get_one(Handoff, handoff).status == "requested"
        assert session.scalars(select(Offer.outcome)).all() == ["declined"]
    assert "Decline" not in agent.get("/console/queue").text


def test_a_callback_is_taken_up_by_one_agent_only(
    database: Database, agent: httpx.Client, sign_in: SignIn
) -> None:
    a_person(database, "Kim Park")
    story = an_angry_conversation(database, id="c1")
    story.handoff(status="expired", ended_at=story.at)
    assert "Take up" in agent.get("/console").text
    assert agent.post("/console/conversations/c1/take-up").status_code == 303
    assert "You have this conversation." in agent.get("/console/conversations/c1").text
    late = sign_in("kim@example.com").post("/console/conversations/c1/take-up")
    assert late.status_code == 409
    assert "Sam Lee has this conversation." in late.text


def test_a_note_is_kept_once_and_shown_to_agents(database: Database, agent: httpx.Client) -> None:
    held(database, agent)
    form = {"text": "Speaks Polish as well.", "note_id": "n1"}
    for _ in range(2):
        assert agent.post("/console/conversations/c1/notes", data=form).status_code == 303
    with database.reading() as session:
        assert session.scalars(select(Note.text)).all() == ["Speaks Polish as well."]
    assert "Speaks Polish as well." in agent.get("/console/conversations/c1/lines").text
    other = {**form, "text": "Other words"}
    refused = agent.post("/console/conversations/c1/notes", data=other)
    assert (refused.status_code, "Other words" in refused.text) == (409, True)
    assert agent.post("/console/conversations/c1/notes", data={"text": " "}).status_code == 422


def test_a_colleague_may_leave_a_note_as_well(
    database: Database, agent: httpx.Client, sign_in: SignIn
) -> None:
    held(database, agent)
    a_person(database, "Kim Park")
    form = {"text": "I know this customer.", "note_id": "n1"}
    assert sign_in("kim@example.com").post("/console/conversations/c1/notes", data=form).status_code == 303
    assert "I know this customer." in agent.get("/console/conversations/c1").text


def test_handing_back_keeps_the_note_for_colleagues(database: Database, agent: httpx.Client) -> None:
    held(database, agent)
    form = {"fence": "1", "note": "The carrier rings at three."}
    assert agent.post("/console/conversations/c1/return", data=form).status_code == 303
    assert "The carrier rings at three." in agent.get("/console/conversations/c1").text
    assert "The carrier rings at three." not in texts(database, "c1")


@pytest.mark.parametrize("disposition", ["", "splendid"])
def test_ending_without_saying_how_it_went_is_refused(
    database: Database, agent: httpx.Client, disposition: str
) -> None:
    held(database, agent)
    form = {"fence": "1", "disposition": disposition}
    answer = agent.post("/console/conversations/c1/complete", data=form)
    assert answer.status_code == 422
    assert "Choose how the conversation went" in answer.text
    assert "You have this conversation." in agent.get("/console/conversations/c1").text


def test_an_agent_says_how_many_conversations_may_be_offered_at_once(
    database: Database, agent: httpx.Client
) -> None:
    fragment = agent.post("/console/duty", data={"most_at_once": "5"}, headers={"HX-Request": "true"}).text
    assert '<option value="5" selected>' in fragment
    assert 'aria-checked="false"' in fragment, "the limit alone puts nobody on duty"
    for nonsense in ("-1", "21", "many"):
        assert agent.post("/console/duty", data={"most_at_once": nonsense}).status_code == 422
    with database.reading() as session:
        assert session.scalars(select(User.most_at_once)).one() == 5
