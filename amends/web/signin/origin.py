"""Refuses unsafe requests that another site made a browser send."""

import binascii
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from amends.web.refused import because

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
TOKEN_HEADER = "X-CSRF-Token"
TOKEN_FIELD = "csrf_token"


def check_origin(request: Request, public_url: str) -> None:
    """Raise 403 unless an unsafe request says that it comes from one of our own pages."""
    if request.method in SAFE_METHODS:
        return
    claimed = request.headers.get("origin") or _origin_of(request.headers.get("referer", ""))
    own = {_origin_of(public_url), f"{request.url.scheme}://{request.headers.get('host', '')}"}
    if not claimed or claimed not in own:
        because(request, "foreign_origin")
        raise HTTPException(403, "This request did not come from one of our own pages.")


def masked(token: str) -> str:
    """The session's token in another shape for each page.

    Pages are sent compressed and hold what customers wrote; from the size of many such pages a listener could
    work out a secret that stands in all of them.
    """
    pad = secrets.token_bytes(len(token))
    return urlsafe_b64encode(pad + _crossed(pad, token.encode())).decode()


def _unmasked(given: str) -> bytes:
    try:
        both = urlsafe_b64decode(given.encode())
    except (binascii.Error, ValueError):
        return b""
    half = len(both) // 2
    return _crossed(both[:half], both[half:])


def _crossed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=False))


async def check_token(request: Request, expected: str) -> None:
    """Raise 403 unless an unsafe request carries the session's token, in a header or in its form."""
    if request.method in SAFE_METHODS:
        return
    given = request.headers.get(TOKEN_HEADER)
    if given is None:
        field = (await request.form()).get(TOKEN_FIELD)
        given = field if isinstance(field, str) else ""
    if not any(hmac.compare_digest(form, expected.encode()) for form in (given.encode(), _unmasked(given))):
        because(request, "wrong_csrf_token")
        raise HTTPException(403, "This page is out of date. Please reload it and try again.")


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""
