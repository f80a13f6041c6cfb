"""All that a business may set, loaded together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from amends.deescalation.rulesets import Brand, PlaybookRules, Remedies
from amends.rulebook.brand_file import load_brand
from amends.rulebook.playbook_file import load_playbook
from amends.rulebook.remedies_file import load_remedies


@dataclass(frozen=True)
class Rulebook:
    """Playbook, remedies and brand as typed objects."""

    playbook: PlaybookRules
    remedies: Remedies
    brand: Brand


def load_rulebook(folder: Path) -> Rulebook:
    """Reads playbook.yml, remedies.yml and brand.yml of a folder; RulebookError names file and line."""
    return Rulebook(
        load_playbook(folder / "playbook.yml"),
        load_remedies(folder / "remedies.yml"),
        load_brand(folder / "brand.yml"),
    )
