"""The console by keyboard alone."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from amends.records.database import Database
from amends.records.tables import Handoff, Offer, User
from tests.browser.staff_driver import sign_in, violations, window
from tests.builders import Story

pytestmark = pytest.mark.browser


def three_waiting(database: Database) -> None:
    for number, name in enumerate(("Ada", "Ben", "Cleo")):
        story = Story(database, id=name.lower(), name=name)
        story.turn("Where is it?", "I see.")
        requested_at = datetime.now(UTC) - timedelta(minutes=30 - 10 * number)
        story.handoff(requested_at=requested_at)


def test_a_whole_day_at_the_console_needs_no_mouse(
    browser: Browser, address: str, database: Database
) -> None:
    three_waiting(database)
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        keys = page.keyboard
        for key, name in (("j", "Ada"), ("j", "Ben"), ("j", "Cleo"), ("j", "Cleo"), ("k", "Ben")):
            keys.press(key)
            expect(page.get_by_role("link", name=re.compile(name))).to_be_focused()
        keys.press("Enter")
        expect(page).to_have_title("(3) Ben · Amends")
        # Keys are heard once a page's script has run.
        page.wait_for_load_state()
        keys.press("a")
        expect(page.get_by_role("complementary", name="Briefing")).to_be_focused()
        page.wait_for_load_state()
        keys.press("r")
        # Letters that are shortcuts elsewhere are letters here.
        keys.type("a dense jerk? no: 2/3")
        expect(page.get_by_label("Your reply to Ben")).to_have_value("a dense jerk? no: 2/3")
        keys.press("Enter")
        expect(page.get_by_role("log")).to_contain_text("a dense jerk? no: 2/3")
        keys.press("Escape")
        keys.press("n")
        keys.type("Was calm")
        keys.press("Control+Enter")
        expect(page.get_by_role("log")).to_contain_text("Was calm")
        keys.press("Escape")
        keys.press("e")
        dialog = page.get_by_role("dialog", name="Finish with Ben")
        expect(dialog).to_be_visible()
        dialog.get_by_label("Resolved").focus()
        keys.press("Space")
        keys.press("Enter")
        expect(page.get_by_text("This conversation has ended.").first).to_be_visible()
        page.wait_for_load_state()
        keys.press("s")
        expect(page.get_by_role("searchbox")).to_be_focused()
        keys.type("dense jerk")
        keys.press("Enter")
        expect(page.get_by_role("link", name="Ben")).to_be_visible()


def test_help_opens_and_gives_the_focus_back(browser: Browser, address: str, database: Database) -> None:
    three_waiting(database)
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        page.keyboard.press("j")
        page.keyboard.press("?")
        dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
        expect(dialog).to_be_visible()
        assert violations(page) == []
        # Behind the dialog nothing moves.
        page.keyboard.press("j")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(page.get_by_role("link", name=re.compile("Ada"))).to_be_focused()


def test_shortcuts_can_be_switched_off_for_good(browser: Browser, address: str, database: Database) -> None:
    three_waiting(database)
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        page.get_by_role("button", name="Shortcuts").click()
        page.get_by_role("button", name="Single keys work as shortcuts").click()
        page.keyboard.press("Escape")
        for _ in range(2):
            page.locator("body").press("j")
            page.locator("body").press("s")
            expect(page.get_by_role("link", name=re.compile("Ada"))).not_to_be_focused()
            expect(page).to_have_title("(3) Queue · Amends")
            page.reload()
        page.keyboard.press("Control+k")
        expect(page.get_by_role("searchbox")).to_be_focused()


def test_an_offer_is_declined_and_the_next_one_accepted_by_key(
    browser: Browser, address: str, database: Database
) -> None:
    with database.session() as session:
        sam = session.scalars(select(User.id).where(User.email == "sam@example.com")).one()
    for name in ("Ada", "Ben"):
        story, now = Story(database, id=name.lower(), name=name), datetime.now(UTC)
        handoff = story.handoff(requested_at=now)
        with database.session() as session:
            session.get_one(Handoff, handoff).status = "offered"
            due_at = now + timedelta(minutes=2)
            session.add(Offer(handoff_id=handoff, agent_id=sam, offered_at=now, due_at=due_at))
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        page.keyboard.press("j")
        page.keyboard.press("d")
        offers = page.get_by_role("region", name=re.compile("Offered to you"))
        expect(offers.get_by_role("link")).to_have_count(1)
        offers.get_by_role("link").focus()
        page.keyboard.press("a")
        expect(page.get_by_text("You have this conversation.").first).to_be_visible()
