import asyncio
from collections.abc import Callable, Collection, Sequence

from amends.desk.dispatcher import Dispatcher
from amends.desk.gate import Gate
from amends.desk.turns import Outcome
from amends.desk.typing import TypingSignals
from tests.desks import FAST
from tests.fakes.assistant_client import FakeAssistant


class ScriptedTurns:
    """Gives one outcome after the other, and IDLE when there are no more."""

    def __init__(self, *outcomes: Outcome | Exception) -> None:
        """Attempts end so, in this order."""
        self.outcomes = list(outcomes)
        self.attempts: list[str] = []
        self.told: list[str] = []
        self.during: Callable[[], None] = lambda: None

    async def attempt(self, conversation_id: str) -> Outcome:
        """Make an attempt."""
        self.attempts.append(conversation_id)
        self.during()
        outcome = self.outcomes.pop(0) if self.outcomes else Outcome.IDLE
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def tell_of_outage(self, conversation_id: str) -> None:
        """Tell the customer."""
        self.told.append(conversation_id)


def dispatched(turns: ScriptedTurns, scene: Callable[[Dispatcher], object], seconds: float = 0.3) -> None:
    """Run a dispatcher over scripted turns for a while."""

    async def run() -> None:
        typing = TypingSignals(FAST.burst_quiet_s, FAST.burst_longest_s)
        dispatcher = Dispatcher(turns, Gate(FakeAssistant(), 0.01), typing, FAST)
        scene(dispatcher)
        await asyncio.sleep(seconds)
        await dispatcher.stop()

    asyncio.run(run())


def test_a_wake_up_in_the_last_moment_of_a_worker_is_not_lost() -> None:
    turns = ScriptedTurns()

    def scene(dispatcher: Dispatcher) -> None:
        def once() -> None:
            turns.during = lambda: None
            dispatcher.wake("c")

        turns.during = once
        dispatcher.wake("c")

    dispatched(turns, scene)
    assert turns.attempts == ["c", "c"]


def test_a_worker_ends_when_nothing_waits() -> None:
    turns = ScriptedTurns(Outcome.MORE, Outcome.MORE)
    dispatched(turns, lambda dispatcher: dispatcher.wake("c"))
    assert turns.attempts == ["c"] * 3


def test_an_unexpected_error_is_tried_again_and_ends_no_worker() -> None:
    turns = ScriptedTurns(RuntimeError("disk full"), OSError("again"), Outcome.LATER)
    dispatched(turns, lambda dispatcher: dispatcher.wake("c"))
    assert turns.attempts == ["c"] * 4


def test_what_waits_in_the_log_is_found_at_the_start() -> None:
    turns = ScriptedTurns()

    async def waiting(in_hand: Collection[str], patient: bool) -> Sequence[str]:
        return ["a", "b"]

    dispatched(turns, lambda dispatcher: dispatcher.start(waiting, 30.0))
    assert sorted(turns.attempts) == ["a", "b"]


def test_who_is_asked_to_look_looks_at_once_and_only_then_leaves_nothing_to_others() -> None:
    turns, looks = ScriptedTurns(), []

    async def waiting(in_hand: Collection[str], patient: bool) -> Sequence[str]:
        looks.append(patient)
        if len(looks) == 3:
            dispatcher.look()
        return []

    async def run() -> None:
        dispatcher.start(waiting, 0.05)
        async with asyncio.timeout(5):
            while len(looks) < 5:
                await asyncio.sleep(0.01)
        await dispatcher.stop()

    typing = TypingSignals(FAST.burst_quiet_s, FAST.burst_longest_s)
    dispatcher = Dispatcher(turns, Gate(FakeAssistant(), 0.01), typing, FAST)
    asyncio.run(run())
    assert looks[:5] == [False, True, True, False, True]


def test_nothing_is_taken_after_the_stop() -> None:
    turns = ScriptedTurns()

    async def run() -> None:
        dispatcher = Dispatcher(turns, Gate(FakeAssistant(), 0.01), TypingSignals(0, 0), FAST)
        await dispatcher.stop()
        dispatcher.wake("c")
        await asyncio.sleep(0.02)

    asyncio.run(run())
    assert turns.attempts == []
