from pathlib import Path

import pytest

from amends.understanding.bench.blocks import NoPlaceForFigures, put_into


def test_the_words_around_the_figures_stay(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    put_into(page, {"cost": "| old |", "public sets": "| other |"})
    page.write_text(page.read_text().replace("## Cost", "## What it costs\nFew words."))
    put_into(page, {"cost": r"| new \1 |"})
    text = page.read_text()
    assert r"| new \1 |" in text and "Few words." in text and "| other |" in text and "old" not in text


def test_a_page_without_a_place_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# No marks here\n")
    with pytest.raises(NoPlaceForFigures, match="cost"):
        put_into(page, {"cost": "| new |"})
