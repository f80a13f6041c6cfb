from __future__ import annotations

from rasa.shared.core.events import ActionExecuted

from assistant.turn_record import events_of_turn, replies, steps, turn_record

from .trackers import message, said, tracker

BUTTONS = [
    {"title": "Yes", "payload": "/affirm"},
    {"title": "Refund", "payload": '/accept_remedy{"value": "r"}'},
]


def test_only_the_latest_turn_is_answered() -> None:
    now = tracker(message("old"), said("Old reply"), message("new"), said("New reply"))
    assert [reply["text"] for reply in replies(events_of_turn(now))] == ["New reply"]
    assert events_of_turn(tracker()) == []


def test_a_reply_carries_its_buttons_move_and_response() -> None:
    now = tracker(
        message(), said("Better?", buttons=BUTTONS, move="clarify", utter_action="utter_clarify_open")
    )
    assert replies(events_of_turn(now)) == [
        {
            "text": "Better?",
            "buttons": [{"id": "affirm", "title": "Yes"}, {"id": "accept_remedy:r", "title": "Refund"}],
            "move": "clarify",
            "response": "utter_clarify_open",
        }
    ]


def test_steps_name_the_policy_that_chose_them() -> None:
    now = tracker(
        message(),
        ActionExecuted("utter_a", policy="RulePolicy", confidence=1),
        ActionExecuted("action_listen"),
    )
    assert steps(events_of_turn(now)) == [
        {"action": "utter_a", "policy": "RulePolicy", "confidence": 1.0},
        {"action": "action_listen", "policy": None, "confidence": 0.0},
    ]


def test_the_record_tells_what_was_read_decided_and_done() -> None:
    receipt = {"ok": True, "handoff_id": 7, "status": "requested"}
    turn = {
        "number": 1,
        "ledger": {"score": 0.3},
        "moves": [{"move": "hand_off", "reason": "asked"}],
        "receipts": [{"action": "action_request_handoff", "reason": "customer_asked", "receipt": receipt}],
    }
    now = tracker(message(), slots={"amends_state": {"case_reference": "C-2026-000001", "turn": turn}})
    record = turn_record(now, [], {"version": 1}, "model-1")
    assert record["reading"]["intent"]["name"] == "greet"
    assert record["ledger"] == {"score": 0.3}
    assert record["moves"] == [{"move": "hand_off", "reason": "asked"}]
    assert record["case_reference"] == "C-2026-000001"
    assert record["handoff"] == {"handoff_id": 7, "reason": "customer_asked", "status": "requested"}
    assert (record["state"], record["model_id"]) == ({"version": 1}, "model-1")


def test_a_handoff_that_failed_is_none() -> None:
    turn = {"receipts": [{"action": "action_request_handoff", "reason": "x", "receipt": {"ok": False}}]}
    now = tracker(message(), slots={"amends_state": {"turn": turn}})
    assert turn_record(now, [], {}, "m")["handoff"] is None


def test_small_talk_has_the_move_of_its_reply() -> None:
    reply = {"text": "Hello!", "buttons": [], "move": "re_engage", "response": "utter_re_engage_greet"}
    record = turn_record(tracker(message()), [reply], {}, "m")
    assert record["moves"] == [{"move": "re_engage", "reason": "small talk"}]
