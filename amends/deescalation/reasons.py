"""The named reasons a customer can be upset about, and what belongs to each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """A failure by its name: which intents report it, how it is called, where it is filed."""

    name: str
    intents: tuple[str, ...]
    problem: str
    category: str
    order_matters: str = "no"  # always, if_bought (when something was), no
    nearer: str | None = None  # how it is called when the thing it happened to is known
    things: frozenset[str] | None = None  # for which things; None for all


_SENT = frozenset(
    {
        *("your luggage", "your parcel", "the delivery", "the flight", "the train", "your order", "the item"),
        *("the tickets", "the food", "the buses", "the voucher", "the gift card", "the device"),
    }
)
_LOST = frozenset(
    {"your luggage", "your parcel", "your order", "the tickets", "the food", "the voucher", "the gift card"}
)
_USED = frozenset(
    {
        *("the app", "the website", "the device", "the update", "the TV", "your internet connection"),
        *("the login", "the check-in", "the music", "the seats", "the notifications", "the signal"),
        *("the network", "your phone line", "the equipment on board", "the car", "the item"),
    }
)
# What has no remedy of its own: looked into, and explained in writing.
_OTHERS = (
    "report_problem",
    "report_cannot_cancel",
    "report_privacy_worry",
    "report_poor_quality",
    "report_cancelled_by_us",
    "report_unwanted_change",
)
REASONS: tuple[Reason, ...] = (
    Reason(
        "delay",
        ("report_late_delivery",),
        "the delay",
        "delivery",
        "always",
        "the delay with {thing}",
        _SENT,
    ),
    Reason(
        "missing",
        ("report_missing_item",),
        "the missing item",
        "delivery",
        "always",
        nearer="{article} missing {noun}",
        things=_LOST,
    ),
    Reason(
        "damaged",
        ("report_damaged_item",),
        "the damage",
        "damaged_or_wrong",
        "always",
        "the damage to {thing}",
        _SENT,
    ),
    Reason(
        "wrong",
        ("report_wrong_item",),
        "the mix-up",
        "damaged_or_wrong",
        "always",
        "the mix-up with {thing}",
        _SENT,
    ),
    Reason("defect", ("report_defect",), "the fault", "defect", "if_bought", "the fault with {thing}", _USED),
    Reason("overcharge", ("report_overcharge", "report_double_charge"), "the charge", "billing", "if_bought"),
    Reason("refund", ("report_refund_missing",), "the missing refund", "refund", "if_bought"),
    Reason(
        "account",
        ("report_account_problem", "report_cannot_sign_in"),
        "the trouble with your account",
        "account",
    ),
    Reason("outage", ("report_outage",), "the outage", "outage"),
    Reason("rude", ("report_rude_treatment",), "the way you were treated", "conduct"),
    Reason("ignored", ("report_ignored",), "the silence from our side", "ignored"),
    Reason("broken_promise", ("report_broken_promise",), "the broken promise", "other"),
    Reason(
        "other",
        _OTHERS,
        "this problem",
        "other",
        nearer="the trouble with {thing}",
    ),
)
_BY_NAME = {reason.name: reason for reason in REASONS}
_BY_INTENT = {intent: reason for reason in REASONS for intent in reason.intents}


def reason(name: str | None) -> Reason:
    """The reason of that name; `other` when there is none."""
    return _BY_NAME.get(name or "other", _BY_NAME["other"])


def named(name: str | None, thing: str | None, item: str | None = None) -> str | None:
    """How a failure is called in a sentence, by its thing where that is nearer; None without a name."""
    found = reason(name)
    if item and found.nearer:
        return found.nearer.format(thing=f"the {item}", article="the", noun=item)
    if thing and found.nearer and (found.things is None or thing in found.things):
        article, _, noun = thing.partition(" ")
        return found.nearer.format(thing=thing, article=article, noun=noun)
    return None if found.name == "other" else found.problem


def reported_by(intent: str) -> Reason | None:
    """The reason that an intent reports, None for intents that report nothing."""
    return _BY_INTENT.get(intent)
