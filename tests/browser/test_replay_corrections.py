"""Two trainers: one says what was wrong, the other decides, and the files are what their readers take."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from amends.rulebook.nlu_file import Example, load_examples
from amends.rulebook.scenario_file import load_scenario
from amends.web.replay import known
from tests.browser.staff_driver import fits_the_screen, sign_in, violations, window
from tests.builders import a_database, a_person, an_angry_conversation
from tests.staff_rooms import served, staff_rooms

pytestmark = pytest.mark.browser

BUNDLE = Path(__file__).parents[2] / "amends/web/static/dist/replay.js"
SIZES = {"phone": (360, 780), "wide": (1920, 1000)}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A served house with two trainers and one conversation."""
    if not BUNDLE.exists():
        pytest.skip("the replay room's scripts are not built (npm ci && npm run build)")
    database = a_database(tmp_path)
    a_person(database, "Tess Moreau", role="trainer")
    a_person(database, "Ivo Brandt", role="trainer")
    an_angry_conversation(database, id="angry")
    with served(staff_rooms(database, public_url="http://127.0.0.1")) as url:
        yield url
    database.close()


def propose(page: Page, address: str) -> None:
    """Correct the intent and a move of the first turn, by keyboard."""
    page.goto(f"{address}/replay/conversations/angry")
    page.get_by_role("link", name="Correct this turn 1").press("Enter")
    intent = page.get_by_label("Read as “report late delivery”; should be")
    expect(intent).to_be_focused()
    intent.select_option(label="Report ignored")
    page.get_by_label("The move").select_option(label="Inform was wrong")
    page.get_by_label("should have been").select_option(label="Apologise")
    page.get_by_label("Why").fill("Third time: nobody answers.")
    page.get_by_role("button", name="Propose").press("Enter")
    expect(page.get_by_text("Third time: nobody answers.").first).to_be_visible()


def test_a_correction_goes_from_one_trainer_over_the_other_into_the_files(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with window(browser) as tess, window(browser) as ivo:
        sign_in(tess, address, "tess@example.com")
        propose(tess, address)
        sign_in(ivo, address, "ivo@example.com")
        ivo.get_by_role("link", name="Corrections 2 to decide on").click()
        words = ivo.get_by_label("The words that will be taught")
        words.fill("Third time I ask. Write to tess@shop.example, Priya")
        ivo.get_by_role("button", name="Accept correction 1").click()
        expect(ivo.get_by_role("alert")).to_contain_text("an e-mail address and a name")
        words.fill("Third time I ask, and nobody answers!")
        ivo.get_by_role("button", name="Accept correction 1").click()
        ivo.get_by_role("button", name="Accept correction 2").click()
        expect(ivo.get_by_text("Nothing waits for a decision.")).to_be_visible()
        with ivo.expect_download() as intents:
            ivo.get_by_role("link", name="Intents, as Rasa YAML").click()
        file = tmp_path / "nlu.yml"
        intents.value.save_as(file)
        assert load_examples(file, known.intents()) == [
            Example("report_ignored", "Third time I ask, and nobody answers!")
        ]
        tess.reload()
        expect(tess.get_by_text("accepted by Ivo Brandt").first).to_be_visible()
        tess.get_by_role("link", name="Save as a test").click()
        with tess.expect_download() as test:
            tess.get_by_role("button", name="Download").click()
        assert test.value.suggested_filename == "turn_1_is_read_as_report_ignored.yml"
        test.value.save_as(tmp_path / test.value.suggested_filename)
        scenario = load_scenario(tmp_path / test.value.suggested_filename)
        assert scenario.steps[0]["expect"] == {
            "intent": "report_ignored",
            "moves": ["apologise"],
            "never": ["inform"],
        }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_and_everything_fits(
    browser: Browser, address: str, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    with window(browser, viewport={"width": width, "height": height}, color_scheme=scheme) as page:
        sign_in(page, address, "tess@example.com")
        propose(page, address)

        def looked_at() -> None:
            assert violations(page) == [], page.url
            assert fits_the_screen(page), page.url

        looked_at()
        for path in (
            "/replay/corrections",
            "/replay/conversations/angry/turns/1/correct",
            "/replay/conversations/angry/test",
            "/replay?peak=hostile&outcome=quiet&review=corrected&from=2026-13-01",
        ):
            page.goto(address + path)
            looked_at()
        page.goto(f"{address}/replay/conversations/angry/turns/1/correct")
        page.get_by_role("button", name="Propose").click()
        expect(page.get_by_role("alert")).to_contain_text("at least one")
        looked_at()
        page.goto(f"{address}/replay/conversations/angry/test")
        page.get_by_label("The file, to be edited as you like").fill("steps:\n  - shout: hm")
        page.get_by_role("button", name="Download").click()
        expect(page.get_by_role("alert")).to_contain_text(".yml:2: expected exactly one of say")
        looked_at()
