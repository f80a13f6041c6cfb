from pathlib import Path

import pytest

from amends.records.corrections import Wrong, judge, write_corrections
from amends.records.database import Database
from amends.web.replay.export_command import GUARDED, ExportRefused, check, export
from tests.builders import NOON, a_person, an_angry_conversation

ROOT = Path(__file__).parents[4]


def accept(database: Database, conversation_id: str, *wrongs: Wrong, text: str = "nobody came") -> None:
    with database.session() as session:
        trainer = session.connection().exec_driver_sql("SELECT max(id) FROM users").scalar() or 1
        for made in write_corrections(
            session, conversation_id, 2, wrongs, note="", text=text, made_by=trainer, at=NOON
        ):
            judge(session, made, accepted=True, text=None, by=trainer, at=NOON)


@pytest.fixture
def corrected(database: Database) -> Database:
    """Two conversations with an accepted intent, band and move, and one correction that is open."""
    tess = a_person(database, "Tess Moreau", role="trainer")
    for name in ("one", "two"):
        an_angry_conversation(database, id=name)
        accept(
            database, name, Wrong("move", "paraphrase", "apologise"), Wrong("band", "frustrated", "hostile")
        )
    accept(database, "one", Wrong("intent", "give_details", "report_ignored"), text="nobody came")
    with database.session() as session:
        wrong = [Wrong("intent", "give_details", "greet")]
        write_corrections(session, "one", 1, wrong, note="", text="open", made_by=tess, at=NOON)
    return database


def test_what_was_accepted_is_written_and_read_back(corrected: Database, tmp_path: Path) -> None:
    written = export(corrected, tmp_path / "out")
    names = sorted(str(path.relative_to(tmp_path / "out")) for path in written)
    assert names == [
        "conversations/turn_2_makes_apologise.yml",
        "conversations/turn_2_makes_apologise_2.yml",
        "nlu/corrections.yml",
        "readings/corrections.jsonl",
    ]
    good, wrong = check(written)
    assert wrong == []
    assert sorted(line.partition(": ")[2] for line in good) == [
        "1 example, good",
        "1 judged message, good",
        "3 steps, good",
        "3 steps, good",
    ]
    assert "open" not in (tmp_path / "out/nlu/corrections.yml").read_text()


def test_nothing_is_overwritten(corrected: Database, tmp_path: Path) -> None:
    first = export(corrected, tmp_path)
    first[0].write_text("mine")
    with pytest.raises(ExportRefused, match="is there already"):
        export(corrected, tmp_path)
    assert first[0].read_text() == "mine"


@pytest.mark.parametrize("folder", [ROOT / "data", ROOT / "data/nlu", ROOT / "tests/conversations/scenarios"])
def test_nothing_is_written_where_it_would_be_learned_at_once(corrected: Database, folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    with pytest.raises(ExportRefused, match="folder of its own"):
        export(corrected, folder)
    assert sorted(folder.rglob("*")) == before
    assert GUARDED == ("data", "tests")


def test_without_anything_accepted_nothing_is_written(database: Database, tmp_path: Path) -> None:
    assert export(database, tmp_path / "out") == []
    assert not (tmp_path / "out").exists()


def test_broken_files_are_named_with_their_line_and_good_ones_are_counted(tmp_path: Path) -> None:
    good, broken, rows = tmp_path / "good.yml", tmp_path / "broken.yml", tmp_path / "rows.jsonl"
    good.write_text("steps:\n  - say: hm\n")
    broken.write_text('version: "3.1"\nnlu:\n- intent: report_nothing\n  examples: |\n    - hm\n')
    rows.write_text('{"text": "hm", "band": "calm"}\n{"text": "hm", "band": "cross"}\n')
    lines, wrong = check([good, broken, rows, tmp_path / "missing.yml", tmp_path])
    assert lines == [f"{good}: 1 step, good"]
    assert [line.split(": ")[0] for line in wrong] == [
        f"{broken}:3",
        f"{rows}:2",
        f"{tmp_path}/missing.yml:1",
        f"{tmp_path}:1",
    ]
