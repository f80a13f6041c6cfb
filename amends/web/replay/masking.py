"""Takes personal data out of customers' words before they are taught, and names what is left of it.

Stand-ins look like what they stand for, so that a sentence still reads and teaches as it did.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NAME = "Alex"
MAIL = "name@example.com"
# Seven digits, so that it is not taken for somebody's number again.
PHONE = "555 0100"
# These orders exist in the demo shop, so that a test conversation finds them.
ORDERS = tuple(f"A-100{number}" for number in range(1, 10))

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_ORDER = re.compile(r"\b[A-Za-z]{1,4}-\d{3,12}\b|(?<![\w&])#\s?\d{4,14}\b|\b(?=[A-Z]*\d)[A-Z\d]{6,24}\b")
_PHONE = re.compile(
    # Dates have as many digits.
    r"(?<![\w.-])(?!\d{4}-\d\d-\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{4}\b)"
    r"\+?\(?\d(?:[\s().\-/]{0,2}\d){7,14}(?!\w)"
)
_TOLD_NAME = re.compile(
    r"\b(?i:my (?:full )?name(?:'s| is)|this is|call me|under the name(?: of)?)\s+"
    r"(?P<name>[A-Z][a-z'’-]+(?:\s+[A-Z][a-z'’-]+){0,2})"
)
_NO_NAMES = frozenset({"not", "the", "mr", "mrs", "miss", "dr"})


@dataclass(frozen=True)
class Masked:
    """A text without the personal data that could be found, and what kinds of it were taken out."""

    text: str
    taken: tuple[str, ...]


class Mask:
    """Masks the words of one conversation; the same order number always gets the same stand-in."""

    def __init__(self, names: Iterable[str | None] = ()) -> None:
        """Take the names by which the customer is known."""
        words = {word for name in names if name for word in re.findall(r"[^\W\d_]{2,}", name)}
        words = {word for word in words if word.lower() not in _NO_NAMES}
        either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        self._name = re.compile(rf"\b(?:{either})(?:\s+(?:{either}))*\b", re.IGNORECASE) if words else None
        self._orders: dict[str, str] = {}

    def mask(self, text: str) -> Masked:
        """The text with stand-ins."""
        taken: list[str] = []

        def instead(kind: str, pattern: re.Pattern[str], words: str | None = None) -> None:
            def replaced(match: re.Match[str]) -> str:
                stand_in = words or self._order(match.group())
                if match.group() != stand_in:
                    taken.append(kind)
                return stand_in

            nonlocal text
            text = pattern.sub(replaced, text)

        instead("an e-mail address", _MAIL, MAIL)
        instead("an order number", _ORDER)
        instead("a phone number", _PHONE, PHONE)
        if self._name:
            instead("a name", self._name, NAME)
        text = _TOLD_NAME.sub(lambda match: self._told(match, taken), text)
        return Masked(text, tuple(dict.fromkeys(taken)))

    def left_in(self, text: str) -> tuple[str, ...]:
        """The kinds of personal data that a text still holds, as far as they can be told."""
        return self.mask(text).taken

    def _order(self, number: str) -> str:
        if number in ORDERS:
            return number
        return self._orders.setdefault(number, ORDERS[len(self._orders) % len(ORDERS)])

    @staticmethod
    def _told(match: re.Match[str], taken: list[str]) -> str:
        if match.group("name") == NAME:
            return match.group()
        taken.append("a name")
        return match.group()[: match.start("name") - match.start()] + NAME
