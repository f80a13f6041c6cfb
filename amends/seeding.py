"""Invents the demo's people and writes their passwords where only the owner of the files reads them."""

from datetime import UTC, datetime
from pathlib import Path

from amends.records.database import Database
from amends.records.passwords import WeakPassword, hash_password, new_password
from amends.records.users import UserExists, add_user, set_password, user_by_email
from amends.supervisor.private_file import write_private

PASSWORDS = "demo-passwords"
DEMO_PEOPLE = (
    ("agent@example.com", "Robin Meyer", "agent"),
    ("trainer@example.com", "Toni Okafor", "trainer"),
)


class PersonRefused(Exception):
    """A person cannot be added; the text says why and what to do."""


def seed(database: Database, home: Path) -> str:
    """Make the demo's people unless they and their passwords are there; return what was made, or nothing.

    A lost password file is mended by giving both people new passwords.
    """
    place = home / PASSWORDS
    lines = []
    with database.session() as session:
        known = [user_by_email(session, email) for email, _, _ in DEMO_PEOPLE]
        if place.exists() and all(known):
            return ""
        for (email, name, role), person in zip(DEMO_PEOPLE, known, strict=True):
            password = new_password()
            hashed = hash_password(password)
            if person is None:
                add_user(
                    session, email=email, name=name, role=role, password_hash=hashed, at=datetime.now(UTC)
                )
            else:
                set_password(session, person.id, hashed)
            lines.append(f"{role:<8} {email:<22} {password}")
        write_private(place, "\n".join(lines) + "\n")
    return " and ".join(email for email, _, _ in DEMO_PEOPLE)


def add_person(database: Database, email: str, name: str, role: str, password: str) -> None:
    """Add one person who may sign in. Raises PersonRefused."""
    if "@" not in email:
        raise PersonRefused(f"{email!r} is no e-mail address.")
    try:
        hashed = hash_password(password)
        with database.session() as session:
            add_user(session, email=email, name=name, role=role, password_hash=hashed, at=datetime.now(UTC))
    except WeakPassword as error:
        raise PersonRefused(f"This will not do: {error}.") from None
    except UserExists:
        raise PersonRefused(f"There is already a person with the address {email}.") from None
