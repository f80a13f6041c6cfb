"""Cases: logging complaints, adding to them, and moving them through their stages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, func, insert, select
from sqlalchemy.orm import Session

from amends.casework.case import check_stage
from amends.casework.complaint import SEVERITIES, Complaint, worst
from amends.casework.priority import PRIORITIES, Ranking, rank
from amends.casework.reference import CaseReference, find_reference
from amends.records.conversations import lock_conversation
from amends.records.counters import next_number
from amends.records.tables import Case, CaseEntry, Promise

# Built once: putting a statement together costs more than SQLite takes to answer it.
_CASES = (
    select(Case)
    .where(Case.conversation_id == bindparam("conversation_id"))
    .order_by(Case.opened_at, Case.reference)
)
_LOCKED = select(Case).where(Case.reference == bindparam("reference")).with_for_update()
_ADD_ENTRY = insert(cast(Table, CaseEntry.__table__))
_ENTRIES = select(CaseEntry).where(CaseEntry.case_reference == bindparam("reference")).order_by(CaseEntry.id)
_ENTRY = (
    select(CaseEntry.id)
    .where(CaseEntry.case_reference == bindparam("reference"), CaseEntry.text == bindparam("text"))
    .limit(1)
)
_EARLIER = (
    select(func.count())
    .select_from(Case)
    .where(
        Case.customer_id == bindparam("customer_id"),
        Case.conversation_id != bindparam("conversation_id"),
    )
)
_BROKEN = (
    select(func.count())
    .select_from(Promise)
    .where(Promise.conversation_id == bindparam("conversation_id"), Promise.status == "broken")
)


class UnknownCase(LookupError):
    """There is no case with this reference."""


def log_case(
    session: Session, conversation_id: str, complaint: Complaint, *, at: datetime, flags: Collection[str] = ()
) -> Case:
    """Open a case for a complaint under the next reference of the year."""
    conversation = lock_conversation(session, conversation_id)
    ranking = _rank(session, conversation_id, conversation.customer_id, complaint, flags)
    case = Case(
        reference=str(CaseReference(at.year, next_number(session, f"cases-{at.year}"))),
        conversation_id=conversation_id,
        customer_id=conversation.customer_id,
        category=complaint.category,
        severity=complaint.severity,
        priority=ranking.priority,
        stage="received",
        narrative=complaint.narrative,
        impact=complaint.impact,
        confirmed_paraphrase=complaint.confirmed_paraphrase,
        order_number=complaint.order_number,
        remedy_sought=complaint.remedy_sought,
        frustration_at_open=complaint.frustration,
        frustration_peak=complaint.frustration_peak,
        opened_at=at,
    )
    session.add(case)
    session.flush()
    add_entry(session, case.reference, "logged", complaint.narrative, at)
    add_entry(session, case.reference, "priority", _in_words(ranking), at)
    return case


def add_to_case(
    session: Session, reference: str, complaint: Complaint, *, at: datetime, flags: Collection[str] = ()
) -> Case:
    """Add what the customer said since to a case; it never gets less severe and loses no words.

    Raises UnknownCase.
    """
    case = lock_case(session, reference)
    if complaint.narrative != case.narrative and not _has_entry(session, reference, complaint.narrative):
        add_entry(session, reference, "added", complaint.narrative, at)
    if case.category == "other":
        case.category = complaint.category
    severity = worst([s for s in SEVERITIES if s in (case.severity, complaint.severity)])
    case.severity = severity
    case.impact = complaint.impact or case.impact
    case.confirmed_paraphrase = complaint.confirmed_paraphrase or case.confirmed_paraphrase
    case.order_number = complaint.order_number or case.order_number
    case.remedy_sought = complaint.remedy_sought or case.remedy_sought
    peaks = [peak for peak in (case.frustration_peak, complaint.frustration_peak) if peak is not None]
    case.frustration_peak = max(peaks, default=None)
    whole = replace(complaint, severity=severity, frustration_peak=case.frustration_peak)
    ranking = _rank(session, case.conversation_id, case.customer_id, whole, flags)
    # What moved the case up before (a threat, a danger) may go unmentioned now, so nothing moves it down.
    if _place(ranking.priority) > _place(case.priority):
        case.priority = ranking.priority
        add_entry(session, reference, "priority", _in_words(ranking), at)
    session.flush()
    return case


def lock_case(session: Session, reference: str) -> Case:
    """The case, locked until the transaction ends; found as customers type references. Raises UnknownCase."""
    typed = find_reference(reference)
    fresh = {"populate_existing": True}
    case = session.scalar(_LOCKED, {"reference": str(typed or reference)}, execution_options=fresh)
    if case is None:
        raise UnknownCase(reference)
    return case


def find_case(session: Session, reference: str) -> Case | None:
    """The case with a reference, however it is typed, or None."""
    return session.get(Case, str(find_reference(reference) or reference))


def cases_of(session: Session, conversation_id: str) -> list[Case]:
    """The cases opened in a conversation, the oldest first."""
    return list(session.scalars(_CASES, {"conversation_id": conversation_id}))


def count_earlier_cases(session: Session, customer_id: int | None, conversation_id: str) -> int:
    """How many cases a customer had before this conversation."""
    if customer_id is None:
        return 0
    mine = {"customer_id": customer_id, "conversation_id": conversation_id}
    return session.scalar(_EARLIER, mine) or 0


def move_case(
    session: Session, reference: str, stage: str, *, at: datetime, disposition: str | None = None
) -> Case:
    """Move a case to another stage. Raises UnknownCase and amends.casework.case.IllegalStage."""
    case = lock_case(session, reference)
    check_stage(case.stage, stage)
    add_entry(session, case.reference, "stage", f"{case.stage} → {stage}", at)
    case.stage = stage
    case.disposition = disposition or case.disposition
    case.closed_at = at if stage == "closed" else None
    if case.acknowledged_at is None and stage != "received":
        case.acknowledged_at = at
    session.flush()
    return case


def acknowledge_cases(session: Session, conversation_id: str, at: datetime) -> None:
    """Mark the new cases of a conversation acknowledged, when the reply that names them is stored."""
    for case in cases_of(session, conversation_id):
        if case.stage == "received":
            move_case(session, case.reference, "acknowledged", at=at)


def add_entry(session: Session, reference: str, kind: str, text: str, at: datetime) -> None:
    """Write a line into the history of a case that is in the database already."""
    session.execute(_ADD_ENTRY, {"case_reference": reference, "kind": kind, "text": text, "at": at})


def entries_of(session: Session, reference: str) -> list[CaseEntry]:
    """A case's history in order."""
    return list(session.scalars(_ENTRIES, {"reference": reference}))


def _has_entry(session: Session, reference: str, text: str) -> bool:
    return session.scalar(_ENTRY, {"reference": reference, "text": text}) is not None


def _rank(
    session: Session,
    conversation_id: str,
    customer_id: int | None,
    complaint: Complaint,
    flags: Collection[str],
) -> Ranking:
    return rank(
        complaint.severity,
        frustration_peak=complaint.frustration_peak,
        flags=flags,
        earlier_cases=count_earlier_cases(session, customer_id, conversation_id),
        broken_promises=session.scalar(_BROKEN, {"conversation_id": conversation_id}) or 0,
    )


def _place(priority: str) -> int:
    return [str(known) for known in PRIORITIES].index(priority)


def _in_words(ranking: Ranking) -> str:
    return f"{ranking.priority}: {', '.join(ranking.reasons)}"
