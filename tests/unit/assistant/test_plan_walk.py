from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import pytest

from amends.deescalation.ledger import Contribution, Ledger
from amends.deescalation.reading import Reading
from amends.deescalation.receipt import Receipt
from amends.deescalation.state import ConversationState
from amends.deescalation.turn import Button, Plan, Step, TurnInput
from amends.deescalation.wording import Catalogue
from assistant.plan_walk import Choice, Moment, PlanWalk
from assistant.safe_steps import SafeSteps

CATALOGUE = Catalogue.from_responses(
    {
        "utter_inform_bot": [{"text": "I am the automated assistant."}],
        "utter_offer_handoff_trouble": [
            {
                "text": "Something failed here.",
                "buttons": [{"title": "A person", "payload": "/request_agent"}],
            },
        ],
        "utter_hand_off_trouble": [{"text": "A colleague is asked for."}],
    }
)
SAY = Step(
    "acknowledge",
    "upset",
    "utter_acknowledge",
    "I see.",
    (Button("affirm", "Yes"),),
    also=(("apologise", "ours"),),
)
ASK = Step("clarify", "no order number", "utter_clarify_order", "Which order?")
LOG = Step(
    "commit", "log it", action="action_log_complaint", arguments={"category": "delivery", "reason": "why"}
)
HAND = Step("hand_off", "asked", action="action_request_handoff", arguments={"reason": "customer_asked"})
LEDGER = Ledger(300, 0, (Contribution("theirs", "overall wording", 300),))


class FakePlaybook:
    """Gives the plans it was made with, or raises them."""

    def __init__(self, begin: Plan | Exception | None, resume: Plan | Exception | None = None) -> None:
        self.begin, self.resume = begin, resume
        self.receipts: list[Receipt] = []
        self.turns: list[TurnInput] = []

    def begin_turn(self, state: ConversationState, turn: TurnInput) -> Plan | None:
        self.turns.append(turn)
        if isinstance(self.begin, Exception):
            raise self.begin
        return self.begin

    def resume_turn(
        self, state: ConversationState, turn: TurnInput, receipt: Receipt, said: frozenset[str]
    ) -> Plan:
        self.receipts.append(receipt)
        assert isinstance(self.resume, (Plan, Exception))
        if isinstance(self.resume, Exception):
            raise self.resume
        return self.resume


def plan(*steps: Step, state: ConversationState | None = None) -> Plan:
    return Plan(steps, state or ConversationState(score=300, introduced=True), LEDGER)


def turn(text: str = "It is late again", intent: str = "report_late_delivery", **more: Any) -> TurnInput:
    reading = Reading.from_dict({"intent": {"name": intent, "confidence": 0.9}}, text)
    return TurnInput(text, reading, ("m-1",), turn_number=1, seed="c:1", **more)


def walk_through(
    playbook: FakePlaybook,
    answers: Mapping[str, Mapping[str, Any] | None] | None = None,
    state: Mapping[str, Any] | None = None,
    the_turn: TurnInput | None = None,
) -> tuple[list[str | None], dict[str, Any]]:
    """Plays Rasa: sets the slots, runs the action, asks again; until listening or abstaining."""
    walk = PlanWalk(playbook, SafeSteps(CATALOGUE))
    slots: dict[str, Any] = {"amends_state": dict(state or {}), "receipt": {"ok": True, "stale": True}}
    done: list[str] = []
    chosen: list[str | None] = []
    for _ in range(12):
        moment = Moment(slots["amends_state"], slots["receipt"], done, the_turn or turn())
        choice = walk.next_choice(moment)
        slots |= choice.slots
        chosen.append(choice.action)
        if choice.action in (None, "action_listen"):
            return chosen, slots["amends_state"]
        done.append(choice.action)
        if choice.action.startswith("action_"):
            assert slots["amends_state"]["agenda"][0]["action"] == choice.action
            assert slots["receipt"] is None, "an old receipt must not be taken for this action's answer"
            slots["receipt"] = (answers or {}).get(choice.action)
        else:
            assert slots["amends_state"]["agenda"][0]["response"] == choice.action
    raise AssertionError("the walk never listens")


def test_the_steps_of_a_plan_are_taken_in_order_and_then_the_assistant_listens() -> None:
    chosen, state = walk_through(FakePlaybook(plan(SAY, ASK)))
    assert chosen == ["utter_acknowledge", "utter_clarify_order", "action_listen"]
    assert state["agenda"] == []
    assert [m["move"] for m in state["turn"]["moves"]] == ["acknowledge", "apologise", "clarify"]
    assert state["turn"]["ledger"] == LEDGER.to_dict()
    assert state["score"] == 300


def test_after_an_action_the_plan_goes_on_from_its_receipt() -> None:
    playbook = FakePlaybook(plan(SAY, LOG), resume=plan(ASK))
    receipt = {"ok": True, "action": "action_log_complaint", "case_reference": "C-2026-000001"}
    chosen, state = walk_through(playbook, {"action_log_complaint": receipt})
    assert chosen == ["utter_acknowledge", "action_log_complaint", "utter_clarify_order", "action_listen"]
    assert playbook.receipts == [Receipt.from_dict(receipt)]
    assert state["turn"]["receipts"][0]["receipt"]["case_reference"] == "C-2026-000001"
    assert state["turn"]["receipts"][0]["reason"] == "why"


