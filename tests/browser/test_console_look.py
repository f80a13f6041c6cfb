"""How the console looks: on every screen, light and dark, for everybody."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from amends.records.database import Database
from tests.browser.staff_driver import PHONE, SCREENS, fits_the_screen, sign_in, violations, window
from tests.builders import Story, an_angry_conversation

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_and_everything_fits(
    browser: Browser, address: str, database: Database, screen: str, scheme: Any
) -> None:
    story = an_angry_conversation(database, id="waiting")
    story.handoff("customer_asked", "Lamp A-1007 is late.")
    nameless = Story(database, id="danger", name=None)
    nameless.turn("the heater sparked", "Please keep it unplugged.")
    nameless.case(severity="critical")
    nameless.handoff("danger")
    with window(browser, **SCREENS[screen], color_scheme=scheme) as page:
        page.goto(f"{address}/sign-in")
        assert violations(page) == []
        sign_in(page, address, "sam@example.com")
        paths = ["/console", "/console/conversations/waiting", "/console/conversations/nothing"]
        for path in paths:
            page.goto(address + path)
            assert violations(page) == [], path
            assert fits_the_screen(page), path
        page.goto(f"{address}/console/conversations/danger")
        page.get_by_role("button", name="Accept this conversation").click()
        expect(page.get_by_label(re.compile("Your reply to"))).to_be_in_viewport()
        assert violations(page) == []
        assert fits_the_screen(page)
        page.get_by_role("button", name="Finish").click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("tab", name="Private note").click()
        assert violations(page) == []
        for path in ("/console/search", "/console/search?q=lamp", "/console/search?q=nothing+like+it"):
            page.goto(address + path)
            assert violations(page) == [], path
            assert fits_the_screen(page), path


def test_however_many_wait_the_page_itself_does_not_scroll(
    browser: Browser, address: str, database: Database
) -> None:
    for number in range(12):
        story = Story(database, id=f"waiting-{number}")
        for words in range(8):
            story.message("customer", f"Where is it? {words}")
        story.handoff("customer_asked")
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        for path in ("/console", "/console/conversations/waiting-3"):
            page.goto(address + path)
            root = page.locator("html")
            assert root.evaluate("e => e.scrollHeight") == root.evaluate("e => e.clientHeight"), path


def test_on_a_phone_the_queue_leads_to_the_conversation_and_back(
    browser: Browser, address: str, database: Database
) -> None:
    story = an_angry_conversation(database)
    story.handoff()
    with window(browser, **PHONE) as page:
        sign_in(page, address, "sam@example.com")
        page.get_by_role("link", name=re.compile("Priya Nair")).tap()
        expect(page.get_by_text("I am getting a person for you.")).to_be_in_viewport()
        page.get_by_role("link", name="Read the briefing").tap()
        expect(page.get_by_role("heading", name="Briefing")).to_be_in_viewport()
        page.get_by_role("link", name="Queue", exact=True).tap()
        expect(page.get_by_role("heading", name=re.compile("Waiting"))).to_be_visible()
