"""The replay room as trainers use it, on every screen, for everybody."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.staff_driver import SCREENS, fits_the_screen, sign_in, violations, window
from tests.builders import Story, a_database, a_ledger, a_person, a_reading, an_angry_conversation
from tests.staff_rooms import served, staff_rooms

pytestmark = pytest.mark.browser

BUNDLE = Path(__file__).parents[2] / "amends/web/static/dist/console.js"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served house with two conversations in it; no test changes anything."""
    if not BUNDLE.exists():
        pytest.skip("the console's scripts are not built (npm ci && npm run build)")
    database = a_database(tmp_path_factory.mktemp("replay"))
    a_person(database, "Tess Moreau", role="trainer")
    sam = a_person(database, "Sam Lee")
    story = an_angry_conversation(database, id="angry")
    story.held_by(sam, story.handoff())
    story.message("agent", "I am Sam, a person.", agent_id=sam)
    story.message("customer", "At LAST", state="read", reading=a_reading("thank", 0.3, "irritated"))
    calm = Story(database, id="calm", name="Marek Zielinski")
    calm.turn("where is my parcel", "On its way.", ledger=a_ledger(0.1, "calm", 0.0))
    with served(staff_rooms(database, public_url="http://127.0.0.1")) as url:
        yield url
    database.close()


def test_a_trainer_finds_a_conversation_and_reads_why(browser: Browser, address: str) -> None:
    with window(browser) as page:
        sign_in(page, address, "tess@example.com")
        expect(page.get_by_role("link", name=re.compile("Marek"))).to_be_visible()
        page.get_by_label("Words said, customer, or case reference").fill("nobody came")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=re.compile("Marek"))).to_have_count(0)
        page.get_by_role("link", name=re.compile("Priya Nair")).click()
        expect(page.get_by_role("heading", name="Turn 1")).to_be_visible()
        mark = page.locator("mark", has_text="THIRD").first
        expect(mark).to_have_attribute("title", "again and again +1.10; capitals +0.45")
        expect(page.get_by_text("the customer had to ask again and again")).to_be_visible()
        page.get_by_text("1 step of the dialogue engine").first.click()
        expect(page.get_by_text("DeescalationPolicy").first).to_be_visible()
        expect(page.get_by_text("Said while an agent held the conversation")).to_be_visible()


def test_a_point_of_the_chart_leads_to_its_turn_by_keyboard(browser: Browser, address: str) -> None:
    with window(browser) as page:
        sign_in(page, address, "tess@example.com")
        page.goto(f"{address}/replay/conversations/angry")
        point = page.get_by_role("link", name="Turn 3: 78, hostile")
        point.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Turn 3")).to_be_in_viewport()


def test_an_agent_is_told_that_replay_is_for_trainers(browser: Browser, address: str) -> None:
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        page.goto(f"{address}/replay")
        expect(page.get_by_text("The replay room is for trainers.")).to_be_visible()
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_and_everything_fits(
    browser: Browser, address: str, screen: str, scheme: Any
) -> None:
    with window(browser, **SCREENS[screen], color_scheme=scheme) as page:
        sign_in(page, address, "tess@example.com")
        for path in ("/replay", "/replay?q=nothing+like+it", "/replay/conversations/angry"):
            page.goto(address + path)
            assert violations(page) == [], path
            assert fits_the_screen(page), path
