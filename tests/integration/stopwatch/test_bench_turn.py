"""`amends bench turn` from the command line, in its short form: both bots run, are measured and are gone.

The bounds are loose, because other tests may share the machine; the figures that count are made on a quiet
one and stand in docs/performance.md.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.house import ROOT

# The stock bot is trained in the first run, and kept.
PATIENCE_S = 840


def processes_of(marker: str) -> list[str]:
    """The commands of processes that were started with this value in their environment."""
    found = []
    for process in psutil.process_iter():
        try:
            if marker in process.environ().values():
                found.append(" ".join(process.cmdline()))
        except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
    return found


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_bench_measures_both_bots_and_leaves_nothing_running(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    if not any((ROOT / "models").glob("*.tar.gz")):
        pytest.skip("no trained model in models/ (make train)")
    out, marker = tmp_path / "figures.json", f"bench-{tmp_path}"
    words = ("bench", "turn", "--repeat", "2", "--old-after", "20", "--json", "--out", str(out))
    done = subprocess.run(
        [sys.executable, "-m", "amends", *words],
        cwd=ROOT,
        env={**os.environ, "MARK_OF_THIS_TEST": marker},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    record_property("figures", found)
    print(found)
    assert set(found) == {"new", "after_200", "turns_per_s", "rss_mb", "start_s"}
    assert 0.05 < found["new"]["plain_ratio"] < 4
    assert 0.05 < found["new"]["action_ratio"] < 6
    assert 0.02 < found["after_200"]["ratio"] < 4
    assert 0.1 < found["after_200"]["growth"] < 4
    assert found["turns_per_s"] > 2
    assert 200 < found["rss_mb"] < 4000
    assert 1 < found["start_s"] < 240
    everything = json.loads(out.read_text(encoding="utf-8"))
    assert {key: everything[key] for key in found} == found
    assert everything["details"]["turns"]["eight at once"]["count"] == 240
    assert not processes_of(marker)
