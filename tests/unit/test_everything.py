from collections import Counter

from tests.everything import Part, Result, closing_line, count


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
