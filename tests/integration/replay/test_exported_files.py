"""What trainers take along is read by those who learn from it: Rasa's own reader, and our training."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from amends.records.corrections import Taught
from amends.records.tables import Correction
from amends.supervisor.processes import ASSISTANT_PYTHON, QUIET, ROOT
from amends.web.replay.export_files import nlu_file, readings_file
from tests.builders import a_reading

READ = """
import json, sys
from pathlib import Path
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from amends.understanding.rows import read_nlu, read_readings

folder = Path(sys.argv[1])
rasa = RasaYAMLReader().read(folder / "nlu/corrections.yml")
rows, _ = read_nlu(folder / "nlu")
print(json.dumps({
    "rasa": [[e.get("intent"), e.get("text"), e.get("entities") or []] for e in rasa.training_examples],
    "ours": [[row.intent, row.text] for row in rows],
    "readings": [[row.text, row.score, dict(row.signals)] for row in read_readings(folder / "readings")],
}))
"""
TEXTS = [
    "nobody came, again",
    "- a list?",
    "order [A-1003](order_number) is {late}",
    'see [this][that] and [x]{"entity": "y"}',
    "#hash 'single' \"double\" 100% | > : end:",
    "two\nlines and a\ttab",
    "null",
    "🙂 é 漢字 \u2028 \x07",
]


def taught(subject: str, was: str, right: str, text: str) -> Taught:
    correction = Correction(
        conversation_id=text, turn_number=1, subject=subject, was=was, right=right, text=text
    )
    return Taught(correction, {"reading": a_reading()})


@pytest.mark.slow
def test_rasa_and_our_training_read_the_files_as_they_were_meant(tmp_path: Path) -> None:
    if not ASSISTANT_PYTHON.exists():
        pytest.skip("the assistant's environment is missing (make set-up)")
    rows = [taught("intent", "greet", "report_ignored", text) for text in TEXTS]
    rows += [taught("intent", "greet", "thank", "cheers")]
    rows += [taught("band", "calm", "hostile", text) for text in TEXTS]
    rows += [taught("signal", "abuse: no", "abuse: yes", "you fools")]
    (tmp_path / "nlu").mkdir()
    (tmp_path / "readings").mkdir()
    (tmp_path / "nlu/corrections.yml").write_text(nlu_file(rows), encoding="utf-8")
    (tmp_path / "readings/corrections.jsonl").write_text(readings_file(rows), encoding="utf-8")
    done = subprocess.run(
        [str(ASSISTANT_PYTHON), "-c", READ, str(tmp_path)],
        env={**os.environ, **QUIET, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout.splitlines()[-1])
    expected = [
        "nobody came, again",
        "a list?",
        "order (A-1003)(order_number) is {late}",
        'see (this)(that) and (x){"entity": "y"}',
        "#hash 'single' \"double\" 100% | > : end:",
        "two lines and a tab",
        "null",
        "🙂 é 漢字",
    ]
    wanted = [["report_ignored", text] for text in expected]
    assert sorted(read["rasa"]) == sorted([*([*each, []] for each in wanted), ["thank", "cheers", []]])
    assert sorted(read["ours"]) == sorted([*wanted, ["thank", "cheers"]])
    assert [row[0] for row in read["readings"]] == [
        *(" ".join(text.split()).strip(" \x07\u2028") for text in TEXTS),
        "you fools",
    ]
    assert all(row[1] > 0.8 for row in read["readings"][:-1])
    assert read["readings"][-1][2]["abuse"] == 1.0
