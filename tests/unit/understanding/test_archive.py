import tarfile
from pathlib import Path

import pytest

from amends.understanding.archive import newest, unpack
from amends.understanding.storage import SETTINGS_NAME, TENSORS_NAME, ModelUnreadable


def _archive(path: Path, names: list[str]) -> Path:
    inside = path.parent / "inside"
    inside.write_text("content", encoding="utf-8")
    with tarfile.open(path, "w:gz") as tar:
        for name in names:
            tar.add(inside, arcname=name)
    return path


def test_the_two_files_are_taken_from_wherever_rasa_put_them(tmp_path: Path) -> None:
    archive = _archive(
        tmp_path / "m.tar.gz", [f"components/x/{SETTINGS_NAME}", f"components/x/{TENSORS_NAME}", "other"]
    )
    (tmp_path / "out").mkdir()
    unpack(archive, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {SETTINGS_NAME, TENSORS_NAME}


def test_no_member_is_written_outside(tmp_path: Path) -> None:
    archive = _archive(tmp_path / "m.tar.gz", [f"../../{SETTINGS_NAME}", f"../{TENSORS_NAME}"])
    (tmp_path / "a" / "b").mkdir(parents=True)
    unpack(archive, tmp_path / "a" / "b")
    assert not (tmp_path / SETTINGS_NAME).exists() and not (tmp_path / "a" / TENSORS_NAME).exists()


def test_an_archive_without_a_reader_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable, match="train it again"):
        unpack(_archive(tmp_path / "m.tar.gz", ["other"]), tmp_path)


def test_the_newest_archive_is_taken(tmp_path: Path) -> None:
    import os

    for age, name in enumerate(("b", "a")):
        os.utime(_archive(tmp_path / f"{name}.tar.gz", []), (age, age))
    assert newest(tmp_path).name == "a.tar.gz"


def test_no_archive_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable, match="make train"):
        newest(tmp_path)
