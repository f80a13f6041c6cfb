import io
import json
import random

import pytest
from rich.console import Console

from amends.stopwatch.course import Crowd, Pairs, Timed
from amends.stopwatch.evidence import Happened
from amends.stopwatch.figures import Run, TooFewTurns, details, lines, result, spread, table


def timed(milliseconds: float, calls: int = 0) -> Timed:
    return Timed(milliseconds / 1000, Happened(calls, False, milliseconds / 2))


def a_run(**changes: object) -> Run:
    new = Pairs([timed(30), timed(32), timed(31), timed(60, 1), timed(90, 2)], [0.06, 0.064, 0.06])
    old = Pairs([timed(34), timed(66, 1), timed(34)], [0.2, 0.2, 0.24], unanswered=2)
    parts: dict[str, object] = {
        "new": new,
        "old": old,
        "crowd": Crowd(80, 4.0, (0.3,) * 80),
        "stock_crowd": Crowd(80, 8.0, (0.6,) * 80),
        "memory_mb": {"desk": 100.0, "assistant": 600.25},
        "stock_memory_mb": 1100.0,
        "start_s": 17.04,
        "stock_start_s": 30.0,
        "machine": {"cores": 2},
    }
    return Run(**{**parts, **changes})


def test_the_result_holds_the_promised_keys_and_nothing_else() -> None:
    assert result(a_run()) == {
        "new": {"plain_ratio": 0.517, "action_ratio": 1.25},
        "after_200": {"ratio": 0.17, "growth": 1.097},
        "turns_per_s": 20.0,
        "rss_mb": 700.2,
        "start_s": 17.0,
    }


def test_a_ratio_is_never_made_up_from_no_turns() -> None:
    only_plain = Pairs([timed(30)], [0.06])
    with pytest.raises(TooFewTurns, match="with an action"):
        result(a_run(new=only_plain))


def test_spread_counts_and_orders() -> None:
    seed = 20
    print(f"seed {seed}")
    seconds = [number / 1000 for number in range(1, 102)]
    random.Random(seed).shuffle(seconds)
    assert spread(seconds) == {"count": 101, "p50_ms": 51.0, "p95_ms": 96.0}
    assert spread([0.002]) == {"count": 1, "p50_ms": 2.0, "p95_ms": 2.0}
    assert spread([]) == {"count": 0, "p50_ms": None, "p95_ms": None}


def test_people_read_every_kind_beside_its_yardstick() -> None:
    console = Console(file=io.StringIO(), width=120)
    console.print(table(a_run()))
    shown = console.file.getvalue()
    rows = {line.split("  ")[0]: line.split() for line in shown.splitlines()}
    assert rows["new, without an action"][-1] == "0.52"
    assert rows["after 200, with an action"][-1] == "0.33"
    assert rows["eight at once"][-1] == "0.50"
    assert any("stock bot 10.0" in line for line in lines(a_run()))
    assert json.loads(json.dumps(details(a_run())))["stock_unanswered"] == {"new": 0, "after_200": 2}
