"""A conversation as agents hold it: replies that are said once, notes that stay private, and its end."""

import re
from contextlib import suppress

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from amends.desk.hub import Signal, conversation_topic
from amends.records.database import Database
from amends.records.tables import Conversation, Handoff, Message, WrapUp
from tests.browser.staff_driver import sign_in, violations, window
from tests.builders import Story, an_angry_conversation
from tests.staff_rooms import served, staff_rooms

pytestmark = pytest.mark.browser


def held(page: Page, address: str, story: Story) -> None:
    """The conversation, accepted by Sam Lee, on the page."""
    story.handoff()
    sign_in(page, address, "sam@example.com")
    page.goto(f"{address}/console/conversations/{story.id}")
    page.get_by_role("button", name="Accept this conversation").click()
    expect(page.get_by_label(re.compile("Your reply to"))).to_be_visible()
    # Keys are heard once the page's script has run.
    page.wait_for_load_state()


def said_by_agents(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Message.text).where(Message.author == "agent")))


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
        # Whoever accepts lands at the briefing; one key leads on to the reply.
        expect(briefing).to_be_focused()
        page.wait_for_load_state()
        reply = page.get_by_label("Your reply to Priya Nair")
        page.keyboard.press("r")
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
        reply.click()
        reply.fill("half a sent")
        story.seq += 1  # The desk wrote that the agent has joined.
        story.message("customer", "ARE YOU THERE", state="read")
        expect(page.get_by_role("log")).to_contain_text("ARE YOU THERE", timeout=3_000)
        expect(reply).to_have_value("half a sent")
        expect(reply).to_be_focused()
        # The end of the transcript stays in sight.
        expect(page.get_by_role("log").get_by_text("ARE YOU THERE")).to_be_in_viewport()
        assert handoff


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
        expect(page.get_by_role("alert")).to_contain_text("Your text is kept", timeout=10_000)
        expect(reply).to_have_value("Please hold on.")
        page.unroute("**/messages")
        # Not even a reload makes another message of it.
        page.reload()
        expect(reply).to_have_value("Please hold on.")
        page.get_by_role("button", name="Send").click()
        expect(reply).to_have_value("")
        expect(page.get_by_role("log").get_by_text("Please hold on.")).to_have_count(1)


def test_an_answer_that_is_lost_once_is_asked_for_again_by_itself(
    browser: Browser, address: str, database: Database
) -> None:
    with window(browser) as page:
        held(page, address, an_angry_conversation(database))
        lost = []

        def lose_the_first(route: Route) -> None:
            if lost:
                route.continue_()
            else:
                lost.append(route.fetch())
                route.abort()

        page.route("**/messages", lose_the_first)
        reply = page.get_by_label("Your reply to Priya Nair")
        reply.fill("I am calling the carrier.")
        reply.press("Enter")
        expect(reply).to_have_value("", timeout=10_000)
        expect(page.get_by_role("log").get_by_text("I am calling the carrier.")).to_have_count(1)
        assert len(said_by_agents(database)) == 1


def test_a_draft_survives_a_reload(browser: Browser, address: str, database: Database) -> None:
    with window(browser) as page:
        held(page, address, an_angry_conversation(database))
        page.get_by_label("Your reply to Priya Nair").press_sequentially("half a sentence")
        page.get_by_role("tab", name="Private note").click()
        page.get_by_label("Private note: only colleagues see it").press_sequentially("half a note")
        page.reload()
        expect(page.get_by_label("Your reply to Priya Nair")).to_have_value("half a sentence")
        page.get_by_role("tab", name="Private note").click()
        expect(page.get_by_label("Private note: only colleagues see it")).to_have_value("half a note")


