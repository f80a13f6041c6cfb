"""The desk's own clocks and limits, apart from what a business sets."""

from dataclasses import dataclass, field

from amends.casework.clocks import BusinessHours
from amends.casework.handoff_clock import Timings
from amends.settings import Settings


@dataclass(frozen=True)
class DeskOptions:
    """Seconds and counts that the desk goes by; tests make them small."""

    burst_quiet_s: float = 1.2
    # Somebody who types on and on is answered anyway.
    burst_longest_s: float = 6.0
    presence_window_s: float = 45.0
    most_waiting: int = 20
    most_attempts: int = 5
    # After so many failures the messages of a burst are tried one by one.
    isolate_after: int = 3
    turns_at_once: int = 8
    threads: int = 6
    first_retry_s: float = 0.25
    longest_retry_s: float = 4.0
    probe_every_s: float = 0.5
    # An assistant that is away for a moment only is not worth a notice.
    outage_grace_s: float = 2.0
    sweep_every_s: float = 10.0
    # Among several desks: a sign of life each, what one may miss of them, and the look for abandoned work.
    beat_every_s: float = 1.0
    lease_lost_after_s: float = 5.0
    shared_sweep_every_s: float = 1.0
    stop_within_s: float = 5.0
    timers_every_s: float = 1.0
    handoffs: Timings = field(default_factory=Timings)
    hours: BusinessHours = field(default_factory=BusinessHours)

    @classmethod
    def from_settings(cls, settings: Settings) -> "DeskOptions":
        """The options with what the business set."""
        return cls(
            burst_quiet_s=settings.burst_quiet_s,
            presence_window_s=settings.presence_window_s,
            handoffs=Timings(
                offer_s=settings.offer_s,
                accept_within_s=settings.accept_within_s,
                unattended_s=settings.unattended_s,
                first_reply_within_s=settings.first_reply_within_s,
                gone_after_s=settings.gone_after_s,
            ),
        )

    def retry_after_s(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row (from 1), doubling up to the longest."""
        return min(self.longest_retry_s, self.first_retry_s * 2.0 ** min(failures - 1, 16))
