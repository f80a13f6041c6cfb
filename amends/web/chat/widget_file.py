"""Serves the built widget with a tag of its content, so that browsers keep it and still notice a new one."""

import gzip
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

WIDGET = Path(__file__).parents[3] / "widget" / "dist" / "widget.js"
CACHE_CONTROL = "public, max-age=300, stale-while-revalidate=86400"


@dataclass(frozen=True)
class Built:
    """One build of the widget, compressed once; `changed_ns` is the file's time."""

    changed_ns: int
    content: bytes
    compressed: bytes
    tag: str


class WidgetFile:
    """The widget's bytes and tag, read again only when the file has changed."""

    def __init__(self, path: Path = WIDGET) -> None:
        """Serve the file at `path`, which may not exist yet."""
        self._path = path
        self._built: Built | None = None

    def answer(self, request: Request) -> Response:
        """The file, 304 when the browser has it, or 404 saying how it is built."""
        try:
            built = self._newest()
        except FileNotFoundError:
            body = {"error": "widget_not_built", "detail": "Build the widget first: npm ci && npm run build."}
            return JSONResponse(body, status_code=404, headers={"Cache-Control": "no-store"})
        headers = {
            # Weak, because the compressed and the plain bytes share it.
            "ETag": f"W/{built.tag}",
            "Cache-Control": CACHE_CONTROL,
            "Vary": "Accept-Encoding",
            # Shops load this script from their own pages.
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        known = request.headers.get("if-none-match", "").split(",")
        if built.tag in [tag.strip().removeprefix("W/") for tag in known]:
            return Response(status_code=304, headers=headers)
        if _takes_gzip(request):
            headers["Content-Encoding"] = "gzip"
            return Response(built.compressed, media_type="text/javascript", headers=headers)
        return Response(built.content, media_type="text/javascript", headers=headers)

    def _newest(self) -> Built:
        changed_ns = self._path.stat().st_mtime_ns
        if self._built is None or self._built.changed_ns != changed_ns:
            content = self._path.read_bytes()
            tag = f'"{sha256(content).hexdigest()[:32]}"'
            self._built = Built(changed_ns, content, gzip.compress(content, 9, mtime=0), tag)
        return self._built


def widget_router(widget: WidgetFile) -> APIRouter:
    """The address /widget.js."""
    router = APIRouter()
    router.add_api_route("/widget.js", widget.answer, methods=["GET", "HEAD"], response_model=None)
    return router


def _takes_gzip(request: Request) -> bool:
    offers = request.headers.get("accept-encoding", "").lower().split(",")
    return any(
        offer.split(";")[0].strip() == "gzip" and "q=0" not in offer.replace("q=0.", "") for offer in offers
    )
