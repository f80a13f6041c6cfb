"""No wake-up is lost between two desks: nobody looks through the log here, so only wake-ups bring answers."""

import asyncio
import os
import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from amends.assistant_client import TurnAnswer
from amends.records.database import Database
from tests.desks import Customer
from tests.fakes.assistant_client import FakeAssistant
from tests.two_desks import SHARED, two_desks

NO_SWEEP = replace(SHARED, shared_sweep_every_s=60.0, burst_quiet_s=0.0, most_waiting=100)
CUSTOMERS = 6
MESSAGES = 20


class Moody(FakeAssistant):
    """Takes now no time and now a little."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance

    async def turn(self, request: Mapping[str, Any]) -> TurnAnswer:
        """Answer after a while."""
        await asyncio.sleep(self.chance.choice((0, 0.02, 0.05, 0.08)))
        return await super().turn(request)


@pytest.mark.slow
def test_messages_at_both_desks_at_once_are_all_answered_once_and_in_order(postgresql: Database) -> None:
    seed = int(os.environ.get("AMENDS_TEST_SEED", random.SystemRandom().randrange(10**6)))
    print(f"AMENDS_TEST_SEED={seed}")
    chance = random.Random(seed)

    async def scene() -> None:
        assistants = [Moody(chance), Moody(chance)]
        async with two_desks(postgresql, NO_SWEEP, assistants) as pair:

            async def talk() -> None:
                here = await pair.a.customer()
                there = pair.at_b(here)
                for number in range(0, MESSAGES, 2):
                    first, second = chance.sample((here, there), 2)
                    await first.says(f"m{number}", client_id=f"m{number}")
                    # The second often comes while the first desk is at work, at any moment of it.
                    await asyncio.sleep(chance.choice((0, 0.01, 0.02, 0.04, 0.06)))
                    await second.says(f"m{number + 1}", client_id=f"m{number + 1}")
                    await until_said(here, f"m{number + 1}")
                said = [text.split(": ", 1)[1] for text in await here.texts("assistant")]
                assert " | ".join(said).split(" | ") == [f"m{number}" for number in range(MESSAGES)]

            await asyncio.gather(*(talk() for _ in range(CUSTOMERS)))
            assert pair.leases() == {}
            assert all(assistant.most_in_flight == 1 for assistant in assistants)
            assert all(assistant.requests for assistant in assistants), "both desks had work"

    asyncio.run(scene())


async def until_said(customer: Customer, last: str) -> None:
    """Wait until the assistant has answered the message."""
    await customer.until(
        lambda log: any(event["author"] == "assistant" and event["text"].endswith(last) for event in log)
    )
