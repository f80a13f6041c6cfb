"""The live line to an open page: a hint when the queue or the conversation looks different now."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fastapi.concurrency import run_in_threadpool

from amends.desk.desk import utc_now
from amends.desk.hub import QUEUE, Hub, conversation_topic
from amends.records import log_lines, queue, staffing

# Actions write handoffs from their own process, which the hub cannot see, so the log is asked as well.
LOOK_EVERY_S = 1.0
STILL_HERE_EVERY = 15


@dataclass
class Watch:
    """What one page shows, so that only a difference is worth a hint."""

    database: Any
    conversation_id: str | None
    reader_id: int
    presence_window_s: float
    now: Callable[[], datetime] = utc_now
    _shown: dict[str, str] = field(default_factory=dict)

    def changed(self) -> list[str]:
        """Names of what looks different since the last call; everything is new to a page just opened."""
        with self.database.reading() as session:
            at_work = staffing.agents_at_work(session, self.now(), self.presence_window_s, self.reader_id)
            now = {"queue": f"{queue.fingerprint(session)} {at_work}"}
            if self.conversation_id:
                now["conversation"] = log_lines.fingerprint(session, self.conversation_id)
        different = [name for name, mark in now.items() if self._shown.get(name) != mark]
        self._shown = now
        return different


async def hints(watch: Watch, hub: Hub, still_signed_in: Callable[[], bool]) -> AsyncIterator[dict[str, str]]:
    """Server-sent events until the person is signed out or the desk stops.

    `still_signed_in` is called about every fifteen seconds, in a thread; it also notes the person's presence.
    """
    topics = [QUEUE]
    if watch.conversation_id:
        topics.append(conversation_topic(watch.conversation_id))
    rounds = 0
    with hub.subscribe(*topics) as subscription:
        while not subscription.closed:
            if rounds % STILL_HERE_EVERY == 0 and not await run_in_threadpool(still_signed_in):
                yield {"event": "signed-out", "data": "{}"}
                return
            for name in await run_in_threadpool(watch.changed):
                yield {"event": name, "data": "{}"}
            for signal in await subscription.wait(LOOK_EVERY_S):
                if signal.name == "typing" and signal.data.get("author") == "customer":
                    yield {"event": "typing", "data": json.dumps({"on": bool(signal.data.get("on"))})}
            rounds += 1
