"""A conversation's log as server-sent events: from any number on, without hole or repetition."""

import json
from collections.abc import AsyncIterator
from typing import Any

from amends.desk.desk import Desk
from amends.desk.hub import Subscription, conversation_topic

PAGE = 200
# The hub wakes a stream at once; the log is looked through as well, for what other processes write.
LOOK_AGAIN_S = 5.0
HEARTBEAT_S = 15

Event = dict[str, str]


async def conversation_events(desk: Desk, conversation_id: str, after: int) -> AsyncIterator[Event]:
    """Yield everything above number `after`, then what comes, until the desk stops."""
    with desk.hub.subscribe(conversation_topic(conversation_id)) as subscription:
        signals: list[Event] = []
        while True:
            # Signals follow the log, so that a receipt never names a number that the widget has not seen.
            if subscription.look_again:
                async for event in _log_events(desk, conversation_id, after):
                    after = int(event["id"])
                    yield event
            for signal in signals:
                yield signal
            if subscription.closed:
                return
            signals = await _next_signals(subscription)


async def _log_events(desk: Desk, conversation_id: str, after: int) -> AsyncIterator[Event]:
    while True:
        page = await desk.events(conversation_id, after, PAGE)
        for entry in page:
            after = entry["seq"]
            yield {"id": str(after), "data": _json(entry)}
        if len(page) < PAGE:
            return


async def _next_signals(subscription: Subscription) -> list[Event]:
    signals = await subscription.wait(LOOK_AGAIN_S)
    # Customers know themselves that they are typing; that signal is for agents.
    return [
        {"event": signal.name, "data": _json(signal.data)}
        for signal in signals
        if signal.data.get("author") != "customer"
    ]


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
