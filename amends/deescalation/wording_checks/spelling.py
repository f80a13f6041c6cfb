"""British and American spelling, of which a business writes one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.deescalation.rulesets import BRITISH
from amends.deescalation.wording_checks.spoken import Finding, Spoken

# British and American beginnings of words, without the endings that both share.
_PAIRS = (
    *(("apologis", "apologiz"), ("organis", "organiz"), ("recognis", "recogniz"), ("realis", "realiz")),
    *(("authoris", "authoriz"), ("personalis", "personaliz"), ("prioritis", "prioritiz")),
    *(("finalis", "finaliz"), ("summaris", "summariz"), ("minimis", "minimiz"), ("specialis", "specializ")),
    *(("colour", "color"), ("favour", "favor"), ("honour", "honor"), ("behaviour", "behavior")),
    *(("neighbour", "neighbor"), ("centre", "center"), ("cancelled", "canceled")),
    *(("cancelling", "canceling"), ("travelled", "traveled"), ("travelling", "traveling")),
    *(("traveller", "traveler"), ("labelled", "labeled"), ("catalogue", "catalog")),
    *(("defence", "defense"), ("offence", "offense"), ("enquir", "inquir"), ("grey", "gray")),
    *(("jewellery", "jewelry"), ("aluminium", "aluminum"), ("analyse", "analyze")),
)


def mixed_spelling(spoken: Spoken, spelling: str | None) -> Iterator[Finding]:
    """Words in the other spelling than the business writes; nothing when it has not said which."""
    if spelling is None:
        return
    ours, theirs = (0, 1) if spelling == BRITISH else (1, 0)
    for pair in _PAIRS:
        for match in re.finditer(rf"\b{pair[theirs]}(?!ue)\w*", spoken.plain, re.IGNORECASE):
            meant = pair[ours] + match[0][len(pair[theirs]) :]
            yield spoken.found("spelling", *match.span(), f"“{meant.lower()}”: {spelling} throughout")
