"""All that a business may set, loaded together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from amends.deescalation.rulesets import Brand, PlaybookRules, Remedies
from amends.rulebook.brand_file import load_brand
from amends.rulebook.playbook_file import load_playbook
from amends.rulebook.remedies_file import load_remedies

# The folder of the project's own files, which the assistant reads too.
DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True)
class Rulebook:
    """Playbook, remedies and brand as typed objects."""

    playbook: PlaybookRules
    remedies: Remedies
    brand: Brand


def load_rulebook(folder: Path, instead: Mapping[str, str] | None = None) -> Rulebook:
    """Reads playbook.yml, remedies.yml and brand.yml of a folder; RulebookError names file and line.

    `instead` maps playbook, remedies or brand to a text that is read in place of the file.
    """
    texts = instead or {}
    return Rulebook(
        load_playbook(folder / "playbook.yml", texts.get("playbook")),
        load_remedies(folder / "remedies.yml", texts.get("remedies")),
        load_brand(folder / "brand.yml", texts.get("brand")),
    )


def rulebook_id(book: Rulebook) -> str:
    """Twelve hexadecimal digits that differ when anything in the rulebook does, on every Python."""
    return hashlib.sha256(repr(book).encode()).hexdigest()[:12]


@cache
def house_rulebook() -> Rulebook:
    """The project's own rulebook, read once in a process."""
    return load_rulebook(DATA)
