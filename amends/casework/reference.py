"""The public number of a case, such as C-2026-000123, made and read."""

from __future__ import annotations

import re
from dataclasses import dataclass

# People type references without dashes, in lower case, or with fewer zeros.
_TYPED = re.compile(r"\bC[-\s]?(\d{4})[-\s]?(\d{1,9})\b", re.IGNORECASE)


@dataclass(frozen=True)
class CaseReference:
    """A case's year and its number within that year."""

    year: int
    number: int

    def __post_init__(self) -> None:
        """Refuse what could not be read back."""
        if not 1000 <= self.year <= 9999 or not 1 <= self.number <= 999_999_999:
            raise ValueError(f"no case reference can be made of year {self.year} and number {self.number}")

    def __str__(self) -> str:
        """The form that customers see."""
        return f"C-{self.year}-{self.number:06d}"


def find_reference(text: str) -> CaseReference | None:
    """The first case reference that a person typed in a text, or None."""
    for match in _TYPED.finditer(text):
        year, number = int(match[1]), int(match[2])
        if year >= 1000 and number >= 1:
            return CaseReference(year, number)
    return None
