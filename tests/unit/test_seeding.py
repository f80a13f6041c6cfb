import stat
from pathlib import Path

import pytest

from amends import seeding
from amends.records.database import Database, open_database
from amends.records.migrate import upgrade
from amends.records.passwords import verify_password
from amends.records.users import user_by_email


@pytest.fixture
def database(tmp_path: Path) -> Database:
    url = f"sqlite:///{tmp_path / 'amends.db'}"
    upgrade(url)
    return open_database(url)


def signs_in(database: Database, email: str, password: str) -> bool:
    with database.reading() as session:
        user = user_by_email(session, email)
        return user is not None and verify_password(user.password_hash, password)


def passwords(home: Path) -> list[tuple[str, str]]:
    lines = (home / seeding.PASSWORDS).read_text(encoding="utf-8").splitlines()
    return [(line.split()[1], line.split()[2]) for line in lines]


def test_the_written_passwords_open_the_door_and_only_their_owner_reads_them(
    database: Database, tmp_path: Path
) -> None:
    assert seeding.seed(database, tmp_path)
    assert len(passwords(tmp_path)) == 2
    assert all(signs_in(database, *pair) for pair in passwords(tmp_path))
    assert stat.S_IMODE((tmp_path / seeding.PASSWORDS).stat().st_mode) == 0o600


def test_a_second_time_nothing_changes(database: Database, tmp_path: Path) -> None:
    seeding.seed(database, tmp_path)
    before = passwords(tmp_path)
    assert seeding.seed(database, tmp_path) == ""
    assert passwords(tmp_path) == before


def test_a_lost_password_file_is_mended_with_new_passwords(database: Database, tmp_path: Path) -> None:
    seeding.seed(database, tmp_path)
    before = passwords(tmp_path)
    (tmp_path / seeding.PASSWORDS).unlink()
    assert seeding.seed(database, tmp_path)
    assert not any(signs_in(database, *pair) for pair in before)
    assert all(signs_in(database, *pair) for pair in passwords(tmp_path))


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("nobody", "long enough password", "no e-mail address"),
        ("a@example.com", "short", "12 characters"),
        ("agent@example.com", "long enough password", "already"),
    ],
)
def test_a_person_who_cannot_be_added_is_told_why(
    database: Database, tmp_path: Path, email: str, password: str, words: str
) -> None:
    seeding.seed(database, tmp_path)
    with pytest.raises(seeding.PersonRefused, match=words):
        seeding.add_person(database, email, "A", "agent", password)
