"""The brand file."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.rulebook import RulebookError
from amends.rulebook.brand_file import load_brand


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match=r"brand\.yml:1: the file is missing"):
        load_brand(tmp_path / "brand.yml")


def test_a_brand_knows_its_own_keys_only(tmp_path: Path) -> None:
    path = tmp_path / "brand.yml"
    path.write_text("person: a colleague\nphrases: [x]\n")
    with pytest.raises(RulebookError, match=r"brand\.yml:2: 'phrases' is not part of the brand"):
        load_brand(path)