def test_a_reply_refused_because_the_conversation_is_gone_is_not_lost(
    browser: Browser, address: str, database: Database
) -> None:
    story = an_angry_conversation(database)
    with window(browser) as page:
        held(page, address, story)
        reply = page.get_by_label("Your reply to Priya Nair")
        reply.fill("The carrier says Tuesday.")
        # Somebody handed it back meanwhile, and this page has not heard of it: the fence is an old one.
        page.route("**/live", lambda route: route.fulfill(status=204))
        with database.session() as session:
            conversation = session.get_one(Conversation, story.id)
            conversation.holder, conversation.agent_id, conversation.fence = "assistant", None, 2
            handoff = session.scalars(select(Handoff)).one()
            handoff.status, handoff.ended_at = "returned", story.at
        reply.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("your message was not sent")
        expect(reply).to_have_value("The carrier says Tuesday.")
        page.unroute("**/live")
        page.reload()
        kept = page.get_by_label("Your reply that was not sent")
        expect(kept).to_have_value("The carrier says Tuesday.")
        assert violations(page) == []
        page.get_by_role("button", name="Use it as a note").click()
        expect(page.get_by_label("Private note: only colleagues see it")).to_have_value(
            "The carrier says Tuesday."
        )
        expect(kept).to_be_hidden()
        assert said_by_agents(database) == []


def test_a_private_note_is_written_beside_the_reply_and_never_said(
    browser: Browser, address: str, database: Database
) -> None:
    with window(browser) as page:
        held(page, address, an_angry_conversation(database))
        page.keyboard.press("n")
        note = page.get_by_label("Private note: only colleagues see it")
        expect(note).to_be_focused()
        page.keyboard.type("Rings at three")
        page.keyboard.press("Control+Enter")
        line = page.get_by_role("log").get_by_role("listitem").filter(has_text="Rings at three")
        expect(line).to_contain_text("Private note")
        expect(line).to_contain_text("Only colleagues see this")
        expect(page.get_by_role("complementary", name="Briefing")).to_contain_text("Rings at three")
        expect(note).to_have_value("")
        assert said_by_agents(database) == []
        # What the customer gets is another colour, another place, another name.
        page.keyboard.press("Escape")
        page.keyboard.press("r")
        page.keyboard.type("Hello Priya.")
        page.keyboard.press("Enter")
        expect(page.get_by_role("log").get_by_text("Hello Priya.")).to_be_visible()
        colours = page.evaluate(
            "[...document.querySelectorAll('.line.note, .by-agent .bubble')]"
            ".map((each) => getComputedStyle(each).backgroundColor)"
        )
        assert len(set(colours)) == 2


def test_finishing_names_open_promises_and_asks_how_it_went(
    browser: Browser, address: str, database: Database
) -> None:
    story = an_angry_conversation(database)
    with window(browser) as page:
        held(page, address, story)
        page.get_by_role("button", name="Finish").click()
        dialog = page.get_by_role("dialog", name=re.compile("Finish with"))
        expect(dialog).to_contain_text("1 promise still to be kept")
        # A promise made meanwhile is listed as well, and what was chosen stays chosen.
        dialog.get_by_label("Callback agreed").check()
        dialog.get_by_role("textbox").fill("Rings at nine")
        story.promise("Ask the depot", "agent")
        expect(dialog).to_contain_text("2 promises still to be kept", timeout=5_000)
        expect(dialog.get_by_label("Callback agreed")).to_be_checked()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(page.get_by_role("button", name="Finish")).to_be_focused()
        page.get_by_role("button", name="Finish").click()
        dialog.get_by_role("button", name="End the conversation").click()
        expect(page.get_by_text("This conversation has ended.").first).to_be_visible()
        expect(page.get_by_role("complementary", name="Briefing")).to_contain_text("Rings at nine")
    with database.reading() as session:
        wrap_up = session.scalars(select(WrapUp)).one()
        assert (wrap_up.disposition, wrap_up.note) == ("callback_agreed", "Rings at nine")


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
        expect(page.get_by_role("heading", name="Briefing")).to_be_visible()
        # A signal is for those who listen just then, so it is sent until the page's line is open.
        for _ in range(40):
            httpx.post(f"{address}/test/typing").raise_for_status()
            with suppress(AssertionError):
                expect(page.get_by_text("The customer is typing…")).to_be_visible(timeout=500)
                break
        else:
            pytest.fail("the agent never saw that the customer was typing")
        story.message("customer", "here I am", state="read")
        expect(page.get_by_role("log")).to_contain_text("here I am")
        expect(page.get_by_text("The customer is typing…")).to_be_hidden()
