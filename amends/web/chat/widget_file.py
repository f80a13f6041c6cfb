"""Serves the built widget, which shops load under a name that never changes."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from amends.web.built_files import BuiltFile

WIDGET = Path(__file__).parents[3] / "widget" / "dist" / "widget.js"
CACHE_CONTROL = "public, max-age=300, stale-while-revalidate=86400"


class WidgetFile(BuiltFile):
    """The widget's bytes and mark."""

    def __init__(self, path: Path = WIDGET) -> None:
        """Serve the file at `path`, which may not exist yet."""
        super().__init__(path)

    def answer(self, request: Request) -> Response:
        """The file, 304 when the browser has it, or 404 saying how it is built."""
        try:
            built = self.newest()
        except FileNotFoundError:
            body = {"error": "widget_not_built", "detail": "Build the widget first: npm ci && npm run build."}
            return JSONResponse(body, status_code=404, headers={"Cache-Control": "no-store"})
        # Shops load this script from their own pages.
        headers = {"Cache-Control": CACHE_CONTROL, "Cross-Origin-Resource-Policy": "cross-origin"}
        return built.answer(request, "text/javascript", headers)


def widget_router(widget: WidgetFile) -> APIRouter:
    """The address /widget.js."""
    router = APIRouter()
    router.add_api_route("/widget.js", widget.answer, methods=["GET", "HEAD"], response_model=None)
    return router
