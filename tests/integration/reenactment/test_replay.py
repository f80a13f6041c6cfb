"""`amends replay` from the command line against the running house, judged by the independent checker."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conversations.check_replay import main as check_replay
from tests.house import ROOT, House

DIALOGUES = [
    ("late", ["Where is my parcel? It should have been here on Monday.", "The order is A-1004.", "ok"]),
    ("person", ["Your shop charged me twice!", "I want to talk to a person, please."]),
]


@pytest.mark.house
def test_a_replay_uses_the_running_house_and_keeps_every_promise(house: House, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for name, texts in DIALOGUES:
            turns = [{"speaker": "customer", "text": text} for text in texts]
            file.write(json.dumps({"dialogue_id": name, "turns": turns}) + "\n")
    own = {"AMENDS_HOME": str(house.home), "AMENDS_DATABASE_URL": house.database_url}
    environment = {**os.environ, **own}
    command = [sys.executable, "-m", "amends", "replay", str(source), "--out", str(out), "--on-duty"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr
    assert f"using the house that runs at {house.desk_url}" in done.stderr
    assert "conversations 2, turns 5, errors 0" in done.stderr
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["dialogue_id"] for line in lines] == ["late", "person"]
    assert lines[1]["handoff"]["reason"] == "customer_asked"
    assert check_replay([str(out), "--source", str(source)]) == 0
