"""Drives the staff rooms as an agent or a trainer does: by what the page says, not by how it is built."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.builders import PASSWORD

WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SCREENS = {"wide": WIDE, "phone": PHONE}


@contextmanager
def window(browser: Browser, **options: Any) -> Iterator[Page]:
    """A browser window of its own; anything that the page complains about fails the test."""
    context: BrowserContext = browser.new_context(**{**WIDE, "reduced_motion": "reduce", **options})
    context.set_default_timeout(8_000)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if said.type in ("error", "warning") else None)
    yield page
    context.close()
    # Errors that a test asks for are said on the console as well; scripts and policies must not complain.
    real = [trouble for trouble in troubles if "Failed to load resource" not in trouble]
    assert real == [], real


def sign_in(page: Page, address: str, email: str, password: str = PASSWORD) -> None:
    """Sign in with the keyboard alone."""
    page.goto(f"{address}/sign-in")
    # The browser gives the focus a moment after the page is there, and keys pressed before it are lost.
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the page."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def fits_the_screen(page: Page) -> bool:
    """Whether nothing sticks out to the right."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
