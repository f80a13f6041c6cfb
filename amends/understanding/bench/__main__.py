"""The child behind `amends bench understanding` and `amends bench intents`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the two; 0 when all is well, 1 when a figure became worse, 2 for what cannot be read."""
    chosen = _parser().parse_args(arguments)
    # Nothing here needs TensorFlow, which spaCy's array library would import and wait seconds for.
    sys.modules.setdefault("tensorflow", None)  # type: ignore[arg-type]
    from amends.understanding.bench.costs import StockSilent
    from amends.understanding.model_files import EncoderFilesAltered, EncoderFilesMissing
    from amends.understanding.storage import ModelUnreadable

    try:
        return int(chosen.run(chosen))
    except OSError as error:
        reason = f"{error.filename or 'a file'}: {error.strerror or error}"
    except (ValueError, EncoderFilesAltered, EncoderFilesMissing, ModelUnreadable, StockSilent) as error:
        # What we raise for rows, sets, figures and pages is a ValueError that names file and line.
        if type(error).__module__.split(".")[0] != "amends":
            raise
        reason = str(error)
    print(f"amends bench {chosen.command}: {reason}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="amends bench", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    whole = commands.add_parser("understanding")
    whole.add_argument("--data", type=Path)
    whole.add_argument("--model", type=Path)
    whole.add_argument("--page", type=Path)
    whole.add_argument("--json", action="store_true")
    whole.add_argument("--limit", type=int, default=0)
    whole.add_argument("--tolerance", type=float, default=0.01)
    whole.add_argument("--intents", action="store_true")
    whole.add_argument("--cost", action="store_true")
    whole.add_argument("--stock", type=Path)
    whole.set_defaults(run=_understanding)
    some = commands.add_parser("intents")
    for name in ("--train", "--test", "--data"):
        some.add_argument(name, type=Path)
    some.add_argument("--set")
    some.add_argument("--oos-label")
    some.add_argument("--json", action="store_true")
    some.set_defaults(run=_intents)
    return parser


def _understanding(chosen: argparse.Namespace) -> int:
    from amends.understanding.bench.command import PAGE, SHARED, Request, bench_understanding

    # A sample is for looking, not for the record.
    page = chosen.page or (None if chosen.limit else PAGE)
    alone = tuple(part for part in ("intents", "cost") if getattr(chosen, part))
    request = Request(
        parts=alone or Request.parts,
        data=chosen.data or SHARED,
        model=chosen.model,
        page=page,
        as_json=chosen.json,
        limit=chosen.limit,
        tolerance=chosen.tolerance,
        stock=chosen.stock,
    )
    return bench_understanding(request)


def _intents(chosen: argparse.Namespace) -> int:
    from amends.understanding.bench.command import SHARED
    from amends.understanding.bench.intents_command import IntentsRequest, bench_intents_command

    data = chosen.data or SHARED
    request = IntentsRequest(chosen.train, chosen.test, chosen.set, data, chosen.oos_label, chosen.json)
    return bench_intents_command(request)


if __name__ == "__main__":
    sys.exit(main())
