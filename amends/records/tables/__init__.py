"""The tables, one typed class each; words that a column may hold come from case work."""

from amends.records.tables.declared import Base
from amends.records.tables.desks import DeskProcess, Lease
from amends.records.tables.matters import Case, CaseEntry, Counter, Promise, Receipt
from amends.records.tables.people import ROLES, Customer, FailedSignIn, SignInSession, User
from amends.records.tables.reviews import CORRECTION_STATUSES, CORRECTION_SUBJECTS, Correction, Review
from amends.records.tables.talk import (
    AUTHORS,
    HOLDERS,
    MESSAGE_STATES,
    MESSAGE_TYPES,
    Conversation,
    Message,
    State,
    Turn,
)
from amends.records.tables.transfers import OFFER_OUTCOMES, Handoff, Note, Offer, WrapUp

__all__ = [
    "AUTHORS",
    "CORRECTION_STATUSES",
    "CORRECTION_SUBJECTS",
    "HOLDERS",
    "MESSAGE_STATES",
    "MESSAGE_TYPES",
    "OFFER_OUTCOMES",
    "ROLES",
    "Base",
    "Case",
    "CaseEntry",
    "Conversation",
    "Correction",
    "Counter",
    "Customer",
    "DeskProcess",
    "FailedSignIn",
    "Handoff",
    "Lease",
    "Message",
    "Note",
    "Offer",
    "Promise",
    "Receipt",
    "Review",
    "SignInSession",
    "State",
    "Turn",
    "User",
    "WrapUp",
]
