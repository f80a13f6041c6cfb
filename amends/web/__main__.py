"""Runs the desk: `python -m amends.web`."""

import logging
import sys

import uvicorn

from amends.records.database import DatabaseUnreachable, open_database
from amends.records.sole_desk import AnotherDesk, SoleDesk
from amends.settings import Settings
from amends.web.app import create_app

# Streams stay open for hours, so a stopping desk does not wait for their readers.
STOP_WITHIN_S = 3


def main() -> None:
    """Serve until told to stop."""
    # Without the time: the supervisor, like any service manager, puts it before each line.
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    # One line per request to the assistant tells nothing new and slows turns down.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    settings = Settings.load()
    refuse_early(settings.database_url)
    if settings.public_url.startswith("https://") and not settings.trusted_proxies:
        logging.getLogger(__name__).warning(
            "customers come through a proxy that AMENDS_TRUSTED_PROXIES does not name: no limits per address"
        )
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_level="info",
        access_log=False,
        server_header=False,
        # Only a proxy that was named may say where a request really came from.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=STOP_WITHIN_S,
    )


def refuse_early(database_url: str) -> None:
    """End with one plain sentence where the desk could not start anyhow; the web server would bury it."""
    try:
        database = open_database(database_url)
        sole = SoleDesk(database)
        sole.claim()
    except (AnotherDesk, DatabaseUnreachable) as error:
        sys.exit(f"amends: {error}")
    sole.release()
    database.close()


if __name__ == "__main__":
    main()
