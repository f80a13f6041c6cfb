"""Finds the details a case needs: order number, contact, name, date, amount, duration, product."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from re import Pattern

import phonenumbers

from amends.understanding.named_things import NamedThings
from amends.understanding.reading import Entity

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_ORDER = re.compile(
    r"\b(?P<code>[A-Z]{1,4}-\d{3,10})\b(?!-\w)"
    r"|\b(?:order|booking|reference|ref|confirmation|tracking|ticket|case|invoice|reservation|parcel|"
    r"account|claim)"
    r"\s*(?:(?:number|num|no|nr|id|code|ref|reference)\b\.?)?\s*(?:is|was|=|:)?\s*[:#]?\s*"
    r"(?P<named>(?=[A-Z-]*\d)[A-Z0-9][A-Z0-9-]{3,20})\b"
    r"|(?<![\w&])#\s?(?P<hash>\d{4,14})\b",
    re.IGNORECASE,
)
_YEAR_OR_WORD = re.compile(r"^(?:19|20)\d\d$")
_NUMBER = (
    r"(?:\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|"
    r"twenty|thirty|"
    r"forty|sixty|ninety|several|a\s+few|half\s+an?|a\s+couple\s+of)"
)
_DURATION = re.compile(
    rf"\b{_NUMBER}\s*(?:-\s*\d+\s*)?(?:\+\s*)?(?:whole\s+|full\s+|business\s+|working\s+)?"
    r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?)\b(?!\s+ago)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?:[£$€¥]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|INR|Rs\.?)\s?)\s?\d[\d,]*(?:\.\d{1,2})?k?"
    r"|\b\d[\d,]*(?:\.\d{1,2})?\s?(?:[£€$]|(?:USD|EUR|GBP|dollars?|bucks|pounds?|quid|euros?|pence|cents)\b)",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(r"\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})\b")
_NAME = re.compile(
    r"\b(?:[Mm]y (?:full )?name(?:'s| is)|[Nn]ame ?[:=]|[Tt]his is|[Ii]t's under|"
    r"[Uu]nder the name(?: of)?|[Cc]all me)\s+"
    r"(?P<name>[A-Z][a-z'’-]+(?:\s+(?:van|de|der|la|al|bin|O')?\s?[A-Z][a-z'’-]+){0,3})"
)
_ENOUGH_DIGITS = re.compile(r"(?:\d[\s().+-]*){8,}")
_SURE_REGIONS = ("US", "GB")
_REGIONS = (*_SURE_REGIONS, "IE", "AU", "IN", "NG", "DE", "FR")
# What a rule found is surer than what spaCy found, and an e-mail address is surer than anything inside it.
_ORDER_OF_TRUST = ("email", "order_number", "phone", "money", "duration", "date", "person", "product")


def _orders(text: str) -> list[Entity]:
    found = []
    for match in _ORDER.finditer(text):
        group = match.lastgroup or "code"
        value = match.group(group).upper().strip("-")
        if sum(letter.isdigit() for letter in value) >= 3 and not _YEAR_OR_WORD.match(value):
            found.append(Entity("order_number", value, match.start(group), match.start(group) + len(value)))
    return found


def _phones(text: str) -> list[Entity]:
    if not _ENOUGH_DIGITS.search(text):
        return []
    for region in _REGIONS:
        matches = list(phonenumbers.PhoneNumberMatcher(text, region))
        if matches:
            return [Entity("phone", _phone_value(one, region), one.start, one.end) for one in matches]
    return []


def _phone_value(match: phonenumbers.PhoneNumberMatch, region: str) -> str:
    """Return the international form where the country is sure, and else the customer's own digits."""
    if region in _SURE_REGIONS or match.raw_string.startswith("+"):
        return str(phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164))
    return "".join(letter for letter in match.raw_string if letter.isdigit())


def _plain(kind: str, pattern: Pattern[str], text: str) -> list[Entity]:
    return [Entity(kind, match.group(0), match.start(), match.end()) for match in pattern.finditer(text)]


def product_pattern(products: Sequence[str]) -> Pattern[str] | None:
    """Return a pattern for the product words a business lists, or None when it lists none."""
    if not products:
        return None
    words = sorted({re.escape(one.strip().lower()) for one in products if one.strip()}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})s?\b", re.IGNORECASE)


class EntityFinder:
    """Rules first, then spaCy; of two findings on the same characters the surer one stays."""

    def __init__(self, named_things: NamedThings, lookups: Mapping[str, Sequence[str]]) -> None:
        """Take spaCy's part and the words lists by entity name (only ``product`` is used)."""
        self._named_things = named_things
        self._products = product_pattern(lookups.get("product", ()))

    def find_all(self, texts: Sequence[str]) -> list[tuple[Entity, ...]]:
        """Return the entities of each text, in the order they stand in it; none overlap."""
        named = self._named_things.find_all(texts)
        return [_apart(self._by_rule(text) + found) for text, found in zip(texts, named, strict=True)]

    def find(self, text: str) -> tuple[Entity, ...]:
        """Return the entities of one text."""
        return self.find_all([text])[0]

    def _by_rule(self, text: str) -> list[Entity]:
        found = _plain("email", _EMAIL, text) + _orders(text) + _phones(text)
        found += _plain("money", _MONEY, text) + _plain("duration", _DURATION, text)
        found += _plain("date", _NUMERIC_DATE, text)
        found += [
            Entity("person", match.group("name"), match.start("name"), match.end("name"))
            for match in _NAME.finditer(text)
        ]
        if self._products:
            found += [
                Entity("product", one.value.lower(), one.start, one.end)
                for one in _plain("product", self._products, text)
            ]
        return found


def _apart(found: Sequence[Entity]) -> tuple[Entity, ...]:
    kept: list[Entity] = []
    for one in sorted(found, key=lambda e: (_ORDER_OF_TRUST.index(e.entity), e.start - e.end)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda e: e.start))
