"""Cheer that an upset customer hears as mockery: exclamation marks, smileys, "great", jokes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.deescalation.invariants import EMOJI
from amends.deescalation.wording_checks.spoken import ERROR, WARNING, Finding, Spoken

_MARKS = re.compile(rf"!+|(?:{EMOJI.pattern})+|(?<!\w)[:;]-?[)(DP](?!\w)")
_BEGINS = r"(?:^|(?<=[.!?:] ))"
_CHEER = re.compile(
    rf"{_BEGINS}(?:great|awesome|fantastic|wonderful|perfect|amazing|excellent|super|cool|lovely|brilliant"
    r"|yay|hooray|hurray|no problem|cheers)(?=\s*[!,.…]|$)"
    r"|\bgreat (?:news|question|to hear)\b|\b(?:always )?happy to help\b|\bno worries\b"
    r"|\bhave an? (?:great|wonderful|lovely|fantastic|amazing|nice) \w+|\b(?:oops|whoops|uh[ -]oh)\b"
    r"|\b(?:i'd|i would|we'd|we would) (?:be|love) (?:happy|thrilled|delighted|to help)\b",
    re.IGNORECASE,
)
_JOKE = re.compile(
    r"\b(?:lol|ha(?:ha)+|just kidding|only joking|funnily enough|pun intended|joking aside)\b", re.IGNORECASE
)


def false_cheer(spoken: Spoken) -> Iterator[Finding]:
    """Cheer in a text; to a calm customer a mark is a warning and a word is nothing."""
    for match in _MARKS.finditer(spoken.plain):
        severity = ERROR if spoken.to_upset else WARNING
        yield spoken.found("false cheer", *match.span(), "end with a full stop, without a smiley", severity)
    if not spoken.to_upset:
        return
    for pattern, instead in ((_CHEER, "say what is good about it, or nothing"), (_JOKE, "leave it out")):
        for match in pattern.finditer(spoken.plain):
            yield spoken.found("false cheer", *match.span(), instead)
