"""Where a desk looks for work that nobody does: its own log, or the log that several desks share."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from amends.desk.gate import Gate
from amends.desk.options import DeskOptions
from amends.desk.threads import Threads
from amends.records import leases, log
from amends.records.leases import Lessee, Wanted

# So many customers of other desks are told that the assistant is away; each costs a sleeping task.
MOST_TOLD = 500


class Search:
    """Finds conversations in which something waits and nobody is at work."""

    def __init__(
        self,
        threads: Threads,
        gate: Gate,
        options: DeskOptions,
        now: Callable[[], datetime],
        lessee: Lessee | None,
    ) -> None:
        """Without a `lessee` this desk is alone, and everything that waits is its own."""
        self._threads = threads
        self._gate = gate
        self._options = options
        self._now = now
        self._lessee = lessee

    @property
    def every_s(self) -> float:
        """Seconds from one look to the next."""
        return self._options.shared_sweep_every_s if self._lessee else self._options.sweep_every_s

    async def __call__(self, in_hand: Collection[str], patient: bool) -> Sequence[str]:
        """Conversations to take up, the longest waiting first, but not those `in_hand`.

        Among several desks it takes no more than this one can soon answer. While `patient` it leaves what
        came just now to the desk that was given it.
        """
        if self._lessee is None:
            found = await self._threads.read(log.conversations_waiting)
            return [conversation_id for conversation_id in found if conversation_id not in in_hand]
        can_answer = self._gate.is_open
        room = (2 * self._options.turns_at_once if can_answer else MOST_TOLD) - len(in_hand)
        if room <= 0:
            return []
        since = self._now() - timedelta(seconds=self._options.lease_lost_after_s if patient else 0.0)
        wanted = Wanted(since, in_hand, room)
        if can_answer:
            return await self._threads.write(leases.claim_waiting, self._lessee, wanted)
        # A desk whose assistant is there may have them; here their customers are told to be patient.
        return await self._threads.read(leases.find_waiting, self._lessee, wanted)
