"""What is known about the matter, and by whom: the customer told it, the shop's record shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amends.deescalation.state import ConversationState, KnownFacts
from amends.records.dossiers import Dossier
from amends.web.plain_words import sentence, words

TOLD = "told by the customer"
ORDER_FACTS = ("item", "status", "ordered_on", "promised_for", "delivered_on", "carrier", "tracking")
CONTACT_FACTS = {"name": "Name", "email": "E-mail", "phone": "Phone", "tier": "Tier"}


@dataclass(frozen=True)
class Fact:
    """Something known, and by whom."""

    name: str
    value: str
    source: str


def remembered(dossier: Dossier) -> ConversationState:
    """What the assistant remembered after its last turn; empty before the first one."""
    slots = (dossier.record.get("state") or {}).get("slots") or {}
    return ConversationState.from_dict(slots.get("amends_state"))


def facts_of(dossier: Dossier, known: KnownFacts) -> Iterator[Fact]:
    """Facts about the matter first, then about the person; each is said once."""
    case = dossier.cases[-1] if dossier.cases else None
    order_number = (case.order_number if case else None) or known.order_number
    impact = (case.impact if case else None) or known.impact
    if order_number:
        yield Fact("Order", order_number, TOLD)
    elif known.no_order_number:
        yield Fact("Order", "has no order number at hand", TOLD)
    if impact:
        yield Fact("What it means for them", impact, TOLD)
    yield from _order_facts(known.order or {})
    yield from _person_facts(dossier, known)


def _order_facts(order: Mapping[str, Any]) -> Iterator[Fact]:
    source = f"shop order {order.get('number', '')}".strip()
    for key in ORDER_FACTS:
        if order.get(key):
            yield Fact(sentence(key), words(str(order[key])) if key == "status" else str(order[key]), source)
    if order.get("total") is not None:
        yield Fact("Total", f"{order['total']} {order.get('currency') or ''}".strip(), source)


def _person_facts(dossier: Dossier, known: KnownFacts) -> Iterator[Fact]:
    customer = dossier.customer
    kept = {key: getattr(customer, key) for key in CONTACT_FACTS} if customer else {}
    if known.name and not kept.get("name"):
        yield Fact("Name", known.name, TOLD)
    for key, name in CONTACT_FACTS.items():
        if kept.get(key):
            yield Fact(name, str(kept[key]), TOLD)
    if known.contact and known.contact not in kept.values():
        yield Fact("Contact", known.contact, TOLD)
    if known.contact_declined:
        yield Fact("Contact", "would rather not leave any", TOLD)
    if customer and customer.joined_at:
        yield Fact("Customer since", customer.joined_at.strftime("%B %Y"), "our records")
