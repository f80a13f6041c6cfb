"""The console as agents use it: queue, accepting, talking, handing back; on every screen, for everybody."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from amends.desk.hub import Signal, conversation_topic
from amends.records.database import Database
from tests.browser.staff_driver import PHONE, SCREENS, fits_the_screen, sign_in, violations, window
from tests.builders import Story, a_database, a_person, an_angry_conversation
from tests.staff_rooms import served, staff_rooms

pytestmark = pytest.mark.browser

BUNDLE = Path(__file__).parents[2] / "amends/web/static/dist/console.js"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = a_database(tmp_path)
    a_person(opened, "Sam Lee")
    a_person(opened, "Kim Park")
    yield opened
    opened.close()


@pytest.fixture
def address(database: Database) -> Iterator[str]:
    if not BUNDLE.exists():
        pytest.skip("the console's scripts are not built (npm ci && npm run build)")
    with served(staff_rooms(database, public_url="http://127.0.0.1")) as url:
        yield url


def count_rings(page: Any) -> None:
    page.evaluate("window.rings = 0; document.addEventListener('amends:rang', () => window.rings++)")


def test_a_new_customer_is_seen_heard_and_counted_within_about_a_second(
    browser: Browser, address: str, database: Database
) -> None:
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        page.get_by_role("switch", name="On duty").click()
        expect(page.get_by_role("switch", name="On duty")).to_be_checked()
        expect(page.get_by_text("Nobody waits for a person.")).to_be_visible()
        count_rings(page)
        story = an_angry_conversation(database)
        story.handoff("legal_threat")
        begun = time.monotonic()
        expect(page.get_by_role("link", name=re.compile("Priya Nair"))).to_be_visible(timeout=3_000)
        assert time.monotonic() - begun < 2.0
        expect(page).to_have_title("(1) Queue · Amends")
        expect(page.locator("#announcer")).to_have_text("A new customer waits: Speaks of legal action")
        assert page.evaluate("window.rings") == 1
        # The same customer is news once only.
        story.message("customer", "hello??")
        page.wait_for_timeout(1_500)
        assert page.evaluate("window.rings") == 1


def test_the_tone_is_silent_when_switched_off_or_off_duty(
    browser: Browser, address: str, database: Database
) -> None:
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        count_rings(page)
        Story(database, id="first", name="First One").handoff()
        expect(page.get_by_role("link", name=re.compile("First One"))).to_be_visible()
        assert page.evaluate("window.rings") == 0, "off duty"
        page.get_by_role("switch", name="On duty").click()
        page.get_by_role("button", name="Sound").click()
        expect(page.get_by_role("button", name="Sound")).to_have_attribute("aria-pressed", "false")
        Story(database, id="second", name="Second One").handoff()
        expect(page.get_by_role("link", name=re.compile("Second One"))).to_be_visible()
        assert page.evaluate("window.rings") == 0, "switched off"
        page.reload()
        expect(page.get_by_role("button", name="Sound")).to_have_attribute("aria-pressed", "false")


def test_an_agent_takes_a_customer_over_and_hands_back(
    browser: Browser, address: str, database: Database
) -> None:
    story = an_angry_conversation(database)
    story.handoff("customer_asked", "Lamp A-1007 is late; waited at home twice.")
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        page.get_by_role("link", name=re.compile("Priya Nair")).click()
        briefing = page.get_by_role("complementary", name="Briefing")
        for words in (
            "Lamp A-1007 is late",
            "Refund",
            "Walnut desk lamp",
            "asked for a person",
            "C-2026-000001",
        ):
            expect(briefing).to_contain_text(words)
        page.get_by_role("button", name="Accept this conversation").click()
        log = page.get_by_role("log")
        expect(log).to_contain_text("Sam Lee has joined the conversation.")
        reply = page.get_by_label("Your reply to Priya Nair")
        expect(reply).to_be_focused()
        page.keyboard.type("I am Sam, a person.")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("I am on it.")
        page.keyboard.press("Enter")
        expect(log.get_by_role("listitem").last).to_contain_text("You (agent)")
        expect(log.get_by_role("listitem").last).to_contain_text(
            "I am Sam, a person.\nI am on it.", use_inner_text=True
        )
        expect(reply).to_have_value("")
        expect(reply).to_be_focused()
        page.get_by_role("button", name="Finish").click()
        page.get_by_role("button", name="Hand back to the assistant").click()
        expect(page.get_by_text("The assistant has this conversation.").first).to_be_visible()
        expect(reply).to_have_count(0)


def test_what_the_customer_writes_appears_while_the_agent_types(
    browser: Browser, address: str, database: Database
) -> None:
    story = an_angry_conversation(database)
    handoff = story.handoff()
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        page.goto(f"{address}/console/conversations/{story.id}")
        page.get_by_role("button", name="Accept this conversation").click()
        reply = page.get_by_label("Your reply to Priya Nair")
        reply.fill("half a sent")
        story.seq += 1  # The desk wrote that the agent has joined.
        story.message("customer", "ARE YOU THERE", state="read")
        expect(page.get_by_role("log")).to_contain_text("ARE YOU THERE", timeout=3_000)
        expect(reply).to_have_value("half a sent")
        expect(reply).to_be_focused()
        # The end of the transcript stays in sight.
        expect(page.get_by_text("ARE YOU THERE")).to_be_in_viewport()
        assert handoff


def test_of_two_agents_one_wins_and_the_other_sees_who(
    browser: Browser, address: str, database: Database
) -> None:
    story = an_angry_conversation(database)
    story.handoff()
    with window(browser) as sam, window(browser) as kim:
        for page, email in ((sam, "sam@example.com"), (kim, "kim@example.com")):
            sign_in(page, address, email)
            page.goto(f"{address}/console/conversations/{story.id}")
        sam.get_by_role("button", name="Accept this conversation").click()
        expect(sam.get_by_label("Your reply to Priya Nair")).to_be_visible()
        # Kim's page learns it by itself, and offers nothing that would not work.
        expect(kim.get_by_text("Sam Lee has this conversation.").first).to_be_visible()
        expect(kim.get_by_role("button", name="Accept this conversation")).to_have_count(0)
        expect(kim.get_by_role("heading", name=re.compile("With colleagues"))).to_be_visible()


def test_a_reply_that_cannot_be_sent_is_kept_and_sent_once_later(
    browser: Browser, address: str, database: Database
) -> None:
    story = an_angry_conversation(database)
    story.handoff()
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        page.goto(f"{address}/console/conversations/{story.id}")
        page.get_by_role("button", name="Accept this conversation").click()
        reply = page.get_by_label("Your reply to Priya Nair")
        reply.fill("Please hold on.")
        # The desk hears it, but its answer gets lost on the way.
        page.route("**/messages", lambda route: (route.fetch(), route.abort()))
        reply.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Your text is kept")
        expect(reply).to_have_value("Please hold on.")
        page.unroute("**/messages")
        page.get_by_role("button", name="Send").click()
        expect(reply).to_have_value("")
        expect(page.get_by_role("log").get_by_text("Please hold on.")).to_have_count(1)


def test_a_draft_survives_a_reload(browser: Browser, address: str, database: Database) -> None:
    story = an_angry_conversation(database)
    story.handoff()
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        page.goto(f"{address}/console/conversations/{story.id}")
        page.get_by_role("button", name="Accept this conversation").click()
        page.get_by_label("Your reply to Priya Nair").press_sequentially("half a sentence")
        page.reload()
        expect(page.get_by_label("Your reply to Priya Nair")).to_have_value("half a sentence")


def test_waiting_times_count_by_themselves(browser: Browser, address: str, database: Database) -> None:
    from datetime import UTC, datetime

    Story(database).handoff(requested_at=datetime.now(UTC))
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        waiting = page.locator("[data-since]")
        first = waiting.inner_text()
        assert re.fullmatch(r"\d+ s", first)
        expect(waiting).not_to_have_text(first, timeout=3_000)


def test_without_scripts_an_agent_still_accepts_and_replies(
    browser: Browser, address: str, database: Database
) -> None:
    story = an_angry_conversation(database)
    story.handoff()
    with window(browser, java_script_enabled=False) as page:
        sign_in(page, address, "sam@example.com")
        page.get_by_role("button", name=re.compile("Accept")).first.click()
        page.get_by_label("Your reply to Priya Nair").fill("I am here.")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("log")).to_contain_text("I am here.")


def test_a_signed_out_page_leads_to_the_sign_in_page(
    browser: Browser, address: str, database: Database
) -> None:
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        with database.session() as session:
            session.connection().exec_driver_sql("DELETE FROM sessions")
        Story(database).handoff()
        # The page learns it when its stream comes back, and a stream waits longer after each failure.
        expect(page.get_by_label("Password")).to_be_visible(timeout=30_000)


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


def test_the_agent_sees_that_the_customer_is_typing(browser: Browser, database: Database) -> None:
    story = an_angry_conversation(database)
    story.handoff()
    app = staff_rooms(database, public_url="http://127.0.0.1")
    signal = Signal("typing", {"author": "customer", "on": True})

    @app.post("/test/typing")
    async def customer_types() -> None:
        app.state.desk.hub.publish(conversation_topic(story.id), signal)

    with served(app) as address, window(browser) as page:
        sign_in(page, address, "sam@example.com")
        page.goto(f"{address}/console/conversations/{story.id}")
        expect(page.get_by_text("Briefing", exact=True)).to_be_visible()
        httpx.post(f"{address}/test/typing").raise_for_status()
        expect(page.get_by_text("The customer is typing…")).to_be_visible()
        story.message("customer", "here I am", state="read")
        expect(page.get_by_role("log")).to_contain_text("here I am")
        expect(page.get_by_text("The customer is typing…")).to_be_hidden()
