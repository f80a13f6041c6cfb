"""Signs of danger to life or health in a text; these go before everything else."""

from __future__ import annotations

import re

_DANGER = re.compile(
    r"\b(?:caught fire|on fire|in flames|electric shock|electrocuted|gas leak|smell(?:s|ing)? (?:of )?gas"
    r"|carbon monoxide|exploded|explosion|(?:got|get|was|were|been|badly|am|is) (?:burn(?:t|ed)|injured)"
    r"|burn(?:t|ed) (?:my|his|her|our) (?:hand|face|arm|leg|skin|child|son|daughter)"
    r"|allergic reaction|anaphyla\w+|choking|choked|ambulance|poisoned"
    r"|stopped breathing|can'?t breathe|bleeding)\b",
    re.IGNORECASE,
)
_SELF_HARM = re.compile(
    r"\b(?:kill(?:ing)? my ?self|end(?:ing)? my life|hurt(?:ing)? my ?self|suicid\w+|want to die"
    r"|don'?t want to live|no reason to live)\b",
    re.IGNORECASE,
)


def in_danger(text: str) -> bool:
    """Whether somebody was or is hurt, or may be, through fire, shock, gas, poison or the like."""
    return bool(_DANGER.search(text.replace("’", "'")))


def speaks_of_self_harm(text: str) -> bool:
    """Whether the writer speaks of hurting themselves."""
    return bool(_SELF_HARM.search(text.replace("’", "'")))
