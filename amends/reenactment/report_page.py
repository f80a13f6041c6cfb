"""The report about a replay as a page: figures, the commands that made them, and what they cannot say."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from amends.reenactment.replayed import Replayed, count, read_replayed

CHECKER = Path(__file__).resolve().parents[2] / "tests" / "conversations" / "check_replay.py"
BANDS = ("calm", "irritated", "frustrated", "hostile")
SEVERITIES = ("low", "medium", "high", "critical")
# The checker prints texts of broken promises before its last line, and those are not for a report.
VERDICT = re.compile(r"violations: (none|[0-9a-z ,]+)$")

INTRODUCTION = """\
# What a replay of real conversations shows

Recorded conversations with angry customers are sent, customer's side only, through the whole running house:
chat, desk, assistant, actions, database. Nobody is on duty. This page holds counts of what came of it, and no
text of any conversation. The source, `{source}`, is a public data set: it is
described where it lies and is no part of this repository. `make replay-report` makes the page anew, with:

```
amends replay {source} --out OUT.jsonl
amends replay-report OUT.jsonl --source {source} --to docs/replay-report.md
```
"""

LIMITS = """\
## What this page cannot say

- The recorded customers answered somebody else. They do not react to what our assistant says, so later turns
  are harder than they would be, answers to our questions are missing, and nobody is ever calmed down.
- Bands, intents and categories are the house's own readings. They are counts, not a measure of how right they
  are; `docs/understanding.md` measures that on labelled sets.
- A turn makes several moves, and each is counted as often as it was made.
- A case or a handoff says that the matter was put on record or passed on, not that the customer was content.
- The times are those of the machine that ran the replay, four conversations at once; `waited` includes the
  replay's own looking for the answer every 80 ms. `docs/performance.md` measures times properly.
- The checker's rules are patterns over texts. A promise that it does not know, it does not miss.
"""


def write_report(out: Path, to: Path | None, source: Path | None, name: str | None = None) -> None:
    """Write the page about an output file to a file or to stdout; with `source` its promises are checked.

    `name` is how the page calls the source. Raises BadReplay or OSError.
    """
    found = count(read_replayed(out))
    verdict = check(out, source) if source is not None else "not checked (no source was given)"
    text = page(found, name or (str(source) if source else "FILE.jsonl"), verdict)
    if to is None:
        print(text, end="")
    else:
        to.write_text(text, encoding="utf-8")


def check(out: Path, source: Path) -> str:
    """The verdict of the independent checker, as counts by rule."""
    command = [sys.executable, str(CHECKER), str(out), "--source", str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    last = (done.stdout.splitlines() or [""])[-1]
    verdict = VERDICT.search(last)
    return verdict[1] if verdict else f"the checker gave no verdict (exit code {done.returncode})"


def page(found: Replayed, source: str, violations: str) -> str:
    """The whole page in Markdown."""
    facts = [
        ("conversations", f"{found.conversations}"),
        ("customer turns", f"{found.turns}"),
        ("conversations that ended in an error", f"{found.errors}"),
        ("conversations with a case", _share(found.cases, found.conversations)),
        ("conversations handed off to a person", _share(found.handed_off, found.conversations)),
        ("turn in which a person was first asked for, median", f"{found.handoff_turns.p50:g}"),
        ("promises on record", ", ".join(f"{name} {n}" for name, n in found.promises.most_common()) or "0"),
        ("violations of the invariants, by rule", violations),
    ]
    times = [
        ("in the assistant, actions included", found.inside_ms.p50, found.inside_ms.p95),
        ("until the replay saw the answer", found.waited_ms.p50, found.waited_ms.p95),
    ]
    parts = [
        INTRODUCTION.format(source=source),
        "## In short\n\n" + _table(("", ""), facts),
        "## Cases\n\n" + _counts("category", found.categories),
        _counts("severity", found.severities, SEVERITIES),
        _counts("priority", found.priorities),
        "## Handoffs by reason\n\n" + _counts("reason", found.handoffs),
        "## Frustration\n\n" + _counts("band, over turns", found.bands, BANDS),
        _counts("peak, over conversations", found.peaks, BANDS),
        "## What was read and done\n\n" + _counts("intent, over turns", found.intents),
        _counts("move", found.moves),
        "## Times of turns\n\n"
        + _table(("", "p50 ms", "p95 ms"), [(name, f"{p50:.0f}", f"{p95:.0f}") for name, p50, p95 in times]),
        LIMITS,
    ]
    return "\n".join(parts)


def _counts(title: str, counts: Counter[str], order: tuple[str, ...] = ()) -> str:
    """A table of labels with count and share; in the order given, or by count."""
    total = counts.total()
    known = [name for name in order if counts[name]]
    names = [*known, *(name for name, _ in counts.most_common() if name not in known)]
    rows = [(name, f"{counts[name]}", _percent(counts[name], total)) for name in names]
    return _table((title, "count", "share"), rows) if rows else f"No {title}.\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _share(part: int, whole: int) -> str:
    return f"{part} ({_percent(part, whole)})"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"
