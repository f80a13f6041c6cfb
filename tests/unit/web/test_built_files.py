import os
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from amends.web import built_files
from amends.web.built_files import KeptFiles, asset
from tests.staff_rooms import a_browser

STYLES = "body { color: red; }\n" * 40


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> httpx.Client:
    """A browser before a folder with one style sheet and one picture."""
    monkeypatch.setattr(built_files, "STATIC", tmp_path)
    (tmp_path / "a.css").write_text(STYLES)
    (tmp_path / "mark.svg").write_text("<svg/>")
    app = FastAPI()
    app.mount("/static", KeptFiles(directory=tmp_path))
    return a_browser(app, "http://testserver")


def test_a_name_with_the_contents_mark_is_kept_for_ever(reader: httpx.Client) -> None:
    address = asset("a.css")
    assert address.startswith("/static/a.css?v=")
    answer = reader.get(address)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.text == STYLES


def test_changed_content_has_another_name_and_the_old_name_is_not_kept(
    reader: httpx.Client, tmp_path: Path
) -> None:
    before = asset("a.css")
    (tmp_path / "a.css").write_text("new")
    os.utime(tmp_path / "a.css", ns=(1, 1))
    assert asset("a.css") != before
    answer = reader.get(before)
    assert (answer.text, answer.headers["cache-control"]) == ("new", "no-cache")


@pytest.mark.parametrize(
    "path", ["/static/a.css", "/static/a.css?v=", "/static/a.css?v=0", "/static/a.css?v=a"]
)
def test_without_the_mark_the_browser_asks_and_is_told_that_it_has_it(
    reader: httpx.Client, path: str
) -> None:
    answer = reader.get(path)
    assert answer.headers["cache-control"] == "no-cache"
    again = reader.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_worth_it_is_compressed_for_who_takes_it(reader: httpx.Client) -> None:
    small = reader.get("/static/a.css", headers={"Accept-Encoding": "gzip"})
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < len(STYLES) / 5
    assert small.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in reader.get("/static/a.css", headers={"Accept-Encoding": "br"}).headers
    assert "content-encoding" not in reader.get("/static/mark.svg").headers


@pytest.mark.parametrize(
    "path", ["/static/../a.css", "/static/%2e%2e/a.css", "/static/nothing.css", "/static/"]
)
def test_nothing_else_is_served(reader: httpx.Client, path: str) -> None:
    assert reader.get(path).status_code in (404, 405)


def test_a_file_that_is_not_built_has_an_address_all_the_same(reader: httpx.Client) -> None:
    assert asset("dist/nothing.js") == "/static/dist/nothing.js"
