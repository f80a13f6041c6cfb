"""Passwords: made, hashed with argon2id and checked; only hashes are ever stored."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM_LENGTH = 12
# No 0/O, 1/l/I: people type these from a screen.
LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"

_hasher = PasswordHasher()
# The hash of a password nobody has, so that an unknown address costs as much time as a wrong password.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$t4+Ai8dm9CGp1LLrv+APLQ$MJdRuMxXr7/lnMDuuwgwOLJWtC2XBhW94YCRrzPekq4"


class WeakPassword(ValueError):
    """The password is too short to keep anybody out."""


def hash_password(password: str) -> str:
    """The argon2id hash of a password. Raises WeakPassword below twelve characters."""
    if len(password) < MINIMUM_LENGTH:
        raise WeakPassword(f"a password needs at least {MINIMUM_LENGTH} characters")
    return _hasher.hash(password)


def verify_password(stored: str | None, password: str) -> bool:
    """Whether a password fits a stored hash; with no hash it takes as long and says no."""
    try:
        return _hasher.verify(stored or _NOBODY, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def new_password() -> str:
    """A random password of 20 letters and digits, about 116 bits, easy to tell apart on a screen."""
    return "".join(secrets.choice(LETTERS) for _ in range(20))
