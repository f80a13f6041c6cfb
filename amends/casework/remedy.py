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
    "credit": RemedyTerms("add the credit to your account", 1),
    "voucher": RemedyTerms("send the voucher", 1),
    "return_label": RemedyTerms("send you a free return label", 1),
    "correction": RemedyTerms("put the record right", 2),
    "explanation": RemedyTerms("send you an explanation in writing", 2),
    "apology": RemedyTerms("send you a written apology", 2),
    "investigation": RemedyTerms("look into what happened and tell you what comes of it", 2),
    "trace_the_order": RemedyTerms("trace the order and tell you where it is", 1),
    "trace_the_refund": RemedyTerms("trace the refund and tell you where it is", 1),
    "check_the_charge": RemedyTerms("check the charge item by item and tell you what comes of it", 2),
    "restore_your_access": RemedyTerms("restore your access", 1),
    "decide_on_your_proposal": RemedyTerms("decide on your proposal and tell you", 2),
    "callback": RemedyTerms("call you back", 1),
}
OTHER_DAYS = 2
WHO = "our support team"
# How every promised callback begins, so that it is found again and kept by the person who gets in touch.
CALLBACK_DEED = "get in touch with you"


def remedy_word(remedy: str, now: datetime, hours: BusinessHours) -> Word:
    """The promise that comes with a remedy; one without terms is promised by its name."""
    terms = TERMS.get(remedy) or RemedyTerms(remedy.replace("_", " "), OTHER_DAYS)
    return Word(WHO, terms.deed, due_after_days(now, terms.working_days, hours))


def callback_word(case_reference: str | None, now: datetime, hours: BusinessHours) -> Word:
    """The promise that a person will get in touch when nobody is on duty now."""
    about = f"about case {case_reference}" if case_reference else "about this conversation"
    return Word(WHO, f"{CALLBACK_DEED} {about}", due_after_days(now, 1, hours))
