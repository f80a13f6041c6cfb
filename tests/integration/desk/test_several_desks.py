"""Several real desks on one PostgreSQL database.

AMENDS_TEST_KILL_S=120 makes the storm last two minutes; AMENDS_TEST_SEED repeats one.
"""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

from tests.integration.desk.processes import Corridor, Process, shared_corridor
from tests.integration.desk.storm import check_everything, seeded, under_load

pytestmark = pytest.mark.timeout(600)

STORM_S = float(os.environ.get("AMENDS_TEST_KILL_S", "25"))
CUSTOMERS = 6
# Longer than a lease lasts without a sign of life, so that the desk wakes up as one that lost its work.
FROZEN_S = 7.0


@pytest.mark.slow
def test_two_desks_killed_at_random_lose_nothing_and_answer_nothing_twice(tmp_path: Path) -> None:
    chance = seeded()
    with shared_corridor(tmp_path, desks=2, delay_s=0.05) as house:
        storm = Storm(house, chance)
        customers = asyncio.run(under_load(house, chance, CUSTOMERS, storm.rage(STORM_S)))
        print(f"in {STORM_S:g} s: {dict(storm.done)}")
        lost = sum(process.log.read_text().count("the lease of") for process in house.desks)
        refused = httpx.get(f"{house.assistant_url}/refused-as-busy").json()["count"]
        print(f"{lost} turns of a desk that had lost its lease were dropped; {refused} refused as busy")
        assert storm.done["killed a desk"] >= 2
        check_everything(house, customers)


class Storm:
    """Kills, stops and freezes the processes of a corridor, each at its own pace."""

    def __init__(self, house: Corridor, chance: random.Random) -> None:
        """`done` counts what was done."""
        self._house = house
        self._chance = chance
        self.done: Counter[str] = Counter()

    async def rage(self, seconds: float) -> None:
        """Go on for so long; afterwards everything runs again."""
        until = time.monotonic() + seconds
        await asyncio.gather(
            *(self._haunt_desk(desk, until) for desk in self._house.desks), self._haunt_assistant(until)
        )

    async def _haunt_desk(self, desk: Process, until: float) -> None:
        # The first is a kill, so that even a short storm on a slow machine has some.
        ways, weights = ("kill", "stop", "freeze"), (1, 0, 0)
        while time.monotonic() < until:
            await asyncio.sleep(self._chance.uniform(0.3, 4.0))
            (way,), weights = self._chance.choices(ways, weights), (7, 2, 1)
            match way:
                case "kill":
                    await asyncio.to_thread(desk.kill)
                    self.done["killed a desk"] += 1
                case "stop":
                    await asyncio.to_thread(desk.terminate)
                    self.done["stopped a desk"] += 1
                case _:
                    await self._freeze(desk)
                    continue
            await asyncio.sleep(self._chance.uniform(0.0, 1.0))
            await asyncio.to_thread(desk.start)

    async def _freeze(self, desk: Process) -> None:
        assert desk.running is not None
        desk.running.send_signal(signal.SIGSTOP)
        await asyncio.sleep(FROZEN_S)
        desk.running.send_signal(signal.SIGCONT)
        self.done["froze a desk"] += 1

    async def _haunt_assistant(self, until: float) -> None:
        while time.monotonic() < until:
            await asyncio.sleep(self._chance.uniform(3.0, 15.0))
            await asyncio.to_thread(self._house.assistant.kill)
            await asyncio.sleep(self._chance.uniform(0.0, 1.0))
            await asyncio.to_thread(self._house.assistant.start)
            self.done["killed the assistant"] += 1
