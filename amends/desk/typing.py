"""Who is typing: a customer who still types delays the turn a little, so that a burst is answered as one."""

import asyncio
from collections.abc import Callable


class TypingSignals:
    """Remembers when customers last typed, in seconds of the event loop's clock."""

    def __init__(self, quiet_s: float, longest_s: float, clock: Callable[[], float] | None = None) -> None:
        """A customer counts as typing for `quiet_s` after a signal; nobody is waited for over `longest_s`."""
        self._quiet_s = quiet_s
        self._longest_s = longest_s
        self._clock = clock
        self._last: dict[str, float] = {}

    def note(self, conversation_id: str) -> None:
        """The customer typed just now."""
        self._last[conversation_id] = self._now()

    async def quiet(self, conversation_id: str) -> None:
        """Return at once when nobody types, otherwise when they pause."""
        begun = self._now()
        while (left := self._left(conversation_id, begun)) > 0:
            await asyncio.sleep(left)

    def forget_old(self) -> None:
        """Drop signals that delay nothing any more."""
        now = self._now()
        self._last = {key: at for key, at in self._last.items() if now - at < self._quiet_s}

    def _left(self, conversation_id: str, begun: float) -> float:
        last = self._last.get(conversation_id)
        if last is None:
            return 0.0
        return min(last + self._quiet_s, begun + self._longest_s) - self._now()

    def _now(self) -> float:
        return self._clock() if self._clock else asyncio.get_running_loop().time()
