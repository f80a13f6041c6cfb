from pathlib import Path

import pytest

from amends.stopwatch.stock_bot import StockBotFailed, environment, running_stock_bot, trained_bot


@pytest.fixture
def rasa(tmp_path: Path) -> Path:
    """A program in the place of Rasa's command, in an environment that holds Rasa 9.9.9."""
    program = tmp_path / "venv" / "bin" / "rasa"
    (tmp_path / "venv/lib/python3.10/site-packages/rasa-9.9.9.dist-info").mkdir(parents=True)
    program.parent.mkdir()
    return program


def script(program: Path, text: str) -> None:
    program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    program.chmod(0o755)


def test_the_bot_is_made_once_and_kept_by_version(rasa: Path, tmp_path: Path) -> None:
    script(rasa, 'echo "$*" >> "$0.calls"; mkdir models; : > models/a.tar.gz')
    for _ in range(2):
        folder = trained_bot(tmp_path / "cache", rasa)
    assert folder.name == "rasa-9.9.9"
    assert rasa.with_name("rasa.calls").read_text() == "init --no-prompt\n"
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["rasa-9.9.9"]


def test_a_training_that_fails_says_why_and_leaves_nothing(rasa: Path, tmp_path: Path) -> None:
    script(rasa, "echo the disk is full; exit 1")
    with pytest.raises(StockBotFailed, match="the disk is full"):
        trained_bot(tmp_path / "cache", rasa)
    assert list((tmp_path / "cache").iterdir()) == []


def test_without_the_environment_the_way_to_it_is_named(rasa: Path, tmp_path: Path) -> None:
    with pytest.raises(StockBotFailed, match="make set-up"):
        trained_bot(tmp_path / "cache", rasa)


def test_a_bot_that_ends_at_once_is_no_bot(rasa: Path, tmp_path: Path) -> None:
    script(rasa, "echo no model; exit 3")
    with pytest.raises(StockBotFailed, match="no model"), running_stock_bot(tmp_path, rasa):
        raise AssertionError("it never answered")


def test_the_stock_bot_gets_neither_our_settings_nor_limits_nor_telemetry() -> None:
    given = {"PATH": "/bin", "AMENDS_SECRET": "s", "OMP_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1"}
    assert environment(given) == {"PATH": "/bin", "RASA_TELEMETRY_ENABLED": "false"}
