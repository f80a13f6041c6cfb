from collections import Counter
from pathlib import Path

from tests.everything import (
    ONCE,
    ROOT,
    STORM,
    Part,
    Result,
    closing_line,
    count,
    roomy,
    slow_parts,
    unit_parts,
)


def test_pytest_s_summary_is_counted() -> None:
    lines = ["F..s\n", "FAILED tests/x.py\n", "1 failed, 12 passed, 2 skipped, 3 warnings in 4.20s\n"]
    assert count(lines) == Counter(failed=1, passed=12, skipped=2, warning=3)


def test_node_s_summary_is_counted() -> None:
    assert count(["# tests 5\n", "# pass 4\n", "# fail 1\n", "# skipped 0\n"]) == Counter(passed=4, failed=1)


def test_an_error_counts_as_one() -> None:
    assert count(["1 passed, 1 error in 0.12s\n"]) == Counter(passed=1, error=1)


def test_the_closing_line_adds_up_in_pytest_s_words() -> None:
    part = Part("any", ())
    results = [Result(part, 0, Counter(passed=10), 1.0), Result(part, 1, Counter(passed=5, failed=2), 1.0)]
    assert closing_line(results, 61.0) == "===== 2 failed, 15 passed in 61.00s ====="


def test_what_is_left_out_of_the_quick_parts_is_in_the_whole() -> None:
    quick, whole = (
        {word for part in unit_parts(quick) for word in part.command} for quick in (True, False)
    )
    assert "not slow" in quick and "not slow" not in whole
    assert quick - {"-m", "not slow"} <= whole


def test_every_folder_of_tests_is_in_some_part() -> None:
    parts = [word for part in (*unit_parts(), *slow_parts()) for word in part.command]
    away = {word.removeprefix("--ignore=") for word in parts if word.startswith("--ignore=")}
    roots = {word for word in parts if word.startswith("tests/")}
    assert away - {STORM} <= roots | set(ONCE), "what one part leaves out, another runs"
    for path in (ROOT / "tests").rglob("test_*.py"):
        assert any(path.is_relative_to(ROOT / root) for root in roots), path


def test_only_a_folder_with_room_is_used(tmp_path: Path) -> None:
    assert roomy(tmp_path / "nowhere") is None
    assert roomy(tmp_path) in (None, tmp_path)
