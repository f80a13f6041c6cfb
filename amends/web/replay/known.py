"""The names that trainers choose from: intents, bands, signals and moves."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from amends.deescalation.bands import BANDS
from amends.deescalation.moves import MOVES
from amends.deescalation.reading import SIGNALS
from amends.rulebook.domain_file import load_intents

DOMAIN = Path(__file__).parents[3] / "domain.yml"

OUTCOMES: Mapping[str, str] = {
    "settled": "Settled by the assistant",
    "completed": "Handed to a person, completed",
    "returned": "Handed to a person, handed back",
    "expired": "Handed over, nobody came in time",
    "failed": "Handed over, failed",
    "waiting": "Waiting for a person",
    "held": "With a person now",
    "parted": "Goodbye without a remedy",
    "quiet": "Left in the middle",
    "open": "Still open",
}

# What each outcome means, for the page; the definition stands in amends/records/finding_outcomes.py.
OUTCOME_MEANINGS: Mapping[str, str] = {
    "settled": "nobody was asked for, and a remedy that the customer accepted is on record",
    "completed": "the last handoff was finished by the agent",
    "returned": "the last handoff went back to the assistant",
    "expired": "the last handoff was asked for, and nobody took it in time",
    "failed": "the last handoff came to nothing in another way",
    "waiting": "a handoff is asked for, and nobody has taken it yet",
    "held": "an agent has taken the handoff and has not ended it",
    "parted": "nobody was asked for, and the assistant's last turn was a goodbye",
    "quiet": "none of these, and nothing was said for half an hour",
    "open": "none of these, and something was said within the last half hour",
}

REVIEWS: Mapping[str, str] = {
    "unseen": "Not yet reviewed",
    "corrected": "Has corrections",
    "undecided": "Has corrections to decide on",
}


@cache
def intents() -> tuple[str, ...]:
    """The intents that the assistant knows, in the order of its domain."""
    return load_intents(DOMAIN)


def choices() -> dict[str, tuple[str, ...]]:
    """What may be right for each subject of a correction."""
    return {"intent": intents(), "band": BANDS, "signal": SIGNALS, "move": MOVES}
