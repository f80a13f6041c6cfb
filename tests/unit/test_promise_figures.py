"""The figures of finding promises."""

import json
from io import StringIO
from pathlib import Path

from rich.console import Console

from amends.promise_figures import bench_promises

ROOT = Path(__file__).resolve().parents[2]


def printed(as_json: bool, held_out: bool) -> tuple[int, str]:
    """How the command ends and what it prints."""
    out = StringIO()
    code = bench_promises(ROOT, as_json, held_out, Console(file=out, width=200))
    return code, out.getvalue()


def test_both_halves_reach_what_was_asked_for() -> None:
    code, text = printed(as_json=True, held_out=False)
    figures = json.loads(text)
    assert code == 0
    for half in figures.values():
        assert half["precision"] >= 0.85
        assert half["recall"] >= 0.75
    assert "errors" in figures["built on"]
    assert "errors" not in figures["held out"]


def test_the_figures_are_told_in_words_too() -> None:
    code, text = printed(as_json=False, held_out=True)
    assert code == 0
    assert "held out: 164 sentences" in text
