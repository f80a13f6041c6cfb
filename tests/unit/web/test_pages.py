import re
from collections.abc import Callable

import httpx
import pytest
from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from jinja2 import UndefinedError

from amends.web.built_files import STATIC
from amends.web.pages import environment, install_pages, render
from tests.staff_rooms import a_browser

PAGE_RULES = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
}


def an_app() -> FastAPI:
    app = FastAPI()
    install_pages(app)
    router = APIRouter()

    @router.get("/crash")
    @router.get("/chat/crash")
    def crash() -> None:
        raise RuntimeError("the secret reason")

    @router.get("/refuse")
    def refuse() -> None:
        raise HTTPException(403, "The <b>reason</b> in words.")

    @router.get("/number/{number}")
    def number(number: int) -> int:
        return number

    app.include_router(router)
    return app


@pytest.mark.parametrize(
    ("path", "status"), [("/nowhere", 404), ("/refuse", 403), ("/crash", 500), ("/number/one", 422)]
)
def test_errors_are_pages_in_the_look_of_the_house(path: str, status: int) -> None:
    answer = a_browser(an_app(), "http://testserver").get(path)
    assert answer.status_code == status
    assert f"Error {status}" in answer.text
    assert "/static/house.css" in answer.text
    assert {name: answer.headers[name] for name in PAGE_RULES} == PAGE_RULES
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_a_crash_says_nothing_about_its_cause() -> None:
    assert "secret reason" not in a_browser(an_app(), "http://testserver").get("/crash").text


def test_the_words_of_an_error_are_text() -> None:
    page = a_browser(an_app(), "http://testserver").get("/refuse").text
    assert "The &lt;b&gt;reason&lt;/b&gt; in words." in page


@pytest.mark.parametrize(("path", "status"), [("/chat/nowhere", 404), ("/chat/crash", 500)])
def test_machines_get_their_errors_as_json(path: str, status: int) -> None:
    answer = a_browser(an_app(), "http://testserver").get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "detail"}


def test_a_page_that_refreshes_itself_gets_the_words_alone() -> None:
    answer = a_browser(an_app(), "http://testserver").get("/refuse", headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


def test_a_method_that_a_page_does_not_know_names_those_it_does() -> None:
    answer = a_browser(an_app(), "http://testserver").put("/refuse")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


def test_a_name_that_a_template_does_not_know_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing_of_this_name }}").render()


def test_templates_have_no_inline_scripts_styles_or_handlers(stranger: Callable[[], httpx.Client]) -> None:
    # The content security policy would silently switch them off.
    for name in environment().list_templates():
        source, _, _ = environment().loader.get_source(environment(), name)  # type: ignore[union-attr]
        assert "style=" not in source, name
        assert " onclick" not in source, name
        assert "<style" not in source, name
        assert "<script>" not in source, name
        assert "|safe" not in source.replace(" ", ""), name


def test_what_a_page_shows_is_escaped() -> None:
    app = FastAPI()

    @app.get("/page")
    def page(request: Request) -> Response:
        return render(request, "_notice.html", {"title": "<i>t</i>", "advice": "a & b"})

    text = a_browser(app, "http://testserver").get("/page").text
    assert "&lt;i&gt;t&lt;/i&gt;" in text
    assert "a &amp; b" in text


@pytest.mark.parametrize(
    ("cookie", "shown"),
    [
        ("amends_look=dark", '<html lang="en" data-look="dark">'),
        ("amends_look=light", '<html lang="en" data-look="light">'),
        ('amends_look="><script>', '<html lang="en">'),
        ("amends_look=", '<html lang="en">'),
        ("", '<html lang="en">'),
    ],
)
def test_a_page_comes_in_the_colours_that_were_chosen(cookie: str, shown: str) -> None:
    answer = a_browser(an_app(), "http://testserver").get("/nowhere", headers={"Cookie": cookie})
    assert shown in answer.text


def test_every_colour_of_the_rooms_has_a_name_in_the_house(stranger: Callable[[], httpx.Client]) -> None:
    known = set(re.findall(r"^  --([a-z-]+):", (STATIC / "house.css").read_text(), re.MULTILINE))
    for sheet in sorted(STATIC.glob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        own = set(re.findall(r"--([a-z-]+):", text))
        assert set(re.findall(r"var\(--([a-z-]+)", text)) - known - own == set(), sheet.name
        rules = text if sheet.name != "house.css" else text[text.index("box-sizing") :]
        literal = re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"--[a-z-]+:[^;]+;", "", rules))
        assert literal == [], f"{sheet.name}: name these colours in house.css"


def test_a_page_is_compressed_for_who_takes_it() -> None:
    browser = a_browser(an_app(), "http://testserver")
    small, plain = (
        browser.get("/refuse", headers={"Accept-Encoding": each}) for each in ("gzip", "identity")
    )
    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert int(small.headers["content-length"]) < int(plain.headers["content-length"]) / 1.5
    assert small.text == plain.text
    assert small.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
