"""The player: a conversation as it went, by keyboard, with its clock."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from amends.records.database import Database
from amends.records.tables import Conversation, Handoff
from tests.browser.staff_driver import fits_the_screen, sign_in, violations, window
from tests.builders import a_database, a_ledger, a_person, a_reading, an_angry_conversation
from tests.staff_rooms import served, staff_rooms

pytestmark = pytest.mark.browser

BUNDLE = Path(__file__).parents[2] / "amends/web/static/dist/replay.js"
SIZES = {"phone": (360, 780), "wide": (1920, 1000)}


def a_conversation_with_an_agent(database: Database) -> None:
    """Three turns, an agent for some minutes, and a fourth turn."""
    sam = a_person(database, "Sam Lee")
    story = an_angry_conversation(database, id="angry")
    handoff = story.handoff()
    story.held_by(sam, handoff)
    story.at += timedelta(minutes=3)
    story.message("agent", "I am Sam, a person.", agent_id=sam)
    story.message("customer", "At LAST", state="read", reading=a_reading("thank", 0.3, "irritated"))
    with database.session() as session:
        row = session.get_one(Handoff, handoff)
        row.status, row.ended_at = "returned", story.at + timedelta(minutes=1)
        session.get_one(Conversation, "angry").holder = "assistant"
    story.at += timedelta(minutes=2)
    ledger = a_ledger(0.31, "irritated", 0.78, ("theirs", "thanks", -0.47))
    story.turn("Thank you", "You are welcome.", ledger=ledger, moves=[("thank", "the customer thanks")])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served house with one conversation; no test changes anything."""
    if not BUNDLE.exists():
        pytest.skip("the replay room's scripts are not built (npm ci && npm run build)")
    database = a_database(tmp_path_factory.mktemp("player"))
    a_person(database, "Tess Moreau", role="trainer")
    a_conversation_with_an_agent(database)
    with served(staff_rooms(database, public_url="http://127.0.0.1")) as url:
        yield url
    database.close()


def opened(page: Page, address: str) -> None:
    sign_in(page, address, "tess@example.com")
    page.goto(f"{address}/replay/conversations/angry")
    expect(page.get_by_role("region", name="Player")).to_be_visible()


def in_sight(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".timeline .bubble:visible").all_inner_texts()]


def test_the_keyboard_steps_from_turn_to_turn_and_shows_only_what_was_known(
    browser: Browser, address: str
) -> None:
    with window(browser) as page:
        opened(page, address)
        whole = in_sight(page)
        state = page.locator("[data-show=turn]")
        ledger = page.locator("[data-show=ledger]")
        page.keyboard.press("ArrowRight")
        expect(state).to_have_text("Turn 1 of 4")
        expect(ledger).to_have_text("Ledger Frustrated 58")
        assert in_sight(page) == whole[:2]
        assert page.get_by_role("heading", name="Case").is_hidden()
        assert page.get_by_role("heading", name="Turn 2").is_hidden()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(ledger).to_have_text("Ledger Hostile 78")
        expect(page.locator(".chart-plot a[aria-current]")).to_have_attribute("data-turn", "3")
        page.keyboard.press("End")
        expect(page.get_by_text("You are welcome.", exact=True)).to_be_visible()
        assert in_sight(page) == whole
        page.keyboard.press("ArrowLeft")
        expect(ledger).to_have_text("Ledger Hostile 78")
        page.keyboard.press("ArrowLeft")
        expect(ledger).to_have_text("Ledger Frustrated 72")
        page.keyboard.press("Home")
        expect(ledger).to_have_text("No ledger yet")
        assert in_sight(page) == []
        page.get_by_role("button", name="Show all").click()
        assert in_sight(page) == whole
        assert page.get_by_role("heading", name="Case").is_visible()


