"""What the browser tests share: Chromium, a fake desk that can fail on purpose, the demo shop around it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from amends.records.database import Database
from demo.shop.app import create_shop
from tests.browser.fake_desk import WIDGET, FakeDesk
from tests.builders import a_database, a_person
from tests.staff_rooms import served, staff_rooms

CHROMIUM = Path("/usr/bin/chromium")
CONSOLE = Path(__file__).parents[2] / "amends/web/static/dist/console.js"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing (apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@contextmanager
def served_shop(desk_url: str) -> Iterator[str]:
    """The demo shop in a thread of the test, embedding the widget of that desk; gives its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    shop = create_shop(desk_url, date(2026, 11, 20))
    server = uvicorn.Server(uvicorn.Config(shop, log_level="error", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def shared_desk() -> Iterator[FakeDesk]:
    if not WIDGET.exists():
        pytest.skip("the widget is not built (npm ci && npm run build)")
    desk = FakeDesk().start()
    yield desk
    desk.stop()


@pytest.fixture(scope="module")
def shop_url(shared_desk: FakeDesk) -> Iterator[str]:
    with served_shop(shared_desk.url) as url:
        yield url


@pytest.fixture
def desk(shared_desk: FakeDesk) -> FakeDesk:
    """The fake desk with nothing kept and nothing broken."""
    shared_desk.begin_again()
    return shared_desk


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A customer's browser with nothing remembered."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    context.set_default_timeout(8_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database of one's own with two agents, Sam Lee and Kim Park."""
    opened = a_database(tmp_path)
    a_person(opened, "Sam Lee")
    a_person(opened, "Kim Park")
    yield opened
    opened.close()


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    """Where the rooms of agents and trainers are served over that database."""
    if not CONSOLE.exists():
        pytest.skip("the console's scripts are not built (npm ci && npm run build)")
    with served(staff_rooms(database, public_url="http://127.0.0.1")) as url:
        yield url
