"""Every page in every state: for every eye, screen and hand, and without a complaint of the browser."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.showcase import CONVERSATIONS, MINE, WAITING, Showcase, a_showcase
from tests.browser.staff_driver import fits_the_screen, sign_in, window

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EMAILS = {"/console": "sam@example.com", "/replay": "tess@example.com"}
SCREENS = {"phone": (360, 780), "wide": (1440, 900)}
# A phone held upright, a window at 400 % and at 200 %, a tablet, and a wide screen.
WIDTHS = (320, 360, 640, 768, 1024, 1200, 1920)
OF_NOBODY = ("/sign-in", "/sign-in?next=/console", "/nowhere")
AXE = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}

# Keeps what the keyboard should reach (as no mark on it, which a refresh would lose), then says for each
# stop which one it is and whether that can be seen; in a chart the focus is drawn around what can be hit.
REACHABLE = """() => {
    const all = document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]');
    const chosenElsewhere = each => each.type === 'radio' && !each.checked
        && document.querySelector(`[name="${each.name}"]:checked`);
    const wanted = [...all].filter(each => each.checkVisibility({ visibilityProperty: true })
        && !each.matches(':disabled, [inert] *, [tabindex="-1"]') && !chosenElsewhere(each));
    window.stops = wanted;
    return wanted.map(each => each.outerHTML.slice(0, 120));
}"""
HERE = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const style = getComputedStyle(at);
    const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1.5)
        || style.boxShadow !== 'none'
        || [...at.querySelectorAll('.hit')].some(part => getComputedStyle(part).stroke !== 'none');
    return { stop: String(window.stops.indexOf(at)), seen, html: at.outerHTML.slice(0, 120) };
}"""


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Showcase]:
    """A desk full of life; the tests only look at it."""
    with a_showcase(tmp_path_factory.mktemp("showcase")) as showcase:
        yield showcase


def pages_of(show: Showcase, page: Page, room: str) -> Iterator[str]:
    """Each page of a room and of nobody's, opened; what is part of a page or a file to keep is left out."""
    for path in [*show.pages(room), *OF_NOBODY, *(other for other in EMAILS if other != room)]:
        if path.endswith("/events"):
            continue
        fetched = page.request.get(show.address + path)
        if not fetched.headers.get("content-type", "").startswith("text/html"):
            continue
        if not fetched.text().lstrip().startswith("<!doctype html>"):
            continue
        answer: Response | None = page.goto(show.address + path)
        assert answer is not None
        assert answer.status < 500, path
        yield path