def test_it_plays_with_its_pauses_and_faster_when_asked(browser: Browser, address: str) -> None:
    with window(browser) as page:
        opened(page, address)
        page.clock.install()
        page.reload()
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Pause")).to_be_visible()
        # Each entry of the log is seven seconds after the one before: notice, question, answer.
        page.clock.run_for(6_500)
        assert in_sight(page) == []
        page.clock.run_for(1_000)
        assert len(in_sight(page)) == 1
        expect(page.locator(".gap.answering")).to_be_visible()
        page.keyboard.press("]")
        expect(page.get_by_role("button", name="×4")).to_have_attribute("aria-pressed", "true")
        page.clock.run_for(2_000)
        assert len(in_sight(page)) == 2
        page.keyboard.press("]")
        expect(page.get_by_role("button", name="×16")).to_have_attribute("aria-pressed", "true")
        page.clock.run_for(30_000)
        expect(page.get_by_role("button", name="Play again")).to_be_visible()
        assert len(in_sight(page)) == 11


def test_long_waits_are_skipped_and_it_says_so_unless_they_are_wanted(browser: Browser, address: str) -> None:
    with window(browser) as page:
        opened(page, address)
        page.clock.install()
        page.reload()
        skipped = page.locator("[data-show=wait]")
        for skips, said in ((True, "Skipped 3 min of waiting"), (False, "Next in 3 min")):
            page.get_by_label("Skip long waits").set_checked(skips)
            page.locator("h1").click()
            page.keyboard.press("Home")
            for _ in range(3):
                page.keyboard.press("ArrowRight")
            page.keyboard.press("Space")
            page.clock.run_for(1_000)
            expect(skipped).to_have_text(said)
            page.clock.run_for(2_000)
            expect(page.get_by_text("I am Sam, a person.", exact=True)).to_be_visible(visible=skips)
            page.keyboard.press("Space")


def test_scrubbing_and_the_chart_lead_to_their_moments(browser: Browser, address: str) -> None:
    with window(browser) as page:
        opened(page, address)
        scrub = page.get_by_label("Moment")
        scrub.focus()
        page.keyboard.press("Home")
        expect(scrub).to_have_attribute("aria-valuetext", re.compile("Before the first turn"))
        page.keyboard.press("ArrowRight")
        assert len(in_sight(page)) == 1
        page.get_by_role("link", name="Turn 2: 72, frustrated").press("Enter")
        expect(page.locator("[data-show=ledger]")).to_have_text("Ledger Frustrated 72")
        expect(page.get_by_role("heading", name="Turn 2")).to_be_in_viewport()


def test_the_keys_leave_fields_alone_and_can_be_switched_off(browser: Browser, address: str) -> None:
    with window(browser) as page:
        opened(page, address)
        page.get_by_role("link", name="Correct this turn 1").click()
        note = page.get_by_label("Why (a note for whoever decides)")
        note.fill("a")
        note.press("Space")
        note.press("[")
        expect(note).to_have_value("a [")
        expect(page.get_by_role("button", name="Play from the start")).to_be_visible()
        page.get_by_text("Keys", exact=True).click()
        page.get_by_label("Use these keys").uncheck()
        page.locator("h1").click()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("button", name="Play from the start")).to_be_visible()
        page.reload()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("button", name="Play from the start")).to_be_visible()


def test_without_scripts_the_page_is_the_whole_conversation(browser: Browser, address: str) -> None:
    with window(browser, java_script_enabled=False) as page:
        page.goto(f"{address}/sign-in")
        page.get_by_label("E-mail").fill("tess@example.com")
        page.get_by_label("Password").fill("a very long test password")
        page.get_by_role("button", name="Sign in").click()
        page.goto(f"{address}/replay/conversations/angry")
        assert len(in_sight(page)) == 11
        assert page.get_by_role("region", name="Player").is_hidden()
        page.get_by_role("link", name="Correct this turn 2").click()
        expect(page.get_by_role("heading", name="Correct turn 2")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_while_it_plays(browser: Browser, address: str, size: str, scheme: str) -> None:
    width, height = SIZES[size]
    with window(browser, viewport={"width": width, "height": height}, color_scheme=scheme) as page:
        opened(page, address)
        page.get_by_text("The same as a table").click()
        assert violations(page) == []
        page.locator("h1").click()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Pause")).to_be_visible()
        assert violations(page) == []
        assert fits_the_screen(page)
