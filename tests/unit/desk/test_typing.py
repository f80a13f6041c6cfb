import asyncio
import time

from amends.desk.typing import TypingSignals


async def waited(typing: TypingSignals, conversation_id: str = "c") -> float:
    """How many seconds it takes until the customer pauses."""
    begun = time.perf_counter()
    await typing.quiet(conversation_id)
    return time.perf_counter() - begun


def test_without_typing_nobody_waits() -> None:
    async def scene() -> None:
        typing = TypingSignals(quiet_s=5, longest_s=10)
        typing.note("somebody else")
        assert await waited(typing) < 0.5

    asyncio.run(scene())


def test_the_wait_ends_when_the_customer_pauses() -> None:
    async def scene() -> None:
        typing = TypingSignals(quiet_s=0.2, longest_s=10)
        typing.note("c")
        waiting = asyncio.create_task(waited(typing))
        await asyncio.sleep(0.1)
        typing.note("c")
        assert 0.25 < await waiting < 2

    asyncio.run(scene())


def test_somebody_who_types_on_and_on_is_answered_anyway() -> None:
    async def scene() -> None:
        typing = TypingSignals(quiet_s=0.2, longest_s=0.4)
        waiting = asyncio.create_task(waited(typing))
        for _ in range(20):
            typing.note("c")
            await asyncio.sleep(0.05)
        assert waiting.done()
        assert await waiting < 0.9

    asyncio.run(scene())


def test_old_signals_are_forgotten() -> None:
    now = 100.0
    typing = TypingSignals(quiet_s=1, longest_s=2, clock=lambda: now)
    typing.note("old")
    now = 100.9
    typing.note("new")
    now = 101.5
    typing.forget_old()
    assert list(typing._last) == ["new"]
