"""The figures of a run: what is printed for people and for programs, made from what was measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from rich.table import Table

from amends.stopwatch.course import Crowd, Pairs, acting, plain

JSON = dict[str, Any]


class TooFewTurns(Exception):
    """The script gave no turn of a kind that is to be compared."""


@dataclass(frozen=True)
class Run:
    """Everything that one run measured; memory in megabytes by process, times in seconds."""

    new: Pairs
    old: Pairs
    crowd: Crowd
    stock_crowd: Crowd
    memory_mb: Mapping[str, float]
    stock_memory_mb: float
    start_s: float
    stock_start_s: float
    machine: Mapping[str, Any]


def result(run: Run) -> JSON:
    """What `--json` prints; each ratio is our median divided by the stock bot's.

    `growth` compares our turns without an action after 200 turns with those of new conversations.
    """
    stock = median(_enough(run.new.stock, "the stock bot"))
    new_plain = median(_enough(plain(run.new.ours), "new conversations without an action"))
    new_acting = median(_enough(acting(run.new.ours), "new conversations with an action"))
    old_plain = median(_enough(plain(run.old.ours), "old conversations without an action"))
    old_all = median(_enough([turn.seconds for turn in run.old.ours], "old conversations"))
    old_stock = median(_enough(run.old.stock, "the stock bot in an old conversation"))
    return {
        "new": {"plain_ratio": round(new_plain / stock, 3), "action_ratio": round(new_acting / stock, 3)},
        "after_200": {"ratio": round(old_all / old_stock, 3), "growth": round(old_plain / new_plain, 3)},
        "turns_per_s": round(run.crowd.turns / run.crowd.elapsed_s, 1),
        "rss_mb": round(sum(run.memory_mb.values()), 1),
        "start_s": round(run.start_s, 1),
    }


def details(run: Run) -> JSON:
    """What stands behind the result: milliseconds of each kind of turn, processes, machine."""
    return {
        "turns": {name: spread(seconds) for name, seconds in kinds(run).items()},
        "inside_assistant_ms": round(median(turn.happened.elapsed_ms for turn in run.new.ours), 1),
        "stock_turns_per_s": round(run.stock_crowd.turns / run.stock_crowd.elapsed_s, 1),
        "stock_unanswered": {"new": run.new.unanswered, "after_200": run.old.unanswered},
        "rss_mb": dict(run.memory_mb),
        "stock_rss_mb": run.stock_memory_mb,
        "stock_start_s": round(run.stock_start_s, 1),
        "machine": dict(run.machine),
    }


def kinds(run: Run) -> dict[str, Sequence[float]]:
    """The seconds of every kind of turn, in the order of the table."""
    once = [turn.seconds for turn in run.new.ours if turn.happened.calls == 1]
    return {
        "new, stock bot": run.new.stock,
        "new, without an action": plain(run.new.ours),
        "new, with an action": acting(run.new.ours),
        "new, with one call": once,
        "after 200, stock bot": run.old.stock,
        "after 200, without an action": plain(run.old.ours),
        "after 200, with an action": acting(run.old.ours),
        "eight at once": run.crowd.seconds,
        "eight at once, stock bot": run.stock_crowd.seconds,
    }


def spread(seconds: Sequence[float]) -> JSON:
    """Count, median and 95th percentile in milliseconds; no figures for no turns."""
    if not seconds:
        return {"count": 0, "p50_ms": None, "p95_ms": None}
    p95 = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return {
        "count": len(seconds),
        "p50_ms": round(1000 * median(seconds), 1),
        "p95_ms": round(1000 * p95, 1),
    }


def yardstick_of(run: Run, kind: str) -> Sequence[float]:
    """The stock bot's turns that a kind of ours is compared with; none for the stock bot itself."""
    age, _, rest = kind.partition(",")
    stock = {"new": run.new.stock, "after 200": run.old.stock, "eight at once": run.stock_crowd.seconds}
    return [] if "stock" in rest else stock[age]


def table(run: Run) -> Table:
    """The kinds of turns for people, each beside the stock bot of the same age."""
    found = Table("turns", "count", "p50 ms", "p95 ms", "ratio to stock", box=None, pad_edge=False)
    for column in found.columns[1:]:
        column.justify = "right"
    for name, seconds in kinds(run).items():
        numbers = spread(seconds)
        yardstick = yardstick_of(run, name)
        ratio = f"{median(seconds) / median(yardstick):.2f}" if seconds and yardstick else ""
        cells = (str(numbers["count"]), str(numbers["p50_ms"] or "–"), str(numbers["p95_ms"] or "–"))
        found.add_row(name, *cells, ratio)
    return found


def lines(run: Run) -> list[str]:
    """The other figures for people, one line each."""
    found, more = result(run), details(run)
    processes = ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in run.memory_mb.items())
    machine = ", ".join(f"{name} {value}" for name, value in run.machine.items())
    return [
        f"turns a second, eight at once  {found['turns_per_s']}, stock bot {more['stock_turns_per_s']}",
        f"growth after 200 turns         {found['after_200']['growth']}",
        f"memory, MB                     {found['rss_mb']:.0f} ({processes}), "
        f"stock bot {run.stock_memory_mb:.0f}",
        f"start-up, seconds              {found['start_s']}, stock bot {more['stock_start_s']}",
        f"machine                        {machine}",
    ]


def _enough(seconds: Sequence[float], what: str) -> Sequence[float]:
    if not seconds:
        raise TooFewTurns(f"no turn was measured of {what}; a ratio would be made up")
    return seconds
