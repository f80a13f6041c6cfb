"""Signs that something large is at stake: stolen money, a hacked account, somebody stranded, safety."""

from __future__ import annotations

import re

_STAKES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for kind, words in (
        (
            "account",
            r"hack(?:ed|ing|er|ers)|account (?:\w+ ){0,3}(?:compromised|taken over)"
            r"|stole my (?:account|identity)"
            r"|identity theft|someone (?:else )?(?:got|logged|broke|is) in(?:to)? my account",
        ),
        (
            "money",
            r"(?:money|funds|savings|credit|wages|pounds|dollars) (?:\w+ ){0,4}"
            r"(?:stol+en|vanished|disappeared|gone)"
            r"|stol(?:e|en) (?:\w+ ){0,3}(?:money|funds|savings|pounds|dollars|from my account|my card)"
            r"|stol(?:e|en) [£$€]|fraudulent (?:charge|transaction|payment|order)s?"
            r"|emptied my (?:bank|account)|unauthori[sz]ed (?:charge|transaction|payment)s?",
        ),
        (
            "stranded",
            r"stranded|stuck (?:at|in|on) (?:the |an? )?(?:\w+ )?(?:airport|station|platform|tarmac|plane"
            r"|train"
            r"|motorway|terminal|road)|nowhere to (?:sleep|stay|go)|(?:sleep|slept|sleeping) (?:at|in|on) the"
            r" (?:\w+ )?(?:airport|station|floor)",
        ),
        (
            "safety",
            r"(?:not|isn't|wasn't) safe|unsafe|dangerous(?:ly)?|safety (?:risk|hazard|issue|concern)"
            r"|nearly (?:hit|killed|fell"
            r"|crashed)|could have (?:died|killed|been killed)|smoke (?:came|coming)|overheat\w*|sparks"
            r"|injur(?:y|ies|ed)|bleeding|in hospital|electric(?:al)? shock|caught fire"
            r"|i fell (?:off|down|over)"
            r"|(?:son|daughter|child|kid|baby|toddler|wife|husband|mother|father|mum|mom|dad|grandm\w+"
            r"|grandf\w+) (?:\w+ )?(?:fell|hurt|cut|burn(?:ed|t)|choked)",
        ),
    )
)


def at_stake(text: str) -> str | None:
    """What is at stake by the words of a text: account, money, stranded, safety; None for nothing."""
    plain = text.replace("’", "'")
    return next((kind for kind, pattern in _STAKES if pattern.search(plain)), None)
