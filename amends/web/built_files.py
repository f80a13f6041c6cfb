"""Files that browsers keep: compressed once, named by their content, asked for again only when changed."""

import gzip
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
# A name with the content's mark in it means the same bytes for ever.
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
MARK = "v"
# Below this, the headers weigh more than what compressing saves.
WORTH_COMPRESSING = 200


@dataclass(frozen=True)
class Built:
    """One state of a file; `changed_ns` is the file's time, `mark` stands for its content."""

    changed_ns: int
    content: bytes
    compressed: bytes
    mark: str

    def answer(self, request: Request, media_type: str, headers: Mapping[str, str]) -> Response:
        """The file, compressed for who takes that, or 304 when the browser has it already."""
        # Weak, because the compressed and the plain bytes share it.
        sent = {"ETag": f'W/"{self.mark}"', "Vary": "Accept-Encoding", **headers}
        known = [
            tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")
        ]
        if f'"{self.mark}"' in known:
            return Response(status_code=304, headers=sent)
        if len(self.content) >= WORTH_COMPRESSING and takes_gzip(request):
            sent["Content-Encoding"] = "gzip"
            return Response(self.compressed, media_type=media_type, headers=sent)
        return Response(self.content, media_type=media_type, headers=sent)


class BuiltFile:
    """A file's bytes and mark, read again only when it has changed."""

    def __init__(self, path: Path) -> None:
        """The file at `path`, which may not exist yet."""
        self._path = path
        self._built: Built | None = None

    def newest(self) -> Built:
        """The file as it is now; raises FileNotFoundError."""
        changed_ns = self._path.stat().st_mtime_ns
        if self._built is None or self._built.changed_ns != changed_ns:
            content = self._path.read_bytes()
            mark = sha256(content).hexdigest()[:32]
            self._built = Built(changed_ns, content, gzip.compress(content, 9, mtime=0), mark)
        return self._built


@cache
def _file(path: Path) -> BuiltFile:
    return BuiltFile(path)


def asset(name: str) -> str:
    """The address of a static file with the mark of its content; without one while it is not built."""
    try:
        return f"/static/{name}?{MARK}={_file(STATIC / name).newest().mark[:12]}"
    except FileNotFoundError:
        return f"/static/{name}"


class KeptFiles(StaticFiles):
    """The folder of static files."""

    def file_response(
        self, full_path: Any, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """One file of the folder, which Starlette has made sure that it is in."""
        path, request = Path(full_path), Request(scope)
        built = _file(path).newest()
        given = request.query_params.get(MARK, "")
        named = len(given) >= 12 and built.mark.startswith(given)
        media_type = guess_type(path.name)[0] or "application/octet-stream"
        return built.answer(request, media_type, {"Cache-Control": FOR_EVER if named else ASK_AGAIN})


def takes_gzip(request: Request) -> bool:
    """Whether whoever asks can undo gzip."""
    offers = request.headers.get("accept-encoding", "").lower().split(",")
    return any(
        offer.split(";")[0].strip() == "gzip" and "q=0" not in offer.replace("q=0.", "") for offer in offers
    )
