"""The child command behind `amends read`: JSON lines in, the same lines with their readings out."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import chain, islice, tee
from pathlib import Path
from typing import IO, Any

from amends.understanding import archive, crew, lines
from amends.understanding.storage import ModelUnreadable

_BATCH = 32
# Below this a second process takes longer to start than it saves.
_FEW = 300


def _read(rows: Iterator[dict[str, Any]], total: int | None, model: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows with their readings; ``total`` is how many there are, where that is known."""
    from rich.console import Console
    from rich.progress import Progress

    for_texts, for_rows = tee(rows)
    texts = (row["text"] for row in for_texts)
    batches = iter(lambda: list(islice(texts, _BATCH)), [])
    workers = 1 if total is not None and total < _FEW else crew.cores()
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Reading", total=total)
        found = chain.from_iterable(crew.read_batches(batches, model, workers))
        for row, reading in zip(for_rows, found, strict=True):
            yield {**row, **reading}
            progress.advance(task)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="amends read", description="Read messages: intent, frustration, signals, entities."
    )
    parser.add_argument(
        "--in",
        dest="source",
        default="-",
        metavar="FILE",
        help="JSON lines with a text (default: standard input)",
    )
    parser.add_argument(
        "--out", dest="target", default="-", metavar="FILE", help="where to write (default: standard output)"
    )
    parser.add_argument(
        "--model",
        type=Path,
        help="a trained model archive or an unpacked reader (default: newest in models/)",
    )
    return parser.parse_args(arguments)


@contextmanager
def _source(name: str) -> Iterator[tuple[Iterator[dict[str, Any]], int | None]]:
    """Open the input: its rows, and their number where the whole of it could be checked before any work."""
    if name == "-" or not Path(name).is_file():
        with nullcontext(sys.stdin) if name == "-" else Path(name).open(encoding="utf-8") as stream:
            yield lines.rows(stream), None
        return
    with Path(name).open(encoding="utf-8") as file:
        total = sum(1 for _ in lines.rows(file))
        file.seek(0)
        yield lines.rows(file), total


@contextmanager
def _target(name: str) -> Iterator[IO[str]]:
    """Open the output; a file appears under its name only when all of it is written."""
    path = Path(name)
    if name == "-" or (path.exists() and not path.is_file()):
        with nullcontext(sys.stdout) if name == "-" else path.open("w", encoding="utf-8") as stream:
            yield stream
        return
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)  # It is still there only when something went wrong.


def _run(chosen: argparse.Namespace) -> None:
    with _source(chosen.source) as (rows, total), tempfile.TemporaryDirectory() as scratch:
        model = chosen.model or archive.newest(Path("models"))
        folder = model if model.is_dir() else archive.unpack(model, Path(scratch))
        written = 0
        with _target(chosen.target) as target:
            try:
                for row in _read(rows, total, folder):
                    print(json.dumps(row, ensure_ascii=False), file=target)
                    written += 1
            except lines.BadLine as error:
                # Only where the input could not be checked before: what is out already stays out.
                raise lines.BadLine(f"{error}; readings written before it: {written}") from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 when a line, a file or the model cannot be read."""
    chosen = _arguments(arguments)
    from concurrent.futures.process import BrokenProcessPool

    from amends.understanding.model_files import EncoderFilesAltered, EncoderFilesMissing

    bad = (
        lines.BadLine,
        ModelUnreadable,
        EncoderFilesMissing,
        EncoderFilesAltered,
        UnicodeDecodeError,
    )
    try:
        _run(chosen)
    except (*bad, BrokenProcessPool) as error:
        print(f"amends read: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"amends read: {error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
