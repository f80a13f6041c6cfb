"""`amends corrections export DIR` and `check FILE…`: files out, and broken ones refused with their line."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from amends.records import corrections, transcripts
from amends.records.database import Database
from amends.rulebook.nlu_file import load_examples
from amends.rulebook.readings_file import load_readings
from amends.rulebook.scenario_file import load_scenario
from amends.rulebook.source import RulebookError, read
from amends.web.replay import known
from amends.web.replay.export_files import nlu_file, readings_file
from amends.web.replay.export_scenario import name_of, scenario_of

NLU, READINGS, TESTS = Path("nlu/corrections.yml"), Path("readings/corrections.jsonl"), Path("conversations")
# What is taught is looked at by a person first, so nothing is written where training or tests would find it.
GUARDED = ("data", "tests")


class ExportRefused(Exception):
    """Nothing was written; the text says why."""


def export(database: Database, folder: Path) -> list[Path]:
    """Write what was accepted into an own folder; the files written. Raises ExportRefused."""
    root = known.DOMAIN.parent
    if any(folder.resolve().is_relative_to(root / name) for name in GUARDED):
        raise ExportRefused(f"{folder} would be learned from or tested at once; choose a folder of its own.")
    files = {folder / path: text for path, text in _files(database).items() if text}
    if there := [path for path in files if path.exists()]:
        raise ExportRefused(f"{there[0]} is there already; choose another folder, or move it away.")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)


def check(paths: Iterable[Path]) -> tuple[list[str], list[str]]:
    """What is good in the files, and what is wrong with file and line, each as lines to print."""
    good, wrong = [], []
    for path in paths:
        try:
            good.append(f"{path}: {_kind(path)}")
        except RulebookError as error:
            wrong.append(str(error))
        except OSError as error:
            wrong.append(f"{path}:1: {error.strerror}")
    return good, wrong


def _kind(path: Path) -> str:
    if path.suffix == ".jsonl":
        return _counted(load_readings(path), "judged message")
    root = read(path)
    if isinstance(root.value, dict) and "nlu" in root.value:
        return _counted(load_examples(path, known.intents()), "example")
    return _counted(load_scenario(path).steps, "step")


def _counted(things: Sequence[object], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}, good"


def _files(database: Database) -> dict[Path, str]:
    with database.reading() as session:
        taught = corrections.taught(session)
        files = {NLU: nlu_file(taught), READINGS: readings_file(taught)}
        for conversation_id in dict.fromkeys(each.correction.conversation_id for each in taught):
            transcript = transcripts.read_transcript(session, conversation_id)
            assert transcript is not None
            told = corrections.corrections_of(session, conversation_id)
            path = TESTS / f"{name_of(transcript, told)}.yml"
            # Two conversations may prove the same; their names must not be the same.
            number = 2
            while path in files:
                path = TESTS / f"{name_of(transcript, told)}_{number}.yml"
                number += 1
            files[path] = scenario_of(transcript, told)
    return files
