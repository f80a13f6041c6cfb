"""Remedies: what putting things right means, who does it, and how soon it is promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from amends.casework.clocks import BusinessHours, due_after_days
from amends.casework.promise import Word


@dataclass(frozen=True)
class RemedyTerms:
    """What is promised with a remedy: the deed in the words of a promise, and the working days it takes."""

    deed: str
    working_days: int


# Terms for remedies that people carry out; a business's own catalogue may name others.
TERMS: Mapping[str, RemedyTerms] = {
    "refund": RemedyTerms("pay the refund", 3),
    "partial_refund": RemedyTerms("pay the partial refund", 3),
    "replacement": RemedyTerms("send the replacement", 2),
    "redelivery": RemedyTerms("send the order again", 2),
    "repair": RemedyTerms("arrange the repair", 2),
    "credit": RemedyTerms("add the credit to the account", 1),
    "voucher": RemedyTerms("send the voucher", 1),
    "return_label": RemedyTerms("send a free return label", 1),
    "correction": RemedyTerms("put the record right", 2),
    "explanation": RemedyTerms("send an explanation in writing", 2),
    "apology": RemedyTerms("send a written apology", 2),
    "investigation": RemedyTerms("look into what happened and report back", 2),
    "callback": RemedyTerms("call back", 1),
}
OTHER_DAYS = 2
WHO = "our support team"


def remedy_word(remedy: str, details: str | None, now: datetime, hours: BusinessHours) -> Word:
    """The promise that comes with a remedy."""
    terms = TERMS.get(remedy) or RemedyTerms(remedy.replace("_", " "), OTHER_DAYS)
    what = f"{terms.deed}: {details.strip()}" if details and details.strip() else terms.deed
    return Word(WHO, what, due_after_days(now, terms.working_days, hours))


def callback_word(case_reference: str | None, now: datetime, hours: BusinessHours) -> Word:
    """The promise that a person will get in touch when nobody is on duty now."""
    about = f"about case {case_reference}" if case_reference else "about this conversation"
    return Word(WHO, f"get in touch {about}", due_after_days(now, 1, hours))
