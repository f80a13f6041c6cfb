import asyncio
import logging
from typing import Any

import pytest
from rasa_sdk import Tracker
from sqlalchemy import text

from actions._call import Call, answer, effect
from actions._desk import Desk
from amends.records.tables import Conversation
from tests.unit.actions.conftest import tracker


def _answer(desk: Desk, given: Tracker, work: Any) -> dict[str, Any]:
    (event,) = asyncio.run(answer("action_x", given, lambda: desk, work))
    receipt: dict[str, Any] = event["value"]
    return receipt


def test_a_call_is_read_from_the_step_that_stands_first(desk: Desk) -> None:
    seen: list[Call] = []

    def work(_: Desk, call: Call) -> dict[str, Any]:
        seen.append(call)
        return {"ok": True, "action": call.action}

    assert _answer(desk, tracker({"a": 1}), work) == {"ok": True, "action": "action_x"}
    assert seen == [Call("talk", "m1", "action_x", {"a": 1}, desk.now())]


@pytest.mark.parametrize("message_id", [None, ""])
def test_a_message_without_id_is_refused(desk: Desk, message_id: str | None) -> None:
    receipt = _answer(desk, tracker({}, message_id=message_id), lambda *_: {"ok": True})
    assert receipt["ok"] is False
    assert "no id" in receipt["error"]


@pytest.mark.parametrize(
    "state", [None, {}, {"agenda": []}, {"agenda": [None]}, {"agenda": [{"arguments": 1}]}]
)
def test_a_call_without_arguments_is_refused(desk: Desk, state: Any) -> None:
    given = Tracker("talk", {"amends_state": state}, {"message_id": "m1"}, [], False, None, {}, None)
    receipt = _answer(desk, given, lambda *_: {"ok": True})
    assert receipt == {"ok": False, "action": "action_x", "error": "the action was called without arguments"}


def test_an_unexpected_error_is_a_receipt_and_its_log_holds_no_personal_data(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def work(_: Desk, call: Call) -> dict[str, Any]:
        raise RuntimeError(f"cannot store {call.arguments['narrative']}")

    with caplog.at_level(logging.DEBUG):
        receipt = _answer(desk, tracker({"narrative": "My name is Ada"}), work)
    assert receipt == {"ok": False, "action": "action_x", "error": "something went wrong on our side"}
    assert "RuntimeError" in caplog.text
    assert "Ada" not in caplog.text


def test_a_desk_that_cannot_be_made_is_a_receipt_too() -> None:
    def no_desk() -> Desk:
        raise OSError("the database is gone")

    (event,) = asyncio.run(answer("action_x", tracker({}), no_desk, lambda *_: {"ok": True}))
    assert event["value"]["ok"] is False


def test_an_effect_that_fails_half_way_leaves_nothing(desk: Desk) -> None:
    def work(here: Desk, call: Call) -> dict[str, Any]:
        def change(session: Any) -> dict[str, Any]:
            session.execute(text("INSERT INTO counters (name, value) VALUES ('half', 1)"))
            raise RuntimeError

        return effect(here, call, change)

    assert _answer(desk, tracker({}), work)["ok"] is False
    with desk.database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM counters")) == 0
        assert session.get(Conversation, "talk") is None


def test_other_calls_go_on_while_one_waits(desk: Desk) -> None:
    order: list[str] = []

    async def both() -> None:
        free = asyncio.Event()
        loop = asyncio.get_running_loop()

        def slow(_: Desk, call: Call) -> dict[str, Any]:
            asyncio.run_coroutine_threadsafe(free.wait(), loop).result(timeout=5)
            order.append("slow")
            return {"ok": True}

        def quick(_: Desk, call: Call) -> dict[str, Any]:
            order.append("quick")
            loop.call_soon_threadsafe(free.set)
            return {"ok": True}

        await asyncio.gather(
            answer("action_slow", tracker({}), lambda: desk, slow),
            answer("action_quick", tracker({}), lambda: desk, quick),
        )

    asyncio.run(both())
    assert order == ["quick", "slow"]
