"""Says codes, scores and times in words that agents and trainers use."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

REASONS: Mapping[str, str] = {
    "customer_asked": "Asked for a person",
    "frustration_peak": "Very frustrated",
    "clarification_exhausted": "The assistant could not make out what happened",
    "severity_high": "Serious harm",
    "legal_threat": "Speaks of legal action",
    "vulnerable_customer": "May be vulnerable",
    "abuse": "Abusive language",
    "danger": "Someone may be in danger",
    "budget_exhausted": "The assistant could not settle it in time",
    "assistant_failed": "The assistant failed and could not answer",
}

AUTHORS: Mapping[str, str] = {
    "customer": "Customer",
    "assistant": "Assistant (bot)",
    "agent": "Agent",
    "system": "System",
}

HANDOFF_STATUSES: Mapping[str, str] = {
    "requested": "waiting for an agent",
    "offered": "offered to an agent",
    "accepted": "taken by an agent",
    "active": "with an agent",
    "returned": "handed back to the assistant",
    "completed": "ended by the agent",
    "failed": "failed",
    "expired": "expired",
}


def reason_in_words(code: str | None) -> str:
    """Why a person is needed, as an agent would say it."""
    return REASONS.get(code or "", words(code) or "No reason given")


def author_in_words(author: str) -> str:
    """Who wrote a message; the assistant is always named as the bot that it is."""
    return AUTHORS.get(author, words(author))


def status_in_words(status: str) -> str:
    """Where a handoff stands."""
    return HANDOFF_STATUSES.get(status, words(status))


def customer_name(name: str | None, conversation_id: str) -> str:
    """The customer's name, or a short mark of the conversation that tells two nameless ones apart."""
    mark = "".join(letter for letter in conversation_id if letter.isalnum())[:4].upper()
    return name or f"Customer {mark}".strip()


def words(code: str | None) -> str:
    """A code such as `damaged_or_wrong` as words: "damaged or wrong"."""
    return (code or "").replace("_", " ").strip()


def sentence(code: str | None) -> str:
    """A code as words with a capital at the start."""
    text = words(code)
    return text[:1].upper() + text[1:]


def percent(share: float | None) -> str:
    """0.734 as "73%"; nothing known as a dash."""
    return "–" if share is None else f"{round(share * 100)}%"


def points(score: float | None) -> str:
    """A score of 0..1 in whole points of a hundred."""
    return "–" if score is None else str(round(score * 100))


def signed(value: float) -> str:
    """A contribution to the score in signed points: "+18", "−12", with a true minus sign."""
    rounded = round(value * 100)
    return f"{'−' if rounded < 0 else '+'}{abs(rounded)}"


def signed_weight(value: float) -> str:
    """The weight of a cue in log-odds: "+0.80"."""
    return f"{'−' if value < 0 else '+'}{abs(value):.2f}"


def duration(seconds: float | None) -> str:
    """A waiting time: "12 s", "4 min", "1 h 05 min", "2 days"."""
    if seconds is None:
        return "–"
    whole = max(0, int(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min"
    if whole < 86_400:
        return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
    days = whole // 86_400
    return f"{days} day{'s' if days > 1 else ''}"


def iso(moment: datetime) -> str:
    """A UTC time for the `datetime` attribute of <time>."""
    return as_utc(moment).isoformat(timespec="seconds").replace("+00:00", "Z")


def clock(moment: datetime) -> str:
    """The time of day in UTC; the page shows the reader's own zone once its script runs."""
    return as_utc(moment).strftime("%H:%M UTC")


def day_and_clock(moment: datetime) -> str:
    """Day and time in UTC."""
    return as_utc(moment).strftime("%-d %b %Y, %H:%M UTC")


def as_utc(moment: datetime) -> datetime:
    """SQLite gives times back without a zone; ours are always UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "reason_in_words": reason_in_words,
    "author_in_words": author_in_words,
    "status_in_words": status_in_words,
    "customer_name": customer_name,
    "words": words,
    "sentence": sentence,
    "percent": percent,
    "points": points,
    "signed": signed,
    "signed_weight": signed_weight,
    "duration": duration,
    "iso": iso,
    "clock": clock,
    "day_and_clock": day_and_clock,
}
