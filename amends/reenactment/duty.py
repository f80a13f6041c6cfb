"""Keeps a made-up agent on duty while a replay runs, so that handoffs meet a staffed desk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from amends.records.database import Database
from amends.records.passwords import hash_password, new_password
from amends.records.users import add_user, saw_user, set_on_duty, user_by_email

EMAIL = "replay@example.com"
SEEN_EVERY_S = 10.0


@asynccontextmanager
async def on_duty(database: Database) -> AsyncIterator[None]:
    """Mark the replay's agent on duty until the block ends; nobody knows their password."""
    await asyncio.to_thread(_be_seen, database, True)
    presence = asyncio.create_task(_keep_being_seen(database))
    try:
        yield
    finally:
        presence.cancel()
        with suppress(asyncio.CancelledError):
            await presence
        await asyncio.to_thread(_be_seen, database, False)


async def _keep_being_seen(database: Database) -> None:
    while True:
        await asyncio.sleep(SEEN_EVERY_S)
        await asyncio.to_thread(_be_seen, database, True)


def _be_seen(database: Database, duty: bool) -> None:
    now = datetime.now(UTC)
    with database.session() as session:
        person = user_by_email(session, EMAIL)
        if person is None:
            hashed = hash_password(new_password())
            person = add_user(session, email=EMAIL, name="Replay", role="agent", password_hash=hashed, at=now)
        set_on_duty(session, person.id, duty)
        saw_user(session, person.id, now)
