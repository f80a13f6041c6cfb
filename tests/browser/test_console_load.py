"""The console with two hundred customers waiting, and in a conversation of five hundred messages."""

import gzip
import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from amends.records.database import Database
from amends.records.tables import Message
from tests.browser.staff_driver import sign_in, violations, window
from tests.builders import Story, a_reading

pytestmark = pytest.mark.browser


def test_two_hundred_waiting_customers_are_shown_quickly_and_readably(
    browser: Browser, address: str, database: Database
) -> None:
    for number in range(200):
        story = Story(database, id=f"w{number:03}", name=f"Customer {number}")
        story.turn("Where is my parcel?", "I see.")
        story.handoff(requested_at=datetime.now(UTC) - timedelta(minutes=number))
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        expect(page.locator("#waiting-list > li")).to_have_count(200)
        expect(page.locator("#waiting-count")).to_have_text("200")
        times, sizes = [], []
        for _ in range(5):
            begun = time.monotonic()
            answer = page.request.get(f"{address}/console/queue")
            times.append(time.monotonic() - begun)
            sizes.append(len(gzip.compress(answer.body())))
        print(f"queue of 200: {min(times) * 1000:.0f} ms, {sizes[0]} bytes gzip")
        assert min(times) < 1.0
        assert sizes[0] < 20_000
        # The page takes a change in without losing the place of a reader who has gone down the list.
        link = page.get_by_role("link", name=re.compile("Customer 3 "))
        link.focus()
        spent = page.evaluate("""() => new Promise((resolve) => {
            const begun = performance.now();
            const done = () => resolve(performance.now() - begun);
            document.addEventListener("htmx:afterSettle", done, { once: true });
            document.body.dispatchEvent(new Event("queue-changed"));
        })""")
        print(f"refresh of 200 in the page: {spent:.0f} ms")
        assert spent < 2_000
        expect(link).to_be_focused()
        assert violations(page) == []


def test_a_refresh_in_a_conversation_of_five_hundred_messages_is_small(
    browser: Browser, address: str, database: Database
) -> None:
    story = Story(database)
    for number in range(250):
        story.turn(f"It is still not here, and this is message {number}", f"I see, number {number}.")
    handoff = story.handoff()
    with window(browser) as page:
        sign_in(page, address, "sam@example.com")
        page.goto(f"{address}/console/conversations/{story.id}")
        lines = page.locator("#transcript > li")
        expect(lines).to_have_count(500)
        page.evaluate("document.querySelector('#transcript > li').dataset.old = 'yes'")
        sent: list[tuple[str, int]] = []
        page.on("response", lambda answer: sent.append((answer.url.split("/")[-1], len(answer.body()))))
        begun = time.monotonic()
        story.message("customer", "one more thing", state="waiting")
        expect(lines).to_have_count(501, timeout=8_000)
        took = time.monotonic() - begun
        page.wait_for_timeout(600)
        lengths = [size for name, size in sent if name.startswith(("lines", "live"))]
        print(
            f"a new message in 500: seen after {took:.2f} s, {sum(lengths)} bytes in {len(lengths)} answers"
        )
        assert took < 5.0
        assert sum(lengths) < 30_000
        # What stood there was left alone: a log that is redrawn is read out from the beginning.
        expect(lines.first).to_have_attribute("data-old", "yes")
        # The mood comes later and goes into its place, outside what screen readers announce.
        with database.session() as session:
            newest = session.scalars(select(Message).order_by(Message.seq.desc())).first()
            assert newest is not None
            newest.state, newest.reading = "read", a_reading(score=0.9, band="hostile")
        expect(lines.last.locator(".band-word")).to_have_text("hostile", timeout=5_000)
        expect(lines).to_have_count(501)
        assert handoff
