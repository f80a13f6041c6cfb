from pathlib import Path

import pytest

from amends.stopwatch.page import BEGIN, END, NoPlaceForFigures, put_into
from tests.unit.stopwatch.test_figures import a_run


def test_figures_replace_older_ones_and_the_words_around_them_stay(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(f"# Words\n\n{BEGIN}\nold figures\n{END}\n\nMore words.\n", encoding="utf-8")
    for _ in range(2):
        put_into(page, a_run())
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Words\n") and text.endswith("\n\nMore words.\n")
    assert "old figures" not in text and text.count(BEGIN) == text.count(END) == 1
    assert "| new conversation, turn without an action | 0.517 | at most 0.8 |" in text
    assert "| after 200, with an action | 1 | 66.0 | 66.0 | 0.33 |" in text
    assert "| eight at once, stock bot | 80 | 600.0 | 600.0 |  |" in text


@pytest.mark.parametrize("text", ["# Words\n", f"{BEGIN}\n", f"{END}\n{BEGIN}\n"])
def test_a_page_without_marks_stays_as_it_is(tmp_path: Path, text: str) -> None:
    page = tmp_path / "performance.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(NoPlaceForFigures, match=r"performance\.md"):
        put_into(page, a_run())
    assert page.read_text(encoding="utf-8") == text
