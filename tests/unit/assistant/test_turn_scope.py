from __future__ import annotations

import asyncio
from pathlib import Path

from amends.rulebook import load_rulebook
from assistant.turn_scope import begin_scope, current_scope

DATA = Path(__file__).parents[3] / "data"


def test_turns_that_run_at_once_have_scopes_of_their_own() -> None:
    async def turn(name: str) -> list[dict[str, str]]:
        scope = begin_scope()
        await asyncio.sleep(0)
        current_scope().considered.append({"rule": name})
        await asyncio.sleep(0)
        return scope.considered

    async def both() -> list[list[dict[str, str]]]:
        return list(await asyncio.gather(asyncio.create_task(turn("a")), asyncio.create_task(turn("b"))))

    assert asyncio.run(both()) == [[{"rule": "a"}], [{"rule": "b"}]]


def test_where_no_channel_began_a_turn_there_is_an_empty_scope() -> None:
    async def shell() -> tuple[object, object]:
        return current_scope().rulebook, current_scope().considered

    assert asyncio.run(shell()) == (None, [])


def test_the_record_tells_receipts_and_only_a_rehearsal_what_was_asked_for() -> None:
    scope = begin_scope(load_rulebook(DATA))
    scope.calls.append({"action": "a", "arguments": {"narrative": "words"}, "receipt": {"ok": True}})
    real, rehearsed = scope.to_record(rehearsed=False), scope.to_record(rehearsed=True)
    assert real["receipts"] == [{"action": "a", "receipt": {"ok": True}}]
    assert "calls" not in real and "rehearsed" not in real
    assert rehearsed["calls"] == scope.calls and rehearsed["rehearsed"] is True
