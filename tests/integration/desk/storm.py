"""Customers who write, retry and follow while processes die around them, and what must hold afterwards."""

import asyncio
import os
import random
import time
from collections.abc import Awaitable

import httpx

from tests.integration.desk.checks import check_log
from tests.integration.desk.customers import Customer
from tests.integration.desk.processes import Corridor

SETTLE_S = 60.0


def seeded() -> random.Random:
    """The source of chance of this run; AMENDS_TEST_SEED repeats an earlier one."""
    seed = int(os.environ.get("AMENDS_TEST_SEED", random.SystemRandom().randrange(10**6)))
    print(f"AMENDS_TEST_SEED={seed}")
    return random.Random(seed)


async def under_load(
    house: Corridor, chance: random.Random, count: int, trouble: Awaitable[None]
) -> list[Customer]:
    """Let so many customers talk, each at any desk, until the trouble is over and the last is answered."""
    customers = []
    for _ in range(count):
        url, headers = house.open_conversation()
        path = url.removeprefix(house.url)
        places = [f"{desk}{path}" for desk in house.urls]
        customers.append(Customer(places, headers, random.Random(chance.random())))
    over = asyncio.Event()
    # A desk may be frozen: what it was asked is asked again, elsewhere perhaps.
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=50)
    async with httpx.AsyncClient(timeout=httpx.Timeout(20, read=5), limits=limits) as http:
        streams = httpx.AsyncClient(timeout=20, limits=limits)
        followers = [asyncio.create_task(customer.follow(streams)) for customer in customers]
        talkers = [
            asyncio.create_task(customer.talk(http, f"c{number}", over))
            for number, customer in enumerate(customers)
        ]
        try:
            await trouble
        finally:
            over.set()
        await asyncio.gather(*talkers)
        await _settle(http, customers)
        for follower in followers:
            follower.cancel()
        await asyncio.gather(*followers, return_exceptions=True)
        await streams.aclose()
    return customers


def check_everything(house: Corridor, customers: list[Customer]) -> None:
    """Nothing acknowledged lost, nothing answered twice, order kept, and every stream complete."""
    print(f"{sum(len(customer.acknowledged) for customer in customers)} messages acknowledged")
    acknowledged = dict(zip(house.opened, [c.acknowledged for c in customers], strict=True))
    check_log(house.database_url, acknowledged)
    for customer in customers:
        numbers = [event["seq"] for event in customer.events]
        assert numbers == list(range(1, len(numbers) + 1)), "the stream had a hole or a repetition"


async def _settle(http: httpx.AsyncClient, customers: list[Customer]) -> None:
    """One last message each: when it is answered, everything before it was."""
    begun = time.monotonic()
    for number, customer in enumerate(customers):
        last = f"last-{number}"
        await customer.send(http, last)
        async with asyncio.timeout(SETTLE_S):
            while not any(
                event["author"] == "assistant" and str(event["text"]).endswith(last)
                for event in customer.events
            ):
                await asyncio.sleep(0.05)
    print(f"the last messages were answered {time.monotonic() - begun:.1f} s after the storm")
