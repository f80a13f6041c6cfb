"""The child command behind `amends read`: JSON lines in, the same lines with their readings out."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

_BATCH = 32


class BadLine(ValueError):
    """An input line is not an object with a text."""


def _lines(source: IO[str]) -> list[tuple[int, dict[str, Any]]]:
    rows = []
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadLine(f"line {number}: not valid JSON ({error})") from error
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise BadLine(f'line {number}: needs an object with a string "text"')
        rows.append((number, row))
    return rows


def _read(rows: Sequence[tuple[int, dict[str, Any]]], model: Path | None) -> Iterator[dict[str, Any]]:
    # This process never needs TensorFlow, which spaCy's array library would import and wait seconds for.
    sys.modules.setdefault("tensorflow", None)  # type: ignore[arg-type]
    from rich.console import Console
    from rich.progress import Progress

    from amends.understanding import archive
    from amends.understanding.reader import Reader

    with tempfile.TemporaryDirectory() as scratch, Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Loading the model", total=len(rows))
        path = model or archive.newest(Path("models"))
        reader = Reader.load(path if path.is_dir() else archive.unpack(path, Path(scratch)))
        progress.update(task, description="Reading")
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            for (_, row), reading in zip(batch, reader.read([row["text"] for _, row in batch]), strict=True):
                yield {**row, **reading.to_dict()}
            progress.advance(task, len(batch))


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 when a line, a file or the model cannot be read."""
    chosen = _arguments(arguments)
    from amends.understanding.model_files import EncoderFilesAltered, EncoderFilesMissing
    from amends.understanding.storage import ModelUnreadable

    try:
        if chosen.source == "-":
            rows = _lines(sys.stdin)
        else:
            with Path(chosen.source).open(encoding="utf-8") as source:
                rows = _lines(source)
        _write(_read(rows, chosen.model), chosen.target)
    except (
        BadLine,
        ModelUnreadable,
        EncoderFilesMissing,
        EncoderFilesAltered,
        UnicodeDecodeError,
    ) as error:
        print(f"amends read: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"amends read: {error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
        return 2
    return 0


def _write(found: Iterator[dict[str, Any]], target: str) -> None:
    if target == "-":
        for row in found:
            print(json.dumps(row, ensure_ascii=False))
        return
    with Path(target).open("w", encoding="utf-8") as file:
        for row in found:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
