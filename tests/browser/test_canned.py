"""Ready texts as an agent uses them: with the keyboard alone, on every screen, read by a screen reader."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from amends.records.database import Database
from amends.records.promises import promises_of
from tests.browser.staff_driver import SCREENS, fits_the_screen, sign_in, violations, window
from tests.builders import Story, a_database, a_person, an_angry_conversation
from tests.staff_rooms import served, staff_rooms

pytestmark = pytest.mark.browser

BUNDLE = Path(__file__).parents[2] / "amends/web/static/dist/console.js"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = a_database(tmp_path)
    a_person(opened, "Sam Lee")
    yield opened
    opened.close()


@pytest.fixture
def story(database: Database) -> Story:
    story = an_angry_conversation(database)
    story.handoff()
    return story


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    if not BUNDLE.exists():
        pytest.skip("the console's scripts are not built (npm ci && npm run build)")
    with served(staff_rooms(database, public_url="http://127.0.0.1")) as url:
        yield url


def hold(page: Page, address: str, story: Story) -> Locator:
    """Accept the conversation; the reply's field."""
    sign_in(page, address, "sam@example.com")
    page.goto(f"{address}/console/conversations/{story.id}")
    page.get_by_role("button", name="Accept this conversation").click()
    reply = page.get_by_label("Your reply to Priya Nair")
    reply.focus()
    return reply


def search(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search ready texts")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Ready texts").get_by_role("option")


