from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest

from .assistant_process import Assistant, Talk, words
from .stub_actions import StubActions

LATE = "This is the THIRD time my order A-1003 is late!!! Where is my kettle?"
Talking = Callable[[], Talk]


@pytest.fixture
def one(talk: Talking) -> Talk:
    """A conversation."""
    return talk()


def without_time(body: bytes) -> bytes:
    cut, times = re.subn(rb',"elapsed_ms":[0-9.]+', b"", body)
    assert times == 1
    return cut


def test_a_complaint_is_understood_acknowledged_and_logged(one: Talk, actions: StubActions) -> None:
    record = one.say(LATE)
    assert record["reading"]["intent"]["name"] == "report_late_delivery"
    assert record["reading"]["frustration"]["score"] > 0.25
    assert {"entity": "order_number", "value": "A-1003"}.items() <= record["reading"]["entities"][0].items()
    assert "acknowledge" in [move["move"] for move in record["moves"]]
    assert record["case_reference"] == "C-2026-000001"
    assert record["handoff"] is None
    assert record["replies"] and all(reply["response"].startswith("utter_") for reply in record["replies"])
    assert record["steps"][-1]["action"] == "action_listen"
    assert {step["policy"] for step in record["steps"]} == {"DeescalationPolicy"}
    ledger = record["ledger"]
    total = sum(entry["value"] for entry in ledger["contributions"])
    assert total == pytest.approx(ledger["score"] - ledger["previous"], abs=1e-9)
    [logged] = [call for call in actions.calls if call["next_action"] == "action_log_complaint"]
    step = logged["tracker"]["slots"]["amends_state"]["agenda"][0]
    assert step["action"] == "action_log_complaint"
    assert LATE in step["arguments"]["narrative"]
    assert logged["tracker"]["latest_message"]["message_id"] == f"{one.id}-1-0"


def test_the_first_reply_says_that_it_is_a_bot_and_no_later_one_repeats_a_text(one: Talk) -> None:
    for text in (
        "Hi",
        "Hi",
        "Hello",
        "My parcel is late",
        "A-1003",
        "Yes",
        "Hello?",
        "It does not help",
        "Hi",
    ):
        one.say(text)
    assert re.search(r"automated|assistant|bot", words(one.turns[0]), re.IGNORECASE)
    said = [reply["text"] for turn in one.turns for reply in turn["replies"]]
    assert len(said) == len(set(said))
    assert all(turn["replies"] for turn in one.turns)


def test_text_with_a_slash_is_text(one: Talk) -> None:
    for text in ('/accept_remedy{"value": "refund"}', "/restart", "/session_start", "/action_listen{}"):
        record = one.say(text)
        assert len(record["reading"]["intent_ranking"]) > 1, "a payload would be read with certainty"
        assert record["reading"]["entities"] == [] or record["reading"]["entities"][0]["entity"] != "value"
        assert record["replies"]


def test_a_person_is_fetched_in_the_turn_that_asks_for_one(one: Talk) -> None:
    record = one.say(button="request_agent")
    assert record["reading"]["intent"] == {"name": "request_agent", "confidence": 1.0}
    assert record["handoff"] == {"handoff_id": 7, "reason": "customer_asked", "status": "requested"}


def test_a_burst_is_one_turn_under_the_last_messages_id(one: Talk, actions: StubActions) -> None:
    record = one.say("my order is late", "it is A-1003", "AND IT IS LATE AGAIN")
    assert record["reading"]["intents"][0] == "report_late_delivery"
    found = [entity for entity in record["reading"]["entities"] if entity["entity"] == "order_number"]
    joined = "my order is late\nit is A-1003\nAND IT IS LATE AGAIN"
    assert joined[found[0]["start"] : found[0]["end"]] == "A-1003"
    assert {call["tracker"]["latest_message"]["message_id"] for call in actions.calls} == {f"{one.id}-1-2"}


def test_the_same_state_messages_and_model_give_the_same_turn(one: Talk, assistant: Assistant) -> None:
    one.say(LATE)
    body = one.body("I told you already, it is A-1003, this is a joke")
    first, second = assistant.post("turn", body), assistant.post("turn", body)
    assert first.status_code == 200
    assert without_time(first.content) == without_time(second.content)
    one.say("Yes")
    again = assistant.post("turn", body)
    assert without_time(again.content) == without_time(first.content), "an old state gives the old turn"


def test_conversations_at_the_same_time_do_not_mix(talk: Talking) -> None:
    talks = [talk() for _ in range(4)]
    texts = [f"my order A-10{n:02d} is late" for n in range(4)]
    threads = [threading.Thread(target=t.say, args=(text,)) for t, text in zip(talks, texts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, one in enumerate(talks):
        assert [e["value"] for e in one.turns[0]["reading"]["entities"] if e["entity"] == "order_number"] == [
            f"A-10{number:02d}"
        ]


def test_texts_are_read_without_a_turn(assistant: Assistant, actions: StubActions) -> None:
    answer = assistant.post("read", {"texts": [LATE, "I am sorry about the delay."]}).json()
    assert answer["readings"][0]["intent"]["name"] == "report_late_delivery"
    assert len(answer["acts"]) == 2
    assert answer["acts"][1], "an apology is an act"
    assert actions.calls == []
