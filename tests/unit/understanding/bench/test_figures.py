import json
from pathlib import Path

import pytest

from amends.understanding.bench import figures
from amends.understanding.bench.figures import FiguresUnreadable, regressions


def some(auroc: float = 0.9, error: float = 0.03, rows: int = 100) -> dict[str, object]:
    signal = {"rows": rows, "auroc": auroc, "calibration_error": error}
    return {
        "public": {
            "tasks": [
                {"task": "abuse", "auroc": auroc, "average_precision": 0.8, "rows": rows},
                {"task": "empty", "auroc": None, "average_precision": None, "rows": 0},
            ]
        },
        "own": {
            "frustration": {"calibration_error": error, "band_accuracy": 0.8, "rows": rows},
            "signals": {"abuse": signal},
            "intents": {"top1": 0.7, "top3": 0.9, "rows": rows},
        },
        "intents": {"banking77": {"in_scope_accuracy": 0.93, "oos_auroc": None, "rows": rows}},
        "cost": {"median_ms": 14.0},
    }


def test_what_stayed_or_became_better_is_no_regression() -> None:
    assert regressions(some(), some(), 0.01) == []
    assert regressions(some(0.95, 0.01), some(), 0.01) == []
    assert regressions(some(0.895, 0.035), some(), 0.01) == []
    assert regressions(some(0.89, 0.04), some(), 0.01) == [], "the tolerance itself is tolerated"


def test_what_became_worse_is_named() -> None:
    assert regressions(some(auroc=0.88), some(), 0.01) == [
        "abuse, auroc: 0.9000 became 0.8800",
        "own text, abuse, auroc: 0.9000 became 0.8800",
    ]
    worse = regressions(some(error=0.05), some(), 0.01)
    assert worse[0] == "own text, calibration error: 0.0300 became 0.0500"


def test_a_sample_is_not_held_against_the_whole() -> None:
    assert regressions(some(0.5, rows=10), some(), 0.01) == []


def test_a_part_that_was_not_measured_cannot_be_worse() -> None:
    assert regressions({}, some(), 0.01) == []
    assert regressions(some(), {}, 0.01) == []


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    assert figures.recorded(path) == {}
    figures.write(path, some())
    assert figures.recorded(path) == some()
    assert list(json.loads(path.read_text())) == ["public", "own", "intents", "cost"]


@pytest.mark.parametrize("content", ["{", "[]"])
def test_figures_that_cannot_be_read_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "figures.json"
    path.write_text(content)
    with pytest.raises(FiguresUnreadable, match=r"figures\.json"):
        figures.recorded(path)
