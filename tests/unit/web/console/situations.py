"""Conversations as agents meet them: talks with the real playbook, then words said to and by the agent."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from amends.records.dossiers import Dossier, PastHandoff, Quote
from amends.records.tables import Case, Conversation, Customer, Handoff, Promise
from tests.unit.deescalation.talk import REFERENCE, Talk

# A Friday noon, so that due times pass over a weekend.
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
AGENT = "Sam Lee"


def to_agent(text: str, intent: str = "give_details", score: float = 0.4, **more: Any) -> dict[str, Any]:
    """A customer's message while an agent holds."""
    cues, entities, signals = more.pop("cues", ("wording",)), more.pop("entities", {}), more
    reading = {
        "intent": {"name": intent, "confidence": 0.9},
        "frustration": {"score": score, "cues": [{"cue": cue, "weight": 1.0} for cue in cues]},
        "signals": signals,
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
    }
    return {"author": "customer", "text": text, "at": NOW.isoformat(), "reading": reading}


def by_agent(text: str, ago_s: float = 0.0) -> dict[str, Any]:
    """A message of the agent's."""
    return {"author": "agent", "text": text, "at": (NOW - timedelta(seconds=ago_s)).isoformat()}


def dossier(
    talk: Talk | None = None,
    *held: dict[str, Any],
    reason: str = "customer_asked",
    name: str | None = "Priya Nair",
    promises: Sequence[tuple[str, str, int]] = (),
    waited_s: float = 20.0,
) -> Dossier:
    """What the records hold after a talk; promises are (who, what, hours until due)."""
    state = talk.state if talk else None
    record: dict[str, Any] = {}
    if talk is not None:
        ledger = talk.plans[-1].ledger.to_dict() if talk.plans else None
        record = {"state": {"slots": {"amends_state": talk.state.to_dict()}}, "ledger": ledger, "reading": {}}
    accepted = Handoff(
        id=1,
        conversation_id="c1",
        reason=reason,
        summary="",
        status="active",
        requested_at=NOW - timedelta(seconds=waited_s),
        accepted_at=NOW,
    )
    case = Case(
        reference=REFERENCE, conversation_id="c1", category="other", severity="medium", stage="received"
    )
    return Dossier(
        conversation=Conversation(id="c1", holder="agent", fence=1),
        customer=Customer(name=name, email="priya@example.com") if name else None,
        handoffs=(PastHandoff(accepted, AGENT, None),),
        cases=(case,) if state is not None and state.case_reference else (),
        earlier=(),
        promises=tuple(
            Promise(id=number, who=who, what=what, status="open", due_at=NOW + timedelta(hours=hours))
            for number, (who, what, hours) in enumerate(promises)
        ),
        notes=(),
        said=tuple(Quote(n, text, NOW) for n, text in enumerate(state.facts.narrative if state else ())),
        record=record,
        held=held,
        scores=(),
        moves=(),
        holder_name=AGENT,
        offer=None,
    )


def late_lamp() -> Talk:
    """Hostile about a late order that the shop's record knows."""
    return (
        Talk(agents_on_duty=1)
        .says(
            "I ordered a walnut lamp three weeks ago and NOTHING has arrived, where is order A-1001",
            "report_late_delivery",
            0.85,
            cues=("capitals", "waiting"),
            entities={"order_number": "A-1001"},
        )
        .says(
            "this is the third time I ask you people", "report_late_delivery", 0.9, cues=("again_and_again",)
        )
        .says("get me a human being", "request_agent", 0.9)
    )


def charged_twice() -> Talk:
    """Frustrated about a charge, the summary confirmed, a remedy chosen and promised."""
    talk = Talk().says("You charged my card twice for one month of service", "report_overcharge", 0.55)
    for _ in range(4):
        if talk.state.asked.pending == "paraphrase":
            return talk.presses("affirm").says("I want the money back", "ask_refund", 0.5)
        talk.says("I have no number at hand", "no_order_number", 0.4)
    return talk


def rude_driver() -> Talk:
    """Irritated about a person, without any order."""
    return Talk().says(
        "Your driver shouted at my mother at the door yesterday", "report_rude_treatment", 0.45
    )


def hurt_child() -> Talk:
    """Somebody was hurt."""
    return Talk(agents_on_duty=1).says(
        "The heater caught fire and my son has burned his hand", "report_defect", 0.8
    )


def insults() -> Talk:
    """Abusive, with a real complaint behind it."""
    return (
        Talk()
        .says("My parcel is missing and you are all useless idiots", "report_missing_item", 0.9, abuse=0.9)
        .says("do your job you morons", "other", 0.95, abuse=0.95)
    )


def lost_luggage() -> Talk:
    """Something that has no name in the list of failures."""
    return Talk().says(
        "My luggage went to another city and nobody at the desk would help me with it", "report_problem", 0.6
    )


def hacked() -> Talk:
    """A hacked account: more is at stake than annoyance."""
    return Talk(agents_on_duty=1).says(
        "Someone hacked my account and changed the address on it", "report_account_problem", 0.6
    )
