"""What if and by hand, as trainers use them: on every screen, with the keyboard alone, for everybody."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.staff_driver import SCREENS, fits_the_screen, sign_in, violations, window
from tests.builders import a_database, a_person, an_angry_conversation
from tests.fakes.assistant_client import FakeAssistant
from tests.fakes.rehearsing import rehearsing_echo
from tests.staff_rooms import served, staff_rooms

pytestmark = pytest.mark.browser

BUNDLE = Path(__file__).parents[2] / "amends/web/static/dist/console.js"
HERE = "/replay/conversations/angry"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served house with an angry conversation, an assistant that rehearses, and a candidate."""
    if not BUNDLE.exists():
        pytest.skip("the console's scripts are not built (npm ci && npm run build)")
    database = a_database(tmp_path_factory.mktemp("whatif"))
    a_person(database, "Tess Moreau", role="trainer")
    an_angry_conversation(database, id="angry")
    rooms = staff_rooms(database, public_url="http://127.0.0.1")
    rooms.state.assistant = FakeAssistant(rehearsing_echo)
    rooms.state.candidate = FakeAssistant(rehearsing_echo)
    with served(rooms) as url:
        yield url
    database.close()


def _change_decay(page: Page) -> None:
    page.get_by_label("Decay").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("0.25")
    page.keyboard.press("Enter")


def test_a_trainer_changes_a_value_and_reads_where_it_first_differs(browser: Browser, address: str) -> None:
    with window(browser) as page:
        sign_in(page, address, "tess@example.com")
        page.goto(f"{address}{HERE}")
        page.get_by_role("link", name="What if… at turn 1").click()
        _change_decay(page)
        expect(page.get_by_role("heading", name="First differs at turn 1")).to_be_visible()
        expect(page.get_by_text("Changed: decay 0.25")).to_be_visible()
        expect(page.get_by_label("Decay")).to_have_value("0.25")
        expect(page.get_by_text("might have answered otherwise")).to_be_visible()
        run = page.get_by_role("group", name="Played again, turn 1")
        expect(run.get_by_text("clarify", exact=True)).to_be_visible()


def test_a_value_that_cannot_be_is_named_with_its_line(browser: Browser, address: str) -> None:
    with window(browser) as page:
        sign_in(page, address, "tess@example.com")
        page.goto(f"{address}{HERE}/what-if")
        page.get_by_label("Decay").fill("often")
        page.get_by_role("button", name="Play with these values").click()
        expect(page.get_by_role("alert")).to_contain_text("data/playbook.yml:")
        assert violations(page) == []


def test_an_exact_replay_gives_its_verdict(browser: Browser, address: str) -> None:
    with window(browser) as page:
        sign_in(page, address, "tess@example.com")
        page.goto(f"{address}{HERE}/what-if")
        page.get_by_role("button", name="Replay exactly").click()
        # The echo is not the assistant that was recorded, and the verdict says so.
        expect(page.get_by_role("heading", name="Not identical: turn 1 differs")).to_be_visible()


def test_a_trainer_goes_on_by_hand_with_the_keyboard_and_steps_back(browser: Browser, address: str) -> None:
    with window(browser) as page:
        sign_in(page, address, "tess@example.com")
        page.goto(f"{address}{HERE}")
        page.get_by_role("link", name=re.compile("^Go on by hand.*after turn 1$")).click()
        expect(page.get_by_label("What might the customer have said?")).to_be_focused()
        page.keyboard.type("No, it is the lamp that is broken")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Try 1")).to_be_visible()
        page.get_by_role("button", name="Yes", exact=True).press("Enter")
        expect(page.get_by_role("heading", name="Try 2")).to_be_visible()
        expect(page.get_by_role("button", name="Take a step back")).to_be_visible()
        assert violations(page) == []
        page.get_by_role("button", name="Take a step back").press("Enter")
        expect(page.get_by_role("heading", name="Try 2")).to_have_count(0)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download as a test conversation").press("Enter")
        text = download.value.path().read_text(encoding="utf-8")
        assert '  - say: "No, it is the lamp that is broken"' in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_and_everything_fits(
    browser: Browser, address: str, screen: str, scheme: Any
) -> None:
    with window(browser, **SCREENS[screen], color_scheme=scheme) as page:
        sign_in(page, address, "tess@example.com")
        for path in (f"{HERE}/what-if", f"{HERE}/fork?turn=1", f"{HERE}/fork?turn=3"):
            page.goto(f"{address}{path}")
            assert violations(page) == [], path
            assert fits_the_screen(page), path
        page.goto(f"{address}{HERE}/what-if")
        _change_decay(page)
        expect(page.get_by_role("heading", name="First differs at turn 1")).to_be_visible()
        assert violations(page) == [] and fits_the_screen(page)


def test_without_scripts_the_page_itself_is_the_answer(browser: Browser, address: str) -> None:
    with window(browser, java_script_enabled=False) as page:
        sign_in(page, address, "tess@example.com")
        page.goto(f"{address}{HERE}/what-if")
        _change_decay(page)
        expect(page.get_by_role("heading", name="First differs at turn 1")).to_be_visible()
        expect(page.get_by_label("Decay")).to_have_value("0.25")
