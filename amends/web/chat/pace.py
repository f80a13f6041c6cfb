"""How often customers may open conversations and write, so that nobody can crowd out the others."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from fastapi import Request

from amends.settings import Settings
from amends.web.callers import caller
from amends.web.chat.validation import Refusal

MOST_REMEMBERED = 20_000
MINUTE_S, HOUR_S = 60.0, 3600.0
SPECK_S = 1e-6
# A browser tells of typing every few seconds, on top of what it sends.
HINTS_PER_MESSAGE = 3


@dataclass
class Pace:
    """So many times within so many seconds for each key, all at once or spread out; 0 means no limit.

    Each key costs one number: the time at which it will have made up for what it did (the generic cell rate
    algorithm). `clock` gives seconds that only grow.
    """

    times: int
    within_s: float
    clock: Callable[[], float] = time.monotonic
    _made_up_at: OrderedDict[str, float] = field(default_factory=OrderedDict)

    def wait_s(self, key: str) -> float:
        """Seconds until the next time is allowed; 0.0 when it is allowed now. Counts nothing."""
        if not self.times:
            return 0.0
        ahead = self._made_up_at.get(key, 0.0) - self.clock()
        wait_s = ahead - self.within_s + self.within_s / self.times
        # Adding up fractions leaves a speck.
        return wait_s if wait_s > SPECK_S else 0.0

    def count(self, key: str) -> None:
        """Remember one time."""
        if not self.times:
            return
        now = self.clock()
        self._made_up_at[key] = max(self._made_up_at.get(key, now), now) + self.within_s / self.times
        self._made_up_at.move_to_end(key)
        # Who was quiet for longest has most likely made up for everything.
        while len(self._made_up_at) > MOST_REMEMBERED:
            self._made_up_at.popitem(last=False)


class Paces:
    """The limits of the chat; they count in this desk's memory, each desk for itself."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the numbers from the settings."""
        each = settings.messages_per_minute
        self._opening = Pace(settings.conversations_per_hour, HOUR_S, clock)
        self._address = Pace(settings.address_messages_per_minute, MINUTE_S, clock)
        self._messages = Pace(each, MINUTE_S, clock)
        self._hints = Pace(HINTS_PER_MESSAGE * each, MINUTE_S, clock)

    def may_open(self, request: Request) -> None:
        """Count a new conversation; raises Refusal 429 when there were too many from this address."""
        address = caller(request)
        if address is not None:
            _take((self._opening, address))

    def may_write(self, request: Request, conversation_id: str, token: str) -> None:
        """Count a message or contact details; raises Refusal 429."""
        address = caller(request)
        if address is not None:
            _take((self._address, address), (self._messages, _key(conversation_id, token)))

    def may_hint(self, request: Request, conversation_id: str, token: str) -> None:
        """Count a sign of typing; raises Refusal 429."""
        if caller(request) is not None:
            _take((self._hints, _key(conversation_id, token)))


def _take(*wanted: tuple[Pace, str]) -> None:
    wait_s = max(pace.wait_s(key) for pace, key in wanted)
    if wait_s > 0:
        raise Refusal(
            429,
            "too_often",
            "That is more than we can take from you at once; keep it and send it again a little later.",
            math.ceil(wait_s),
        )
    for pace, key in wanted:
        pace.count(key)


def _key(conversation_id: str, token: str) -> str:
    # With the token, so that a stranger who knows a conversation's id cannot use up its limit.
    return sha256(f"{conversation_id} {token}".encode()).hexdigest()
