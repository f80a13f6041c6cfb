from pathlib import Path

from amends.supervisor.house import LARGEST_LOG, put_by


def test_a_large_log_is_put_by_and_a_small_one_goes_on(tmp_path: Path) -> None:
    log = tmp_path / "desk.log"
    put_by(log)
    log.write_text("small")
    put_by(log)
    assert log.read_text() == "small"
    log.write_bytes(b"x" * (LARGEST_LOG + 1))
    put_by(log)
    assert not log.exists()
    assert (tmp_path / "desk.log.old").stat().st_size == LARGEST_LOG + 1
