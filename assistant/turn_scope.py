"""What belongs to the turn that runs and must not stand in any slot, since slots are posted and copied."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from amends.rulebook import Rulebook


@dataclass
class TurnScope:
    """One turn: the rulebook to use instead of our own, and what is collected for its record."""

    rulebook: Rulebook | None = None
    playbook_id: str | None = None
    considered: list[dict[str, str]] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)

    def to_record(self, rehearsed: bool) -> dict[str, Any]:
        """The part of the turn record; arguments of calls are told to whoever rehearses only."""
        receipts = [{"action": call["action"], "receipt": call["receipt"]} for call in self.calls]
        record = {"receipts": receipts, "considered": self.considered, "playbook_id": self.playbook_id}
        return {**record, "rehearsed": True, "calls": self.calls} if rehearsed else record


# Each turn runs in a task of its own, so each has its own value.
_scope: ContextVar[TurnScope | None] = ContextVar("turn_scope", default=None)


def begin_scope(rulebook: Rulebook | None = None) -> TurnScope:
    """A new scope for the turn that begins in this task."""
    scope = TurnScope(rulebook)
    _scope.set(scope)
    return scope


def current_scope() -> TurnScope:
    """The scope of the turn that runs; one that nobody reads where no channel began a turn (`rasa shell`)."""
    return _scope.get() or TurnScope()