def test_an_action_without_an_answer_has_failed() -> None:
    playbook = FakePlaybook(plan(LOG), resume=plan(ASK))
    walk_through(playbook, {"action_log_complaint": None})
    assert [r.ok for r in playbook.receipts] == [False]


def test_a_playbook_may_ask_for_another_action_after_the_first() -> None:
    class Twice(FakePlaybook):
        def resume_turn(self, *args: Any) -> Plan:
            self.receipts.append(args[2])
            return plan(HAND) if len(self.receipts) == 1 else plan(ASK)

    playbook = Twice(plan(LOG))
    chosen, state = walk_through(
        playbook, {"action_log_complaint": {"ok": True}, "action_request_handoff": None}
    )
    assert chosen == [
        "action_log_complaint",
        "action_request_handoff",
        "utter_clarify_order",
        "action_listen",
    ]
    assert [r.ok for r in playbook.receipts] == [True, False]
    assert [r["action"] for r in state["turn"]["receipts"]] == [
        "action_log_complaint",
        "action_request_handoff",
    ]


def test_when_the_playbook_abstains_the_rules_decide_and_the_turn_is_counted() -> None:
    before = {"score": 200, "introduced": True, "turn": {"number": 0}}
    chosen, state = walk_through(FakePlaybook(None), state=before)
    assert chosen == [None]
    assert state["turn"]["number"] == 1
    assert state["turn"]["ledger"] == {"score": 0.2, "band": "calm", "previous": 0.2, "contributions": []}


def after_rule(state: Mapping[str, Any], *done: str, the_turn: TurnInput | None = None) -> Choice:
    moment = Moment({"turn": {"number": 1, "moves": []}, **state}, None, done, the_turn or turn())
    return PlanWalk(FakePlaybook(None), SafeSteps(CATALOGUE)).next_choice(moment)


def test_after_the_first_reply_of_a_rule_the_assistant_counts_as_introduced() -> None:
    choice = after_rule({}, "utter_thank_welcome")
    assert choice.action is None
    assert choice.slots["amends_state"]["introduced"] is True
    assert after_rule({"introduced": True}, "utter_thank_welcome") == Choice(None, {})


def test_it_listens_after_the_fallback_because_no_rule_follows_it() -> None:
    assert after_rule({"introduced": True}, "utter_default").action == "action_listen"


def test_a_turn_it_did_not_begin_is_left_to_the_rules() -> None:
    walk = PlanWalk(FakePlaybook(None), SafeSteps(CATALOGUE))
    assert walk.next_choice(Moment({}, None, ["utter_thank_welcome"], turn())) == Choice(None, {})


@pytest.mark.parametrize("begin", [KeyError("card 4111"), plan()])
def test_a_playbook_that_fails_offers_a_person_and_logs_nothing_personal(
    begin: Any, caplog: pytest.LogCaptureFixture
) -> None:
    before = {"score": 200, "turn": {"number": 0}}
    with caplog.at_level(logging.ERROR):
        chosen, state = walk_through(FakePlaybook(begin), state=before)
    assert chosen == ["utter_inform_bot", "utter_offer_handoff_trouble", "action_listen"]
    assert state["introduced"] is True
    assert state["score"] == 200
    assert "the playbook could not begin" in caplog.text
    assert "4111" not in caplog.text and "late" not in caplog.text


def test_a_playbook_that_fails_still_lets_the_customer_reach_a_person() -> None:
    receipt = {"ok": True, "action": "action_request_handoff", "handoff_id": 7}
    wants = turn("a human please", "request_agent")
    chosen, state = walk_through(
        FakePlaybook(KeyError()), {"action_request_handoff": receipt}, the_turn=wants
    )
    assert chosen == ["utter_inform_bot", "action_request_handoff", "utter_hand_off_trouble", "action_listen"]
    assert state["turn"]["receipts"][0]["reason"] == "customer_asked"


def test_yes_to_the_offered_person_is_taken_although_the_playbook_still_fails() -> None:
    offered = {"introduced": True, "turn": {"number": 1, "offered_person": True}}
    playbook, yes = FakePlaybook(KeyError()), turn("yes", "affirm")
    answers = {"action_request_handoff": None}
    chosen, _ = walk_through(playbook, answers, state=offered, the_turn=yes)
    assert chosen == ["action_request_handoff", "utter_offer_handoff_trouble", "action_listen"]
    chosen, _ = walk_through(playbook, answers, {"introduced": True}, yes)
    assert chosen == ["utter_offer_handoff_trouble", "action_listen"]


def test_a_playbook_that_fails_after_an_action_claims_nothing_but_the_handoff_that_is_proven() -> None:
    failing = FakePlaybook(plan(LOG), resume=KeyError())
    chosen, _ = walk_through(
        failing, {"action_log_complaint": {"ok": True, "action": "action_log_complaint"}}
    )
    assert chosen == ["action_log_complaint", "utter_offer_handoff_trouble", "action_listen"]
    failing = FakePlaybook(plan(HAND), resume=KeyError())
    receipt = {"ok": True, "action": "action_request_handoff"}
    chosen, _ = walk_through(failing, {"action_request_handoff": receipt})
    assert chosen == ["action_request_handoff", "utter_hand_off_trouble", "action_listen"]
