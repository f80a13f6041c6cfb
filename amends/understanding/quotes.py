"""Finds what a message only quotes: others' words are evidence of what happened, not of a mood."""

from __future__ import annotations

import re

_LONGEST = 400
_QUOTED = re.compile(
    rf'"(?=\S)[^"\n]{{2,{_LONGEST}}}"'
    rf"|“[^”\n]{{2,{_LONGEST}}}”"
    rf"|«[^»\n]{{2,{_LONGEST}}}»"
    # An apostrophe inside a word ends no quotation.
    rf"|(?<!\w)['‘](?=\S)(?:[^'’\n]|(?<=\w)['’](?=\w)){{2,{_LONGEST}}}['’](?!\w)"
)
# Who puts nearly everything in quotation marks quotes nobody.
_MOST = 0.8


def _blank(match: re.Match[str]) -> str:
    quoted = match.group(0)
    return quoted[0] + " " * (len(quoted) - 2) + quoted[-1]


def without_quotes(text: str) -> str:
    """Return the text with quoted words blanked out; every other character stays in its place.

    A text that is nearly all quotation stays as it is.
    """
    blanked = _QUOTED.sub(_blank, text)
    kept, written = len(blanked.replace(" ", "")), len(text.replace(" ", ""))
    return blanked if kept > (1.0 - _MOST) * written else text
