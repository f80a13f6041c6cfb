"""What the assistant remembers of a conversation between turns, as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class KnownFacts:
    """What the customer or the shop has told us; nothing known is asked again."""

    reason: str | None = None
    reason_from_record: bool = False  # the shop's record named it, the customer did not
    reasons: tuple[str, ...] = ()
    narrative: tuple[str, ...] = ()
    quote: str | None = None
    thing: str | None = None  # what it is about, as we call it: "your luggage"
    things: tuple[str, ...] = ()  # everything that was spoken of so far
    order_number: str | None = None
    no_order_number: bool = False
    order: Mapping[str, Any] | None = None
    order_sought: tuple[str, ...] = ()
    remedy_sought: str | None = None
    wish: str | None = None
    impact: str | None = None
    contact: str | None = None
    contact_declined: bool = False
    name: str | None = None


@dataclass(frozen=True)
class Asked:
    """Questions put so far, and how the customer took them."""

    pending: str | None = None
    topics: tuple[str, ...] = ()
    unanswered: int = 0
    failed_clarifications: int = 0
    since_progress: int = 0


@dataclass(frozen=True)
class Remedying:
    """Where the way from paraphrase to remedy stands."""

    paraphrase: str = "none"  # none, asked, confirmed, waived, corrected
    offered: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    accepted: str | None = None
    recorded: bool = False
    rounds: int = 0
    paraphrases: int = 0
    put: str | None = None  # what the last paraphrase says, without the words around it
    summary: str | None = None  # what the customer confirmed of it


@dataclass(frozen=True)
class HandoffState:
    """Where the way to a person stands."""

    status: str = "none"  # none, offered, requested, failed, expired
    reason: str | None = None
    handoff_id: str | None = None
    offers: int = 0
    declined: int = 0
    offered_at_turn: int = 0
    agents_on_duty: int = 0
    wait_s: float | None = None
    promised: bool = False
    contact_given: bool = False
    turns_waiting: int = 0

    @property
    def requested(self) -> bool:
        """Whether a person was asked for and has not taken over yet."""
        return self.status == "requested"

    @property
    def owes_callback(self) -> bool:
        """Whether a person was asked for and none has come, so that a callback may be put on record."""
        return self.status in ("requested", "expired")


@dataclass(frozen=True)
class ThisTurn:
    """Scratch for the turn that runs; begun anew with every turn."""

    focus: str = ""
    action: str | None = None
    to_log: bool = False
    put: str | None = None
    texts: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    receipts: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()
    answered: str | None = None
    pending: str | None = None  # the question that was open when the message came
    score: int = 0
    previous: int = 0
    entries: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class ConversationState:
    """Everything the playbook needs to know about the conversation so far."""

    score: int = 0
    peak: int = 0
    turns: int = 0
    complaint_open: bool = False
    complaint_turns: int = 0
    hostile_turns: int = 0
    introduced: bool = False
    facts: KnownFacts = field(default_factory=KnownFacts)
    asked: Asked = field(default_factory=Asked)
    remedying: Remedying = field(default_factory=Remedying)
    handoff: HandoffState = field(default_factory=HandoffState)
    case_reference: str | None = None
    unsaved: tuple[str, ...] = ()  # words that a failed action did not take; they go along with the next one
    failures: int = 0  # saves that failed since the last one that worked
    entries: int = 0
    acknowledged: tuple[str, ...] = ()
    apologised: tuple[str, ...] = ()
    promises: tuple[Mapping[str, str], ...] = ()
    told_by_agent: tuple[str, ...] = ()  # sentences in which an agent gave a word or a time
    boundary: int = 0
    validated_at: int = -9
    person_named_at: int = -9
    recapped: int = 0  # how many things stood in the last account of what is on record
    closed: bool = False
    last_failed: bool = False
    moves: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    now: ThisTurn = field(default_factory=ThisTurn)

    def to_dict(self) -> dict[str, Any]:
        """JSON form: only lists, mappings, texts, numbers, booleans and null."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain

    @classmethod
    def from_dict(cls, data: Mapping[str, Any] | None) -> ConversationState:
        """Reads back what `to_dict` wrote; the policy keeps `turn` and `agenda` beside these keys."""
        known = _only(cls, data or {})
        parts: dict[str, Any] = {
            "facts": KnownFacts,
            "asked": Asked,
            "remedying": Remedying,
            "handoff": HandoffState,
            "now": ThisTurn,
        }
        for key, part in parts.items():
            if key in known:
                known[key] = part(**_only(part, known[key]))
        return cls(**known)


def _only(cls: type, data: Any) -> dict[str, Any]:
    names = {one.name for one in fields(cls)}
    source = data if isinstance(data, Mapping) else {}
    return {key: _frozen(value) for key, value in source.items() if key in names}


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value
