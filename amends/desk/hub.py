"""In-process wake-ups: who listens to a topic learns that there is something new; the log says what."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from amends.records.wakes import QUEUE, Signal, conversation_topic

__all__ = ["QUEUE", "Hub", "Signal", "Subscription", "conversation_topic"]

# A listener that is this far behind has lost interest in typing signals; wake-ups are never lost.
LONGEST_BACKLOG = 64

@dataclass(eq=False)
class Subscription:
    """One listener's view of its topics."""

    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _signals: deque[Signal] = field(default_factory=lambda: deque(maxlen=LONGEST_BACKLOG))
    _grown: bool = False
    closed: bool = False
    # Whether the log is worth another look after the last `wait`; mere typing does not make it grow.
    look_again: bool = True

    async def wait(self, timeout_s: float) -> list[Signal]:
        """Sleep until something is published or `timeout_s` passed; returns the signals since the last call.

        `look_again` then says whether the log may have grown; after a timeout it always does.
        """
        if not self._woken.is_set():
            try:
                async with asyncio.timeout(timeout_s):
                    await self._woken.wait()
            except TimeoutError:
                self.look_again = True
                return []
        self._woken.clear()
        self.look_again, self._grown = self._grown, False
        signals = list(self._signals)
        self._signals.clear()
        return signals

    def wake(self, signal: Signal | None = None) -> None:
        """Let the listener's `wait` return."""
        if signal is None:
            self._grown = True
        else:
            self._signals.append(signal)
        self._woken.set()


class Hub:
    """Wake-ups between the tasks of one event loop. Not thread-safe: publish from the loop."""

    def __init__(self) -> None:
        """Start with no listeners."""
        self._listeners: dict[str, set[Subscription]] = {}
        self._closed = False
        # Set by a desk that shares its database: tells the other desks of a signal that no record keeps.
        self.beyond: Callable[[str, Signal], None] | None = None

    @property
    def closed(self) -> bool:
        """True once the desk is stopping, so that streams end instead of waiting."""
        return self._closed

    def publish(self, topic: str, signal: Signal | None = None) -> None:
        """Wake everybody who listens to `topic`; without a signal this means that the log has grown."""
        for subscription in tuple(self._listeners.get(topic, ())):
            subscription.wake(signal)

    def broadcast(self, topic: str, signal: Signal) -> None:
        """Publish a signal here and at every other desk; news of the log is announced where it is written."""
        self.publish(topic, signal)
        if self.beyond is not None:
            self.beyond(topic, signal)

    def listens(self, topic: str) -> bool:
        """Whether anybody listens to `topic` here."""
        return topic in self._listeners

    def publish_all(self) -> None:
        """Wake every listener: something may have been missed, and the log knows what."""
        for topic in tuple(self._listeners):
            self.publish(topic)

    @contextmanager
    def subscribe(self, *topics: str) -> Iterator[Subscription]:
        """Listen until the block ends. Subscribe first and read the log then, or a wake-up is lost."""
        subscription = Subscription(closed=self._closed)
        for topic in topics:
            self._listeners.setdefault(topic, set()).add(subscription)
        try:
            yield subscription
        finally:
            for topic in topics:
                listeners = self._listeners[topic]
                listeners.discard(subscription)
                if not listeners:
                    del self._listeners[topic]

    def close(self) -> None:
        """Tell every listener to go home."""
        self._closed = True
        for listeners in tuple(self._listeners.values()):
            for subscription in tuple(listeners):
                subscription.closed = True
                subscription.wake()