def chosen(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Ready texts").get_by_role("option", selected=True)


def test_a_text_is_found_and_put_into_the_reply_with_the_keyboard_alone(
    browser: Browser, address: str, story: Story
) -> None:
    with window(browser) as page:
        reply = hold(page, address, story)
        page.keyboard.press("/")
        expect(search(page)).to_be_focused()
        expect(chosen(page)).to_contain_text("Sam Lee")
        first = chosen(page).inner_text()
        page.keyboard.press("ArrowDown")
        expect(chosen(page)).not_to_have_text(first)
        assert search(page).get_attribute("aria-activedescendant") == chosen(page).get_attribute("id")
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")  # Past the first comes the last.
        expect(options(page).last).to_have_attribute("aria-selected", "true")
        page.keyboard.type("sorry")
        expect(page.get_by_role("group", name="Introduce yourself")).to_have_count(0)
        expect(chosen(page)).to_contain_text(re.compile("sorry", re.IGNORECASE))
        wanted = chosen(page).inner_text()
        page.keyboard.press("Enter")
        expect(reply).to_be_focused()
        expect(reply).to_have_value(wanted)
        expect(page.get_by_role("dialog", name="Ready texts")).to_be_hidden()
        # Nothing was sent: the text is the agent's to change.
        expect(page.get_by_role("log")).not_to_contain_text(wanted)
        page.keyboard.type(" Sam")
        page.keyboard.press("Enter")
        expect(page.get_by_role("log")).to_contain_text(f"{wanted} Sam")
        # What was said is not offered again.
        page.keyboard.press("/")
        page.keyboard.type("sorry")
        expect(page.get_by_text(re.compile("No text has “sorry” in it"))).to_be_visible()
        expect(page.locator("#canned-list")).to_be_hidden()


def test_escape_closes_a_second_slash_is_a_slash_and_a_draft_keeps_its_slashes(
    browser: Browser, address: str, story: Story
) -> None:
    with window(browser) as page:
        reply = hold(page, address, story)
        page.keyboard.press("/")
        page.keyboard.type("lamp")
        page.keyboard.press("Escape")
        expect(reply).to_be_focused()
        expect(reply).to_have_value("")
        page.keyboard.press("/")
        expect(search(page)).to_have_value("")
        page.keyboard.press("/")
        expect(reply).to_have_value("/")
        page.keyboard.type("and/or")
        expect(reply).to_have_value("/and/or")
        expect(search(page)).to_be_hidden()


def test_the_button_opens_it_too_and_a_text_goes_behind_what_was_typed(
    browser: Browser, address: str, story: Story
) -> None:
    with window(browser) as page:
        reply = hold(page, address, story)
        reply.fill("Hello Priya. ")
        button = page.get_by_role("button", name="Ready texts")
        button.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        options(page).nth(1).click()
        expect(reply).to_have_value(re.compile(r"^Hello Priya\. \S.*[.?]$"))
        expect(button).to_have_attribute("aria-expanded", "false")
        page.reload()
        expect(reply).to_have_value(re.compile(r"^Hello Priya\. \S"))  # The draft is kept.


def test_a_promise_shows_that_it_goes_on_record_and_does(
    browser: Browser, address: str, story: Story, database: Database
) -> None:
    with window(browser) as page:
        reply = hold(page, address, story)
        reply.fill("I am Sam.")
        reply.press("Enter")
        expect(page.get_by_role("log")).to_contain_text("I am Sam.")
        page.keyboard.press("/")
        page.keyboard.type("my word")
        expect(chosen(page)).to_contain_text("goes on record as your promise")
        page.keyboard.press("Enter")
        expect(reply).to_have_value(re.compile("^You have my word: I will .* by .*UTC[.]$"))
        page.keyboard.press("Enter")
        expect(page.get_by_role("log")).to_contain_text("You have my word")
        with database.reading() as session:
            (given,) = [one for one in promises_of(session, story.id) if one.who == "Sam Lee"]
        expect(page.locator("#briefing-body")).to_contain_text(given.what, ignore_case=True)


def test_the_ledger_moves_while_the_agent_talks_and_says_why(
    browser: Browser, address: str, story: Story
) -> None:
    with window(browser) as page:
        reply = hold(page, address, story)
        ledger = page.locator("#live-ledger")
        expect(ledger).to_contain_text("78")
        reply.fill("I am sorry that you waited at home twice for nothing.")
        reply.press("Enter")
        expect(ledger).to_contain_text("What moved it in the agent's last message")
        expect(ledger).to_contain_text("a specific apology")
        expect(ledger).to_contain_text("73")


def test_the_end_of_the_transcript_stays_in_sight(browser: Browser, address: str, story: Story) -> None:
    with window(browser) as page:
        hold(page, address, story)
        last = page.get_by_text("Sam Lee has joined the conversation.")
        expect(last).to_be_in_viewport()
        page.keyboard.press("/")
        expect(chosen(page)).to_be_visible()
        expect(last).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(last).to_be_in_viewport()


def test_without_a_connection_it_says_so_and_recovers(browser: Browser, address: str, story: Story) -> None:
    with window(browser) as page:
        hold(page, address, story)
        page.route("**/canned?*", lambda route: route.abort())
        page.keyboard.press("/")
        expect(page.get_by_text("The texts could not be fetched.")).to_be_visible()
        page.unroute("**/canned?*")
        page.keyboard.type("sorry")
        expect(chosen(page)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_while_it_is_open(
    browser: Browser, address: str, story: Story, screen: str, scheme: Any
) -> None:
    with window(browser, **SCREENS[screen], color_scheme=scheme) as page:
        hold(page, address, story)
        page.get_by_role("button", name="Ready texts").click()
        expect(chosen(page)).to_be_visible()
        assert violations(page) == []
        assert fits_the_screen(page)
        search(page).fill("zebra")
        expect(page.get_by_text(re.compile("No text has"))).to_be_visible()
        assert violations(page) == []


def test_without_scripts_there_is_no_button_that_does_nothing(
    browser: Browser, address: str, story: Story
) -> None:
    with window(browser, java_script_enabled=False) as page:
        sign_in(page, address, "sam@example.com")
        page.get_by_role("button", name=re.compile("Accept")).first.click()
        expect(page.get_by_label("Your reply to Priya Nair")).to_be_visible()
        expect(page.get_by_role("button", name="Ready texts")).to_be_hidden()


def hints(page: Page) -> Locator:
    return page.locator("#draft-hints")


def test_a_draft_that_would_anger_is_met_with_a_hint_and_sent_all_the_same(
    browser: Browser, address: str, story: Story
) -> None:
    with window(browser) as page:
        reply = hold(page, address, story)
        reply.fill("Please calm down, it is our policy!")
        expect(hints(page)).to_contain_text("“calm down” tends to make an angry customer angrier.")
        expect(hints(page)).to_contain_text("exclamation marks and emoji")
        assert violations(page) == []
        reply.fill("One. Two. Three. Four short ones.")
        expect(hints(page)).to_contain_text("at most 3 short sentences are read, this has 4")
        reply.fill("You stayed at home twice for the walnut desk lamp and it did not come.")
        expect(hints(page)).to_contain_text("This was said before")
        reply.fill("I'll call you tomorrow.")
        expect(hints(page)).to_contain_text("This reads as a promise.")
        reply.press("Enter")
        expect(page.get_by_role("log")).to_contain_text("I'll call you tomorrow.")
        expect(hints(page)).to_be_empty()


def test_ready_texts_need_no_hint(browser: Browser, address: str, story: Story) -> None:
    with window(browser) as page:
        reply = hold(page, address, story)
        reply.fill("I am Sam, a person.")
        reply.press("Enter")
        expect(reply).to_have_value("")
        for words in ("my word", "looking into"):
            page.keyboard.press("/")
            page.keyboard.type(words)
            expect(chosen(page)).to_contain_text(words)
            page.keyboard.press("Enter")
            page.wait_for_timeout(700)  # A hint comes a moment after the last change.
            expect(hints(page)).to_be_empty()
            reply.fill("")
