import asyncio
from pathlib import Path

import pytest

from amends.desk.threads import Threads
from amends.records.database import open_database
from amends.records.migrate import upgrade
from amends.records.tables import Counter
from tests.databases import fresh_sqlite, own_postgresql_schema
from tests.desks import Customer, Running, running_desk


def count_up(session: object, name: str) -> int:
    """Add one to a counter, reading first: two writers at once would lose counts."""
    counter = session.get(Counter, name, with_for_update=True)
    if counter is None:
        counter = Counter(name=name, value=0)
        session.add(counter)
    counter.value += 1
    return counter.value


def fail(session: object) -> None:
    """Write something and then break."""
    session.add(Counter(name="never", value=1))
    session.flush()
    raise ValueError("broke")


def test_many_writers_queue_up_and_none_is_lost(tmp_path: Path) -> None:
    async def scene() -> None:
        database = open_database(fresh_sqlite(tmp_path))
        threads = Threads(database, 4)
        counts = await asyncio.gather(*(threads.write(count_up, "n") for _ in range(50)))
        assert sorted(counts) == list(range(1, 51))
        threads.close()
        database.close()

    asyncio.run(scene())


def test_what_fails_leaves_nothing_behind_and_says_so(tmp_path: Path) -> None:
    async def scene() -> None:
        database = open_database(fresh_sqlite(tmp_path))
        threads = Threads(database, 2)
        with pytest.raises(ValueError, match="broke"):
            await threads.write(fail)
        assert await threads.read(lambda session: session.get(Counter, "never")) is None
        threads.close()
        database.close()

    asyncio.run(scene())


def test_a_reader_writes_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        database = open_database(fresh_sqlite(tmp_path))
        threads = Threads(database, 2)
        await threads.read(count_up, "n")
        assert await threads.write(count_up, "n") == 1
        threads.close()
        database.close()

    asyncio.run(scene())


def test_on_postgresql_the_desk_keeps_order_with_several_writers(tmp_path: Path) -> None:
    async def chat(running: Running) -> Customer:
        customer = await running.customer()
        for number in range(5):
            await customer.says(f"m{number}")
        await customer.until(
            lambda log: str(log[-1]["text"]).endswith("m4") and log[-1]["author"] != "customer"
        )
        return customer

    async def scene(url: str) -> None:
        upgrade(url)
        database = open_database(url)
        async with running_desk(tmp_path, database=database) as running:
            customers = await asyncio.gather(*(chat(running) for _ in range(6)))
            for customer in customers:
                log = await customer.sees()
                assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
                said = [text.split(": ")[1] for text in await customer.texts("assistant")]
                assert " | ".join(said) == "m0 | m1 | m2 | m3 | m4"
        database.close()

    with own_postgresql_schema() as url:
        asyncio.run(scene(url))
