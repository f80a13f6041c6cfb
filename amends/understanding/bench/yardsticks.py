"""What a newcomer would reach for: a published lexicon, and plain lists of words."""

from __future__ import annotations

import re
from collections.abc import Callable

_FRUSTRATION = (
    "terrible awful horrible worst useless ridiculous unacceptable disgusting disgraceful pathetic joke "
    "disappointed disappointing frustrated frustrating annoyed annoying angry furious upset fed_up sick_of "
    "hate never still again waiting ignored lied rude broken failed fail wrong delayed cancelled nobody "
    "wtf ffs crap damn hell"
)
_ABUSE = (
    "idiot stupid dumb moron fuck fucking shit bitch bastard asshole useless shut_up hate_you loser ugly "
    "screw_you go_to_hell kill_yourself"
)
_PERSON = "human agent person representative operator someone speak_to talk_to call_me real manager"


def _pattern(words: str) -> re.Pattern[str]:
    options = "|".join(re.escape(word).replace("_", r"\s+") for word in words.split())
    return re.compile(rf"\b(?:{options})\b", re.IGNORECASE)


_LISTS = {"frustration": _pattern(_FRUSTRATION), "abuse": _pattern(_ABUSE), "person": _pattern(_PERSON)}


def keywords(name: str) -> Callable[[str], float]:
    """Return a count of the words of one list: frustration, abuse or person."""
    pattern = _LISTS[name]
    return lambda text: float(len(pattern.findall(text)))


def lexicon() -> Callable[[str], float]:
    """Return VADER's negativity of a text, -1..1; higher is worse."""
    from vaderSentiment.vaderSentiment import (  # type: ignore[import-untyped]
        SentimentIntensityAnalyzer,
    )

    analyzer = SentimentIntensityAnalyzer()
    return lambda text: -float(analyzer.polarity_scores(text)["compound"])
