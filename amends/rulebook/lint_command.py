"""What `amends lint wording` prints: a finding a line, or everything as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from amends.deescalation.wording_checks import ERROR, WARNING
from amends.rulebook.brand_file import load_brand
from amends.rulebook.rulebook import DATA
from amends.rulebook.wording_lint import Linted, PlacedFinding, lint_files, lint_house


def lint_wording(files: Sequence[Path], as_json: bool, say: Callable[[str], object]) -> int:
    """Check the files, or the house's own texts when there are none; 1 when an error is among the findings.

    The voice is that of data/brand.yml in either case. RulebookError when a file cannot be read.
    """
    brand = load_brand(DATA / "brand.yml")
    linted = lint_files(files, brand) if files else lint_house(DATA, brand)
    say(json.dumps(_summed_up(linted), ensure_ascii=False, indent=2) if as_json else _page(linted))
    return 1 if linted.count(ERROR) else 0


def _page(linted: Linted) -> str:
    lines = [_line(one) for one in linted.findings]
    counts = f"{linted.count(ERROR)} errors, {linted.count(WARNING)} warnings in {linted.texts} texts"
    return "\n".join([*lines, counts])


def _line(one: PlacedFinding) -> str:
    finding, where = one.finding, f"{_near(one.place.path)}:{one.place.line}:"
    owner = f" {one.response}:" if one.response else ""
    return f"{where}{owner} {finding.severity}: {finding.rule}: “{finding.words}”: {finding.instead}"


def _summed_up(linted: Linted) -> dict[str, Any]:
    return {
        "texts": linted.texts,
        "errors": linted.count(ERROR),
        "warnings": linted.count(WARNING),
        "findings": [_as_row(one) for one in linted.findings],
    }


def _as_row(one: PlacedFinding) -> dict[str, Any]:
    return {
        "file": _near(one.place.path),
        "line": one.place.line,
        "response": one.response,
        "severity": one.finding.severity,
        "rule": one.finding.rule,
        "words": one.finding.words,
        "start": one.finding.start,
        "end": one.finding.end,
        "instead": one.finding.instead,
    }


def _near(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
