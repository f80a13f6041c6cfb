"""The queue as agents use it: who waits is seen and heard, offered, accepted, declined and taken up."""

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from amends.records.database import Database
from amends.records.tables import Handoff, Offer, User
from tests.browser.staff_driver import sign_in, window
from tests.builders import Story, an_angry_conversation

pytestmark = pytest.mark.browser


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


def test_waiting_times_count_by_themselves(browser: Browser, address: str, database: Database) -> None:
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
        expect(page.get_by_label("Password")).to_be_visible(timeout=90_000)


def an_offer(database: Database, story: Story, email: str, seconds: float) -> None:
    handoff, now = story.handoff(), datetime.now(UTC)
    with database.session() as session:
        agent = session.scalars(select(User.id).where(User.email == email)).one()
        session.get_one(Handoff, handoff).status = "offered"
        due_at = now + timedelta(seconds=seconds)
        session.add(Offer(handoff_id=handoff, agent_id=agent, offered_at=now, due_at=due_at))


def test_an_offer_counts_down_and_is_declined_with_one_press(
    browser: Browser, address: str, database: Database
) -> None:
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        an_offer(database, an_angry_conversation(database), "sam@example.com", 50)
        offers = page.get_by_role("region", name=re.compile("Offered to you"))
        expect(offers).to_contain_text("Priya Nair", timeout=4_000)
        left = offers.locator("[data-until]")
        expect(left).to_have_text(re.compile(r"^\d+ s$"))
        first = left.inner_text()
        expect(left).not_to_have_text(first, timeout=3_000)
        offers.get_by_role("button", name="Decline Priya Nair").click()
        expect(offers).to_have_count(0)
        expect(page.get_by_role("region", name=re.compile("Waiting"))).to_contain_text("Priya Nair")


def test_why_a_customer_stands_where_they_stand_is_said_on_demand_and_stays_open(
    browser: Browser, address: str, database: Database
) -> None:
    story = an_angry_conversation(database)
    story.handoff("legal_threat")
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        card = page.get_by_role("listitem").filter(has_text="Priya Nair")
        card.get_by_text("legal steps were mentioned").first.click()
        reason = card.get_by_role("listitem").filter(has_text="legal steps were mentioned")
        expect(reason).to_contain_text("+25")
        story.message("customer", "hello??")
        page.wait_for_timeout(1_600)
        expect(reason).to_be_visible()


def test_a_callback_is_taken_up_from_the_queue(browser: Browser, address: str, database: Database) -> None:
    story = an_angry_conversation(database)
    story.handoff(status="expired", ended_at=story.at)
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        callbacks = page.get_by_role("region", name=re.compile("Callbacks due"))
        expect(callbacks).to_contain_text("priya@example.com")
        callbacks.get_by_role("button", name="Take up Priya Nair").click()
        expect(page.get_by_text("You have this conversation.").first).to_be_visible()
        expect(callbacks).to_have_count(0)


def test_an_agent_sees_who_is_on_duty_and_sets_their_own_limit(
    browser: Browser, address: str, database: Database
) -> None:
    with window(browser) as sam, window(browser) as kim:
        sign_in(sam, address, "sam@example.com")
        expect(sam.get_by_text("Nobody is on duty")).to_be_visible()
        sign_in(kim, address, "kim@example.com")
        kim.get_by_role("switch", name="On duty").click()
        expect(sam.get_by_text("1 on duty")).to_be_visible(timeout=4_000)
        sam.get_by_text("1 on duty").click()
        expect(sam.locator("#at-work")).to_contain_text("Kim Park 0 of 3")
        kim.get_by_label("Conversations offered to you at once").select_option("5")
        expect(sam.locator("#at-work")).to_contain_text("Kim Park 0 of 5", timeout=4_000)
