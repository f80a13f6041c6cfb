import asyncio
from datetime import UTC, datetime
from pathlib import Path

from amends.records.database import open_database
from amends.records.migrate import upgrade
from amends.records.users import count_agents_on_duty
from amends.reenactment.duty import on_duty


def test_an_agent_is_on_duty_while_the_replay_runs_and_not_after(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'amends.db'}"
    upgrade(url)
    database = open_database(url)

    def agents() -> int:
        with database.reading() as session:
            return count_agents_on_duty(session, datetime.now(UTC), 45)

    async def replay() -> int:
        async with on_duty(database):
            return agents()

    assert asyncio.run(replay()) == 1
    assert agents() == 0
    assert asyncio.run(replay()) == 1
