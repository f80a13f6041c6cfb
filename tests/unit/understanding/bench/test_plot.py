from pathlib import Path

import pytest

from amends.understanding.bench.plot import draw_calibration

OWN = {
    "frustration": {
        "calibration_error": 0.02,
        "bins": [
            {"rows": 30, "predicted": 0.1, "judged": 0.12},
            {"rows": 9, "predicted": 0.8, "judged": 0.7},
        ],
    }
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_same_figures_give_the_same_picture(tmp_path: Path) -> None:
    draw_calibration(OWN, tmp_path / "images" / "a.svg")
    draw_calibration(OWN, tmp_path / "b.svg")
    first = (tmp_path / "images" / "a.svg").read_text()
    assert first == (tmp_path / "b.svg").read_text()
    assert first.startswith("<?xml") and "<dc:date>" not in first
