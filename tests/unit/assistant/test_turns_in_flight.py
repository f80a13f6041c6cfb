from __future__ import annotations

import asyncio
from typing import Any

import pytest

from assistant.turns_in_flight import ConversationBusy, DeadlinePassed, TurnsInFlight


def test_a_turn_gives_its_record_and_the_conversation_is_free_again() -> None:
    async def scenario() -> list[Any]:
        turns = TurnsInFlight(deadline_s=1)

        async def turn() -> dict[str, Any]:
            return {"replies": []}

        return [await turns.run("c", turn), await turns.run("c", turn)]

    assert asyncio.run(scenario()) == [{"replies": []}, {"replies": []}]


def test_a_second_turn_of_a_conversation_is_refused_while_the_first_runs() -> None:
    async def scenario() -> dict[str, Any]:
        turns, gate = TurnsInFlight(deadline_s=5), asyncio.Event()

        async def slow() -> dict[str, Any]:
            await gate.wait()
            return {"turn": 1}

        async def quick() -> dict[str, Any]:
            return {"turn": 2}

        first = asyncio.ensure_future(turns.run("c", slow))
        await asyncio.sleep(0)
        with pytest.raises(ConversationBusy):
            await turns.run("c", quick)
        assert await turns.run("other", quick) == {"turn": 2}
        gate.set()
        return await first

    assert asyncio.run(scenario()) == {"turn": 1}


def test_a_turn_ends_although_its_client_has_gone() -> None:
    async def scenario() -> list[str]:
        turns, gate, done = TurnsInFlight(deadline_s=5), asyncio.Event(), []

        async def turn() -> dict[str, Any]:
            await gate.wait()
            done.append("finished")
            return {}

        request = asyncio.ensure_future(turns.run("c", turn))
        await asyncio.sleep(0)
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request
        gate.set()
        await asyncio.sleep(0.01)
        assert await turns.run("c", turn) == {}
        return done

    assert asyncio.run(scenario()) == ["finished", "finished"]


def test_a_turn_over_its_deadline_is_cancelled_and_the_conversation_free_again() -> None:
    async def scenario() -> list[str]:
        turns, seen = TurnsInFlight(deadline_s=0.02), []

        async def endless() -> dict[str, Any]:
            try:
                await asyncio.sleep(60)
            finally:
                seen.append("cancelled")
            return {}

        for _ in range(2):
            with pytest.raises(DeadlinePassed):
                await turns.run("c", endless)
        return seen

    assert asyncio.run(scenario()) == ["cancelled", "cancelled"]


def test_what_a_turn_raises_reaches_the_caller() -> None:
    async def scenario() -> None:
        async def broken() -> dict[str, Any]:
            raise KeyError("x")

        await TurnsInFlight(deadline_s=1).run("c", broken)

    with pytest.raises(KeyError):
        asyncio.run(scenario())
