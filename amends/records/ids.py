"""Ids and tokens: hard to guess, safe in an address, and stored as hashes where they open something."""

from __future__ import annotations

import hashlib
import secrets


def new_id() -> str:
    """A fresh id of 22 url-safe characters, 128 bits of chance."""
    return secrets.token_urlsafe(16)


def new_token() -> str:
    """A fresh secret token of 43 url-safe characters, 256 bits of chance."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is stored of a token: its SHA-256 in hexadecimal, which is enough for a token of full chance."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
