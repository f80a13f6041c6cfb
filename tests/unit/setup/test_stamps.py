from pathlib import Path

import pytest

from setup.stamps import Stamps


@pytest.fixture
def stamps(tmp_path: Path) -> Stamps:
    (tmp_path / "widget" / "dist").mkdir(parents=True)
    (tmp_path / "widget" / "a.js").write_text("a")
    return Stamps(tmp_path)


def digest(stamps: Stamps) -> str:
    return stamps.of_files([stamps.root / "widget"])


def test_a_stamp_is_known_again_until_its_value_differs(stamps: Stamps) -> None:
    place = stamps.root / "node_modules" / ".stamp"
    assert not stamps.same(place, "one")
    stamps.put(place, "one")
    assert stamps.same(place, "one")
    assert not stamps.same(place, "two")


def test_contents_names_and_new_files_change_the_sum(stamps: Stamps) -> None:
    sums = [digest(stamps)]
    (stamps.root / "widget" / "a.js").write_text("b")
    sums.append(digest(stamps))
    (stamps.root / "widget" / "a.js").rename(stamps.root / "widget" / "c.js")
    sums.append(digest(stamps))
    (stamps.root / "widget" / "d.js").write_text("")
    sums.append(digest(stamps))
    assert len(set(sums)) == 4


def test_what_a_build_leaves_behind_does_not(stamps: Stamps) -> None:
    before = digest(stamps)
    (stamps.root / "widget" / "dist" / "widget.js").write_text("built")
    assert digest(stamps) == before
