"""Somebody on the same server who hears what is announced."""

from typing import Any

import psycopg


class Listener:
    """Hears a channel from now on."""

    def __init__(self, connection: psycopg.Connection[Any], channel: str) -> None:
        """`channel` is an SQL expression that gives the name."""
        self._connection = connection
        row = connection.execute(f"SELECT {channel}").fetchone()  # type: ignore[call-overload]
        connection.execute(f'LISTEN "{row[0]}"')

    def payloads(self, for_s: float = 0.2) -> list[str]:
        """What was heard since the last call."""
        return [notice.payload for notice in self._connection.notifies(timeout=for_s)]
