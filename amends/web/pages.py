"""Turns templates into answers: one Jinja environment, one set of security headers, one look for errors."""

import gzip
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException

from amends.web import plain_words
from amends.web.built_files import WORTH_COMPRESSING, asset, takes_gzip

TEMPLATES = Path(__file__).parent / "templates"

# Answers to machines stay JSON; everything else is read by a person.
MACHINE_PATHS = ("/chat", "/health", "/widget.js", "/static")

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": browsers would then send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}

# Half a millisecond for a full page; a higher level saves little more.
GZIP_LEVEL = 5

LOOK_COOKIE = "amends_look"
LOOKS = ("light", "dark")

EXPLANATIONS: Mapping[int, tuple[str, str]] = {
    400: ("That request could not be read", "Go back, reload the page and try again."),
    401: ("Please sign in", "Your session has ended, or you are not signed in yet."),
    403: ("This room is not open to you", "Your account does not have the role that this page needs."),
    404: ("There is nothing here", "The address may be mistyped, or what it named no longer exists."),
    405: ("That does not work this way", "Go back, reload the page and try again."),
    409: ("Someone was quicker", "This has changed in the meantime. Reload to see how it stands now."),
    413: ("That is too long", "Please shorten the text and send it again."),
    422: ("Something is missing", "Go back, check what you entered and try again."),
    429: ("Too many attempts", "Please wait a little before you try again."),
    500: ("Something went wrong on our side", "It is in the log. Nothing you sent before this was lost."),
    503: ("The desk is not ready yet", "Please try again in a few seconds."),
}


class SignInNeeded(Exception):
    """Raised where a page needs a signed-in person and there is none."""


@cache
def environment() -> Environment:
    """The one Jinja environment: escaping on everywhere, an unknown name is an error, not an empty string."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(plain_words.FILTERS)
    env.globals["asset"] = asset
    return env


def render(
    request: Request,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """Answer with a template; `visitor` (who is signed in, or None) is always known to it."""
    look = request.cookies.get(LOOK_COOKIE)
    known = {
        "visitor": getattr(request.state, "visitor", None),
        "path": request.url.path,
        # Light or dark, if somebody chose; assets/look.js writes it.
        "look": look if look in LOOKS else None,
    }
    page = environment().get_template(template).render({**known, **(context or {})})
    sent = {**SECURITY_HEADERS, "Vary": "Accept-Encoding", **(headers or {})}
    content = page.encode()
    if len(content) >= WORTH_COMPRESSING and takes_gzip(request):
        content, sent["Content-Encoding"] = gzip.compress(content, GZIP_LEVEL, mtime=0), "gzip"
    return HTMLResponse(content, status_code=status, headers=sent)


def error_response(request: Request, status: int, detail: str | None = None) -> Response:
    """An error in the same look as every other page, or as JSON `{error, detail}` for machine paths."""
    title, advice = EXPLANATIONS.get(status, EXPLANATIONS[500 if status >= 500 else 400])
    if request.url.path.startswith(MACHINE_PATHS):
        return JSONResponse({"error": title, "detail": detail or advice}, status_code=status)
    context = {"status": status, "title": title, "advice": detail or advice}
    template = "_notice.html" if request.headers.get("HX-Request") else "error.html"
    return render(request, template, context, status=status)


def redirect(path: str) -> RedirectResponse:
    """Send the browser on to a page of ours after something was done."""
    return RedirectResponse(path, status_code=303, headers=dict(SECURITY_HEADERS))


def ask_to_sign_in(request: Request) -> Response:
    """Lead a person to the sign-in page and back; tell a script plainly that it is signed out."""
    if request.headers.get("HX-Request"):
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in", **SECURITY_HEADERS})
    wants_page = "text/html" in request.headers.get("accept", "text/html")
    if request.method in ("GET", "HEAD") and wants_page:
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return redirect(f"/sign-in?next={quote(target, safe='/')}")
    return error_response(request, 401)


def install_pages(app: FastAPI) -> None:
    """Give the app its error pages and the way to the sign-in page."""

    async def on_http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        # Starlette fills in the bare phrase ("Not Found"); ours says more.
        own_words = error.detail if isinstance(error.detail, str) and " " in error.detail.strip() else None
        stock = {"Not Found", "Method Not Allowed", "Internal Server Error"}
        response = error_response(request, error.status_code, None if own_words in stock else own_words)
        response.headers.update(error.headers or {})
        return response

    async def on_sign_in_needed(request: Request, error: Exception) -> Response:
        return ask_to_sign_in(request)

    async def on_invalid(request: Request, error: Exception) -> Response:
        return error_response(request, 422)

    async def on_crash(request: Request, error: Exception) -> Response:
        return error_response(request, 500)

    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(SignInNeeded, on_sign_in_needed)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(Exception, on_crash)
