from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .assistant_process import Assistant, Talk
from .stub_actions import StubActions

LATE = "This is the THIRD time my order A-1003 is late!!! Where is my kettle?"
PLAYBOOK = Path(__file__).parents[3] / "data" / "playbook.yml"
Talking = Callable[[], Talk]


def again(talk: Talk, number: int, **more: Any) -> dict[str, Any]:
    """The body of an earlier turn of a talk, to be rehearsed."""
    body = {**talk.bodies[number - 1], "rehearsal": {"receipts": talk.turns[number - 1]["receipts"]}}
    return {**body, **more}


class Remembering(Talk):
    """Remembers what it posted."""

    def __init__(self, talk: Talk) -> None:
        super().__init__(talk.assistant, talk.id)
        self.bodies: list[dict[str, Any]] = []

    def body(self, *texts: str, button: str | None = None) -> dict[str, Any]:
        """As a talk does."""
        body = super().body(*texts, button=button)
        self.bodies.append(body)
        return body


def same(record: dict[str, Any], rehearsed: dict[str, Any]) -> None:
    """Everything but the time is the same, and the rehearsal says what it is."""
    assert rehearsed["rehearsed"] is True and "rehearsed" not in record
    for key in record.keys() - {"elapsed_ms"}:
        assert rehearsed[key] == record[key], key


def test_a_rehearsed_turn_says_the_same_and_its_actions_know_what_it_is(
    talk: Talking, assistant: Assistant, actions: StubActions
) -> None:
    one = Remembering(talk())
    one.say(LATE)
    one.say("yes, exactly")
    actions.reset()
    for number in (1, 2):
        same(one.turns[number - 1], assistant.turn(again(one, number)))
    assert actions.calls
    for call in actions.calls:
        assert call["tracker"]["sender_id"].startswith(f"{one.id}~")
        assert "receipts" in call["tracker"]["latest_message"]["metadata"]["rehearsal"]


def test_a_rehearsal_runs_beside_the_conversations_own_turn(
    talk: Talking, assistant: Assistant, actions: StubActions
) -> None:
    one = Remembering(talk())
    first = one.say(LATE)
    actions.delay_s = 1.0
    real = threading.Thread(target=one.say, args=["and A-1003 was promised for Monday, give me my money"])
    real.start()
    same(first, assistant.turn(again(one, 1)))
    real.join(20)
    assert len(one.turns) == 2 and one.turns[1]["replies"]


def test_another_playbook_is_honoured_in_a_rehearsal_only_and_leaves_ours_alone(
    talk: Talking, assistant: Assistant
) -> None:
    one = Remembering(talk())
    one.say(LATE)
    second = one.say("this is still not good enough")
    text = PLAYBOOK.read_text(encoding="utf-8").replace("decay: 0.5", "decay: 1.0")
    other = assistant.turn(again(one, 2, playbook={"playbook": text}))
    assert other["ledger"]["score"] > second["ledger"]["score"]
    assert other["playbook_id"] != second["playbook_id"]
    same(second, assistant.turn(again(one, 2)))
    real = {**one.bodies[0], "playbook": {"playbook": text}}
    assert assistant.post("turn", real).status_code == 400


def test_a_playbook_that_cannot_be_read_is_named_with_its_line(talk: Talking, assistant: Assistant) -> None:
    one = Remembering(talk())
    one.say("hello")
    answer = assistant.post("turn", again(one, 1, playbook={"playbook": "decay: 0.5\ndecai: 1\n"}))
    assert answer.status_code == 400 and "playbook.yml:2: 'decai'" in answer.json()["detail"]


def test_only_who_knows_the_secret_may_rehearse(talk: Talking, assistant: Assistant) -> None:
    one = Remembering(talk())
    one.say("hello")
    assert assistant.post("turn", again(one, 1), secret="guess").status_code == 401


def test_each_turn_tells_what_else_was_considered(talk: Talking) -> None:
    one = talk()
    small_talk, complaint = one.say("hello"), one.say(LATE)
    assert [each["rule"] for each in small_talk["considered"]] == ["playbook"]
    chosen = [each["rule"] for each in complaint["considered"] if each["verdict"] == "chosen"]
    assert chosen[0] == "open_complaint" and "after_receipt" in chosen
    assert all(each["why"] for each in complaint["considered"])
    assert "considered" not in str(complaint["state"])
