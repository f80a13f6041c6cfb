from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.utils.endpoints import EndpointConfig

from amends.deescalation.texts import digest
from assistant.action_endpoint import BoundedActionEndpoint
from assistant.carried_tracker_store import CarriedTrackerStore
from assistant.conversation_slots import StateNotReadable
from assistant.rehearsal_request import RehearsalRequest
from assistant.served_model import ServedModel, TurnWithoutRecord
from assistant.turn_request import BadRequest, IncomingMessage, TurnRequest
from assistant.wording_generator import WordingGenerator

from .test_message_reading import FakeProcessor
from .trackers import DOMAIN, said


class FakeAgent:
    """Rasa's agent: says what it is told to, or nothing, or breaks."""

    def __init__(self, replies: list[str], error: Exception | None = None, saves: bool = True) -> None:
        self.replies, self.error, self.saves = replies, error, saves
        self.domain, self.model_id = DOMAIN, "model-1"
        self.processor = FakeProcessor()
        self.processor.nlg = WordingGenerator(domain=DOMAIN)
        self.processor.action_endpoint = EndpointConfig("http://127.0.0.1:1/webhook")
        self.tracker_store = FailSafeTrackerStore(CarriedTrackerStore(DOMAIN))

    async def handle(self, message: UserMessage) -> None:
        if self.error:
            raise self.error
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        data = message.parse_data
        tracker.update(UserUttered(message.text, data["intent"], [], data, message_id=message.message_id))
        number = ((tracker.get_slot("amends_state") or {}).get("turn") or {}).get("number", 0) + 1
        tracker.update(SlotSet("amends_state", {"score": 100, "turn": {"number": number}, "agenda": []}))
        for text in self.replies:
            tracker.update(ActionExecuted("utter_x", policy="RulePolicy", confidence=1.0))
            tracker.update(said(text, utter_action="utter_x"))
        if self.saves:
            await self.tracker_store.save(tracker)


def request(state: dict[str, Any] | None = None, button: str | None = None) -> TurnRequest:
    return TurnRequest("c", (IncomingMessage("m-1", "It broke", button),), state or {}, {}, {}, {})


def take(agent: FakeAgent, *requests: TurnRequest) -> list[dict[str, Any]]:
    model = ServedModel(agent, agent.handle)

    async def scenario() -> list[dict[str, Any]]:
        return [await model.turn(one) for one in requests]

    return asyncio.run(scenario())


def kept(agent: FakeAgent) -> list[str]:
    return list(asyncio.run(agent.tracker_store.keys()))


def test_a_turn_gives_replies_and_the_state_for_the_next_one() -> None:
    agent = FakeAgent(["One.", "Two."])
    [first] = take(agent, request())
    assert [reply["text"] for reply in first["replies"]] == ["One.", "Two."]
    assert first["state"]["slots"]["said"] == [digest("One."), digest("Two.")]
    assert first["model_id"] == "model-1"
    assert kept(agent) == []
    [second] = take(agent, request(first["state"]))
    assert second["state"]["slots"]["amends_state"]["turn"]["number"] == 2


def test_the_same_request_gives_the_same_record() -> None:
    one, other = take(FakeAgent(["One."]), request(), request())
    assert one == other


def test_a_silent_turn_is_answered_honestly_and_that_answer_counts_as_said() -> None:
    [record] = take(FakeAgent([]), request())
    [reply] = record["replies"]
    assert reply["response"] == "utter_offer_handoff_trouble"
    assert reply["buttons"] == [{"id": "request_agent", "title": "A person"}]
    assert record["state"]["slots"]["said"] == [digest(reply["text"])]


def test_a_turn_that_breaks_leaves_nothing_behind() -> None:
    for agent, error in (
        (FakeAgent([], KeyError()), KeyError),
        (FakeAgent([], saves=False), TurnWithoutRecord),
    ):
        with pytest.raises(error):
            take(agent, request())
        assert kept(agent) == []


def test_what_the_assistant_cannot_know_is_refused() -> None:
    with pytest.raises(BadRequest):
        take(FakeAgent(["One."]), request(button="drop_tables"))
    with pytest.raises(StateNotReadable):
        take(FakeAgent(["One."]), request({"version": 0}))


def test_waiting_for_actions_is_bounded() -> None:
    agent = FakeAgent([])
    ServedModel(agent, agent.handle)
    assert isinstance(agent.processor.action_endpoint, BoundedActionEndpoint)
    without = FakeAgent([])
    without.processor.action_endpoint = None
    ServedModel(without, without.handle)
    assert without.processor.action_endpoint is None


def test_the_connection_to_the_actions_is_let_go() -> None:
    agent = FakeAgent([])
    without = FakeAgent([])
    without.processor.action_endpoint = None

    async def scenario() -> bool:
        model = ServedModel(agent, agent.handle)
        endpoint = agent.processor.action_endpoint
        async with endpoint.session() as session:
            await model.aclose()
        await ServedModel(without, without.handle).aclose()
        return bool(session.closed)

    assert asyncio.run(scenario())


def test_texts_are_read_with_their_acts() -> None:
    agent = FakeAgent([])
    read = ServedModel(agent, agent.handle).read(["I am sorry about that.", "ok"])
    assert len(read["readings"]) == len(read["acts"]) == 2
    assert SimpleNamespace(**read["readings"][0]).intent["name"] == "report_problem"


def test_a_rehearsal_runs_beside_its_conversation_and_says_so() -> None:
    agent = FakeAgent(["One."])
    rehearsed = replace(request(), rehearsal=RehearsalRequest())
    real, again = take(agent, request(), rehearsed)
    assert again["rehearsed"] is True and "rehearsed" not in real
    assert (again["replies"], again["state"]) == (real["replies"], real["state"])
    assert kept(agent) == []


def test_a_playbook_that_cannot_be_read_is_refused_with_its_line() -> None:
    broken = RehearsalRequest(playbook={"playbook": "decay: 0.5\ndecai: 0.4\n"})
    with pytest.raises(BadRequest, match=r"playbook\.yml:2: 'decai' is not a setting"):
        take(FakeAgent(["One."]), replace(request(), rehearsal=broken))
