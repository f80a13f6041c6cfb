"""What a turn brings in and what the playbook gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from amends.deescalation.held_message import HeldMessage
from amends.deescalation.ledger import Ledger
from amends.deescalation.reading import Reading
from amends.deescalation.state import ConversationState
from amends.deescalation.verdicts import Considered


@dataclass(frozen=True)
class CustomerFacts:
    """What the desk knows about the customer."""

    name: str | None = None
    contact: str | None = None
    tier: str | None = None
    tenure_days: int | None = None

    @classmethod
    def from_dict(cls, customer: Mapping[str, Any] | None) -> CustomerFacts:
        """Reads the turn contract's `customer`; a contact may be text or {email, phone}."""
        data = customer or {}
        contact = data.get("contact")
        if isinstance(contact, Mapping):
            contact = contact.get("email") or contact.get("phone")
        return cls(data.get("name") or None, contact or None, data.get("tier"), data.get("tenure_days"))

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return asdict(self)


@dataclass(frozen=True)
class History:
    """What happened before this turn outside of the assistant's own state."""

    waited_s: float = 0.0
    open_promises: int = 0
    broken_promises: int = 0
    earlier_cases: int = 0
    said_while_agent_held: tuple[HeldMessage, ...] = ()
    # Status of the newest handoff; None when there was none, or in records from before this was told.
    handoff: str | None = None

    @classmethod
    def from_dict(cls, history: Mapping[str, Any] | None) -> History:
        """Reads the turn contract's `history`; lists of promises or cases are counted."""
        data = history or {}
        held = data.get("said_while_agent_held") or ()
        return cls(
            float(data.get("waited_s") or 0.0),
            _count(data.get("open_promises")),
            _count(data.get("broken_promises")),
            _count(data.get("earlier_cases")),
            tuple(HeldMessage.from_dict(one) for one in held),
            data.get("handoff") or None,
        )

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return asdict(self)


def _count(value: Any) -> int:
    return len(value) if isinstance(value, (list, tuple)) else int(value or 0)


@dataclass(frozen=True)
class Duty:
    """Who could take over now."""

    agents_on_duty: int = 0
    expected_wait_s: float | None = None

    @classmethod
    def from_dict(cls, duty: Mapping[str, Any] | None) -> Duty:
        """Reads the turn contract's `duty`."""
        data = duty or {}
        wait = data.get("expected_wait_s")
        return cls(int(data.get("agents_on_duty") or 0), None if wait is None else float(wait))

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return asdict(self)


@dataclass(frozen=True)
class TurnInput:
    """One customer turn: everything that the playbook may look at."""

    text: str
    reading: Reading
    message_ids: tuple[str, ...] = ()
    button: str | None = None
    customer: CustomerFacts = CustomerFacts()
    history: History = History()
    duty: Duty = Duty()
    turn_number: int = 1
    seed: str = ""
    said: frozenset[str] = frozenset()

    @property
    def only_pressed(self) -> bool:
        """Whether the turn is a button and nothing typed beside it, which would always show some mood."""
        return self.button is not None and not self.reading.cues and self.reading.score == 0.0

    def to_dict(self) -> dict[str, Any]:
        """JSON form; `said` is left out because the caller keeps it on its own."""
        data = asdict(self)
        del data["said"]
        data["reading"] = asdict(self.reading)
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], said: frozenset[str] = frozenset()) -> TurnInput:
        """Reads back what `to_dict` wrote."""
        return cls(
            text=data["text"],
            reading=_reading_from(data["reading"]),
            message_ids=tuple(data.get("message_ids", ())),
            button=data.get("button"),
            customer=CustomerFacts.from_dict(data.get("customer")),
            history=History.from_dict(data.get("history")),
            duty=Duty.from_dict(data.get("duty")),
            turn_number=int(data.get("turn_number", 1)),
            seed=data.get("seed", ""),
            said=said,
        )


def _reading_from(flat: Mapping[str, Any]) -> Reading:
    nested = {
        "intent": {"name": flat["intent"], "confidence": flat["confidence"]},
        "intents": list(flat["intents"]),
        "frustration": {
            "score": flat["score"],
            "band": flat["band"],
            "cues": [{"cue": c["name"], "weight": c["weight"], "span": c["span"]} for c in flat["cues"]],
        },
        "signals": flat["signals"],
        "entities": [{"entity": e["name"], "value": e["value"]} for e in flat["entities"]],
    }
    return Reading.from_dict(nested, flat["text"])


@dataclass(frozen=True)
class Button:
    """A choice offered to the customer; the id is `<intent>` or `<intent>:<value>`."""

    id: str
    title: str

    def to_dict(self) -> dict[str, str]:
        """JSON form as in the turn contract."""
        return {"id": self.id, "title": self.title}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Button:
        """Reads back what `to_dict` wrote."""
        return cls(str(data["id"]), str(data["title"]))


@dataclass(frozen=True)
class Step:
    """One thing the assistant does: says a text or calls an action."""

    move: str
    reason: str
    response: str | None = None
    text: str | None = None
    buttons: tuple[Button, ...] = ()
    action: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[tuple[str, str], ...] = ()

    @property
    def moves(self) -> list[dict[str, str]]:
        """Every move of the step with its reason: one text can acknowledge and apologise."""
        pairs = ((self.move, self.reason), *self.also)
        return [{"move": move, "reason": reason} for move, reason in pairs]

    def to_dict(self) -> dict[str, Any]:
        """JSON form, `moves` included."""
        data = asdict(self)
        data["arguments"] = dict(self.arguments)
        data["buttons"] = [button.to_dict() for button in self.buttons]
        data["also"] = [list(pair) for pair in self.also]
        data["moves"] = self.moves
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Step:
        """Reads back what `to_dict` wrote."""
        return cls(
            data["move"],
            data["reason"],
            data.get("response"),
            data.get("text"),
            tuple(Button.from_dict(button) for button in data.get("buttons", ())),
            data.get("action"),
            dict(data.get("arguments", {})),
            tuple((move, reason) for move, reason in data.get("also", ())),
        )


@dataclass(frozen=True)
class Plan:
    """The steps to take now, the state and ledger after them, and what else was considered."""

    steps: tuple[Step, ...]
    state: ConversationState
    ledger: Ledger
    considered: tuple[Considered, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """JSON form of the whole plan."""
        return {
            "steps": [step.to_dict() for step in self.steps],
            "state": self.state.to_dict(),
            "ledger": self.ledger.to_dict(),
            "considered": [one.to_dict() for one in self.considered],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Plan:
        """Reads back what `to_dict` wrote."""
        return cls(
            tuple(Step.from_dict(step) for step in data["steps"]),
            ConversationState.from_dict(data["state"]),
            Ledger.from_dict(data["ledger"]),
            tuple(Considered.from_dict(one) for one in data.get("considered", ())),
        )
