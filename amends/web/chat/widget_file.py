"""Serves the built widget with a tag of its content, so that browsers keep it and still notice a new one."""

from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

WIDGET = Path(__file__).parents[3] / "widget" / "dist" / "widget.js"
CACHE_CONTROL = "public, max-age=300, stale-while-revalidate=86400"


class WidgetFile:
    """The widget's bytes and tag, read again only when the file has changed."""

    def __init__(self, path: Path = WIDGET) -> None:
        """Serve the file at `path`, which may not exist yet."""
        self._path = path
        self._changed_ns: int | None = None
        self._content = b""
        self._tag = ""

    def answer(self, request: Request) -> Response:
        """The file, 304 when the browser has it, or 404 saying how it is built."""
        try:
            changed_ns = self._path.stat().st_mtime_ns
            if changed_ns != self._changed_ns:
                self._content = self._path.read_bytes()
                self._tag = f'"{sha256(self._content).hexdigest()[:32]}"'
                self._changed_ns = changed_ns
        except FileNotFoundError:
            body = {"error": "widget_not_built", "detail": "Build the widget first: npm ci && npm run build."}
            return JSONResponse(body, status_code=404, headers={"Cache-Control": "no-store"})
        headers = {
            "ETag": self._tag,
            "Cache-Control": CACHE_CONTROL,
            # Shops load this script from their own pages.
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        known = [
            tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")
        ]
        if self._tag in known:
            return Response(status_code=304, headers=headers)
        return Response(self._content, media_type="text/javascript", headers=headers)


def widget_router(widget: WidgetFile) -> APIRouter:
    """The address /widget.js."""
    router = APIRouter()
    router.add_api_route("/widget.js", widget.answer, methods=["GET", "HEAD"], response_model=None)
    return router
