import os
import subprocess
import sys
from pathlib import Path

import pytest

from amends.records.database import Database, open_database
from amends.records.sole_desk import AnotherDesk, SoleDesk
from tests.databases import fresh_sqlite


def test_a_second_desk_on_the_same_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    database = open_database(fresh_sqlite(tmp_path))
    first, second = SoleDesk(database), SoleDesk(database)
    first.claim()
    first.claim()
    with pytest.raises(AnotherDesk) as refusal:
        second.claim()
    assert str(tmp_path / "amends.db") in str(refusal.value)
    assert "AMENDS_DATABASE_URL" in str(refusal.value)
    first.release()
    second.claim()
    second.release()
    database.close()


def test_the_lock_goes_with_the_process_that_had_it(tmp_path: Path) -> None:
    url = fresh_sqlite(tmp_path)
    program = (
        "import sys; from amends.records.database import open_database; "
        "from amends.records.sole_desk import SoleDesk; "
        f"SoleDesk(open_database({url!r})).claim(); print('mine', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "mine\n"
        database = open_database(url)
        with pytest.raises(AnotherDesk):
            SoleDesk(database).claim()
        other.kill()
        other.wait()
        SoleDesk(database).claim()
        database.close()


def test_only_its_owner_reads_the_lock_and_a_shared_or_passing_database_has_none(
    postgresql: Database, tmp_path: Path
) -> None:
    database = open_database(fresh_sqlite(tmp_path))
    desk = SoleDesk(database)
    desk.claim()
    assert oct((tmp_path / "amends.db.desk").stat().st_mode & 0o777) == "0o600"
    desk.release()
    database.close()
    before = sorted(os.listdir(tmp_path))  # noqa: PTH208 (names are all that is asked)
    for other in (postgresql, open_database("sqlite:///:memory:")):
        first, second = SoleDesk(other), SoleDesk(other)
        first.claim()
        second.claim()
    assert sorted(os.listdir(tmp_path)) == before  # noqa: PTH208
