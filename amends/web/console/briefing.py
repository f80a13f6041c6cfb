"""What an agent must know before the first word, so that the customer never says it twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.records.transcripts import Transcript
from amends.web.plain_words import sentence, words

TOLD = "told by the customer"


@dataclass(frozen=True)
class Fact:
    """Something known, and by whom: the customer said it, or our records show it."""

    name: str
    value: str
    source: str


@dataclass(frozen=True)
class Briefing:
    """The side panel; empty parts are empty, never invented."""

    reason: str | None
    summary: str
    requested_at: datetime | None
    case: Any | None
    wanted: str | None
    offered: str | None
    facts: tuple[Fact, ...]
    ledger: dict[str, Any] | None
    scores: tuple[float, ...]
    tried: tuple[tuple[str, int], ...]
    promises: tuple[Any, ...]

    @property
    def facts_by_source(self) -> dict[str, list[Fact]]:
        """The facts under who said so, in the order in which the sources first appear."""
        grouped: dict[str, list[Fact]] = {}
        for fact in self.facts:
            grouped.setdefault(fact.source, []).append(fact)
        return grouped


def briefing_of(transcript: Transcript) -> Briefing:
    """Put together what the records hold about a conversation."""
    handoff = transcript.open_handoff or (transcript.handoffs[-1] if transcript.handoffs else None)
    case = transcript.cases[-1] if transcript.cases else None
    ledgers = [ledger for turn in transcript.turns if (ledger := turn.record.get("ledger"))]
    return Briefing(
        reason=handoff.reason if handoff else None,
        summary=_summary(handoff, case),
        requested_at=handoff.requested_at if handoff else None,
        case=case,
        wanted=case.remedy_sought if case else None,
        offered=case.remedy_offered if case else None,
        facts=tuple(_facts(transcript, case)),
        ledger=ledgers[-1] if ledgers else None,
        scores=tuple(float(ledger["score"]) for ledger in ledgers),
        tried=_moves_tried(transcript),
        promises=tuple(transcript.promises),
    )


def _summary(handoff: Any | None, case: Any | None) -> str:
    if handoff is not None and handoff.summary:
        return str(handoff.summary)
    if case is None:
        return ""
    return str(case.confirmed_paraphrase or case.narrative)


def _facts(transcript: Transcript, case: Any | None) -> Iterator[Fact]:
    if case is not None:
        yield from _case_facts(case)
    for receipt in transcript.receipts:
        if receipt.action == "action_look_up_order":
            yield from _order_facts(receipt.receipt)
    customer = transcript.customer
    if customer is not None:
        for name in ("name", "email", "phone", "tier"):
            if value := getattr(customer, name):
                yield Fact(sentence("e-mail" if name == "email" else name), str(value), TOLD)
        if customer.joined_at:
            yield Fact("Customer since", customer.joined_at.strftime("%B %Y"), "our records")


def _case_facts(case: Any) -> Iterator[Fact]:
    if case.order_number:
        yield Fact("Order", case.order_number, TOLD)
    if case.impact:
        yield Fact("What it means for them", case.impact, TOLD)


def _order_facts(receipt: dict[str, Any]) -> Iterator[Fact]:
    order = receipt.get("order") or {}
    source = str(receipt.get("source") or "shop")
    for key in ("item", "status", "ordered_on", "promised_for", "delivered_on", "carrier", "tracking"):
        if order.get(key):
            yield Fact(sentence(key), words(str(order[key])) if key == "status" else str(order[key]), source)
    if order.get("total") is not None:
        yield Fact("Total", f"{order['total']} {order.get('currency') or ''}".strip(), source)


def _moves_tried(transcript: Transcript) -> tuple[tuple[str, int], ...]:
    counted = Counter(
        move["move"]
        for turn in transcript.turns
        for move in turn.record.get("moves") or ()
        if move.get("move")
    )
    return tuple((words(move), times) for move, times in counted.most_common())
