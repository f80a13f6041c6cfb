import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
BOT = {
    "config.yml": "recipe: default.v1\nlanguage: en\npipeline: [{name: KeywordIntentClassifier}]\n",
    "domain.yml": 'version: "3.1"\nintents: [greet, leave]\n',
    "data/nlu.yml": (
        'version: "3.1"\nnlu:\n'
        "- intent: greet\n  examples: |\n    - hello\n    - good day\n"
        "- intent: leave\n  examples: |\n    - goodbye\n    - see you\n"
    ),
}


def run(*words: str, cwd: Path, said: str = "") -> str:
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", *words]
    done = subprocess.run(
        command, input=said, cwd=cwd, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_any_trained_bot_tells_how_long_each_message_took(tmp_path: Path) -> None:
    for name, text in BOT.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    run("rasa", "train", "nlu", cwd=tmp_path)
    said = run("assistant.stock_pipeline", str(tmp_path), cwd=ROOT, said='"hello"\n"a \\"quoted\\" day"\n')
    told = [json.loads(line)["ms"] for line in said.splitlines() if line.startswith('{"ms":')]
    assert len(told) == 2 and min(told) > 0.0