def violations(page: Page) -> list[str]:
    """What axe finds, with the rule about the size of targets switched on."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("room", EMAILS)
def test_axe_finds_nothing_and_everything_fits(
    browser: Browser, show: Showcase, room: str, screen: str, scheme: Any
) -> None:
    width, height = SCREENS[screen]
    troubles, seen = [], 0
    with window(browser, viewport={"width": width, "height": height}, color_scheme=scheme) as page:
        sign_in(page, show.address, EMAILS[room])
        for path in pages_of(show, page, room):
            seen += 1
            troubles += [f"{path}: {each}" for each in violations(page)]
            troubles += [] if fits_the_screen(page) else [f"{path} is wider than the screen"]
    assert troubles == []
    assert seen >= len(CONVERSATIONS) + len(OF_NOBODY)


@pytest.mark.parametrize("room", EMAILS)
def test_nothing_sticks_out_at_any_width_or_magnification(
    browser: Browser, show: Showcase, room: str
) -> None:
    wide = []
    with window(browser) as page:
        sign_in(page, show.address, EMAILS[room])
        for path in pages_of(show, page, room):
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                wide += [] if fits_the_screen(page) else [f"{path} at {width}"]
    assert wide == []


@pytest.mark.parametrize("room", EMAILS)
def test_the_keyboard_reaches_everything_and_gets_away_from_it(
    browser: Browser, show: Showcase, room: str
) -> None:
    lost = []
    with window(browser) as page:
        sign_in(page, show.address, EMAILS[room])
        for path in pages_of(show, page, room):
            page.evaluate("document.activeElement?.blur()")
            wanted: list[str] = page.evaluate(REACHABLE)
            reached: set[str] = set()
            for _ in range(2 * len(wanted) + 10):
                page.keyboard.press("Tab")
                here = page.evaluate(HERE)
                if here is not None and not here["seen"]:
                    lost.append(f"{path}: the focus cannot be seen on {here['html']}")
                if here is not None:
                    reached.add(here["stop"])
                if len(reached - {"-1"}) == len(wanted):
                    break
            missing = [html for number, html in enumerate(wanted) if str(number) not in reached]
            lost += [f"{path}: never reached {html}" for html in missing]
            assert wanted, path
    assert lost == []


@pytest.mark.parametrize("room", EMAILS)
def test_colours_of_the_device_and_rest_are_respected(browser: Browser, show: Showcase, room: str) -> None:
    troubles = []
    with window(browser, forced_colors="active", reduced_motion="reduce") as page:
        sign_in(page, show.address, EMAILS[room])
        for path in pages_of(show, page, room):
            troubles += [] if fits_the_screen(page) else [f"{path} is wider than the screen"]
            moving = page.evaluate("document.getAnimations().filter(a => a.playState === 'running').length")
            troubles += [f"{path}: {moving} things move"] if moving else []
    assert troubles == []


def test_light_or_dark_is_chosen_kept_and_drawn_at_once(browser: Browser, show: Showcase) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    with window(browser, color_scheme="light") as page:
        page.goto(f"{show.address}/sign-in")
        button = page.get_by_role("button", name=re.compile("^Colours"))
        expect(button).to_have_accessible_name("Colours: as on this device. Change")
        light = page.evaluate(ground)
        button.click()
        expect(button).to_have_accessible_name("Colours: light. Change")
        button.click()
        expect(button).to_have_accessible_name("Colours: dark. Change")
        dark = page.evaluate(ground)
        assert dark != light
        sign_in(page, show.address, EMAILS["/console"])
        assert page.evaluate(ground) == dark
        # The server draws it so: no flash of the other colours before the script runs.
        assert 'data-look="dark"' in page.request.get(f"{show.address}/console").text()
        page.get_by_role("button", name=re.compile("^Colours")).click()
        assert page.evaluate(ground) == light
        assert "data-look" not in page.request.get(f"{show.address}/console").text()


def first_load_bytes(page: Page, address: str, ready: str) -> dict[str, int]:
    """What comes over the line for a page that the browser has never seen, by address, headers included."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    urls: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.responseReceived", lambda e: urls.update({e["requestId"]: e["response"]["url"]}))

    def finished(event: Any) -> None:
        url = urls.get(event["requestId"], "?").removeprefix(address.split("/", 3)[0])
        sizes[url] = sizes.get(url, 0) + int(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    page.goto(address)
    page.locator(ready).first.wait_for()
    page.wait_for_timeout(700)
    return sizes


@pytest.mark.parametrize(
    "path", ["/console", f"/console/conversations/{MINE}", f"/console/conversations/{WAITING}"]
)
def test_the_first_load_of_the_console_is_small(browser: Browser, show: Showcase, path: str) -> None:
    with window(browser) as page:
        sign_in(page, show.address, EMAILS["/console"])
        sizes = first_load_bytes(page, show.address + path, "#queue")
        print(path, sum(sizes.values()), sizes)
        assert any("console.js" in url for url in sizes)
        assert any("house.css" in url for url in sizes)
        assert sum(sizes.values()) <= 60 * 1024, sizes


def test_a_page_seen_before_costs_its_words_only(browser: Browser, show: Showcase) -> None:
    with window(browser) as page:
        sign_in(page, show.address, EMAILS["/console"])
        asked: list[str] = []
        page.goto(f"{show.address}/console")
        page.on("response", lambda r: None if r.from_service_worker else asked.append(r.url))
        page.goto(f"{show.address}/console/conversations/{MINE}")
        kept = [url for url in asked if "/static/" in url]
        again = page.evaluate(
            "performance.getEntriesByType('resource').filter(e => e.name.includes('/static/'))"
            ".map(e => [e.name, e.transferSize])"
        )
        assert kept
        assert [each for each in again if each[1] > 0] == []


def test_the_widget_comes_in_one_small_file(browser: Browser, show: Showcase) -> None:
    with window(browser) as page:
        sizes = first_load_bytes(page, f"{show.address}/widget.js", "pre")
        print("widget", sizes)
        assert sum(size for url, size in sizes.items() if url.endswith("/widget.js")) <= 20 * 1024
