"""Slows down whoever guesses passwords, by account and address and by account alone."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

MAX_REMEMBERED = 10_000


@dataclass(frozen=True)
class Limit:
    """So many failures within so many seconds."""

    failures: int
    within_s: float


PER_ACCOUNT_AND_ADDRESS = Limit(failures=5, within_s=60)
PER_ACCOUNT = Limit(failures=20, within_s=300)


@dataclass
class Throttle:
    """Counts failed sign-ins; `clock` gives seconds that only grow (time.monotonic)."""

    clock: Callable[[], float]
    _failures: dict[tuple[str, ...], deque[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait_s(self, account: str, address: str) -> float:
        """Seconds until the next attempt is allowed; 0.0 when it is allowed now."""
        with self._lock:
            return max(self._wait(key, limit) for key, limit in self._keys(account, address))

    def failed(self, account: str, address: str) -> None:
        """Remember a failed attempt."""
        with self._lock:
            for key, _ in self._keys(account, address):
                self._failures.setdefault(key, deque(maxlen=PER_ACCOUNT.failures)).append(self.clock())
            self._forget()

    def succeeded(self, account: str, address: str) -> None:
        """Whoever knew the password from here is no guesser."""
        with self._lock:
            self._failures.pop((account, address), None)

    def _keys(self, account: str, address: str) -> tuple[tuple[tuple[str, ...], Limit], ...]:
        return ((account, address), PER_ACCOUNT_AND_ADDRESS), ((account,), PER_ACCOUNT)

    def _wait(self, key: tuple[str, ...], limit: Limit) -> float:
        now = self.clock()
        recent = [at for at in self._failures.get(key, ()) if now - at < limit.within_s]
        if len(recent) < limit.failures:
            return 0.0
        return recent[-limit.failures] + limit.within_s - now

    def _forget(self) -> None:
        # A stream of invented accounts must not fill the memory: the oldest entries go first.
        while len(self._failures) > MAX_REMEMBERED:
            self._failures.pop(next(iter(self._failures)))
