"""Puts the figures of a run into a page, between two marks, so that the words around them stay."""

from pathlib import Path
from statistics import median

from amends.stopwatch.figures import Run, kinds, lines, result, spread, yardstick_of

BEGIN, END = "<!-- amends bench turn: figures -->", "<!-- end of figures -->"


class NoPlaceForFigures(Exception):
    """The page lacks the two marks between which the figures belong."""


def put_into(page: Path, run: Run) -> None:
    """Replace what stands between the marks. Raises NoPlaceForFigures or OSError."""
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise NoPlaceForFigures(f"{page} needs the lines {BEGIN} and {END}")
    page.write_text(f"{before}{BEGIN}\n{as_markdown(run)}\n{END}{after}", encoding="utf-8")


def as_markdown(run: Run) -> str:
    """Ratios first, then every kind of turn, then the rest."""
    found = result(run)
    new, old = found["new"], found["after_200"]
    targets = (
        ("new conversation, turn without an action", new["plain_ratio"], "at most 0.8"),
        ("new conversation, turn with an action", new["action_ratio"], "at most 1.2"),
        ("after 200 turns", old["ratio"], "at most 0.3"),
        ("eight conversations at once, turns a second", found["turns_per_s"], "at least 15"),
    )
    rows = ["| measure (ours / stock bot's median) | found | wanted |", "| --- | ---: | ---: |"]
    rows += [f"| {name} | {value} | {wanted} |" for name, value, wanted in targets]
    rows += ["", "| turns | count | p50 ms | p95 ms | ratio |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, seconds in kinds(run).items():
        numbers = spread(seconds)
        yardstick = yardstick_of(run, name)
        ratio = f"{median(seconds) / median(yardstick):.2f}" if seconds and yardstick else ""
        cells = (numbers["count"], numbers["p50_ms"], numbers["p95_ms"], ratio)
        rows.append(f"| {name} | {' | '.join(map(str, cells))} |")
    return "\n".join([*rows, "", "```", *lines(run), "```"])
