"""The main journeys of customers, agents and trainers, in two browsers that meet in the running house."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.staff_driver import sign_in, violations, window
from tests.browser.widget_driver import Widget
from tests.house import House

pytestmark = [pytest.mark.browser, pytest.mark.house, pytest.mark.slow]

# A first turn on a busy machine may take a while; the desk's own deadline is 20 seconds.
PATIENCE_MS = 30_000


@pytest.fixture
def widget(browser: Browser, house: House) -> Iterator[Widget]:
    """A customer with the chat open in the demo shop."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    yield Widget(context.new_page()).visit(house.shop_url).open()
    expect.set_options(timeout=5_000)
    context.close()


@contextmanager
def an_agent_on_duty(browser: Browser, house: House) -> Iterator[Page]:
    """The console of an agent who is on duty, and off again at the end."""
    agent = house.people["agent"]
    with window(browser) as console:
        console.set_default_timeout(PATIENCE_MS)
        sign_in(console, house.desk_url, agent.email, agent.password)
        duty = console.get_by_role("switch", name="On duty")
        if not duty.is_checked():
            duty.click()
        expect(duty).to_be_checked()
        yield console
        console.get_by_role("button", name="Sign out").click()
        expect(console.get_by_label("E-mail")).to_be_visible()


def card_of(console: Page, widget: Widget) -> str:
    """Waits for the customer's card in the queue; the address that it leads to."""
    path = f"/console/conversations/{widget.conversation_id()}"
    expect(console.locator(f'#queue a[href="{path}"]').first).to_be_visible()
    return path


def complain(widget: Widget, text: str) -> int:
    """Say what went wrong and wait for an answer; how many answers there are."""
    widget.send(text)
    expect(widget.bubbles("assistant").first).to_be_visible()
    return widget.bubbles("assistant").count()


def test_a_customer_is_taken_over_by_a_person_and_handed_back(
    browser: Browser, house: House, widget: Widget
) -> None:
    complain(widget, "The lamp of order A-1007 is late AGAIN. I waited at home twice and nobody came.")
    with an_agent_on_duty(browser, house) as console:
        widget.person.click()
        path = card_of(console, widget)
        console.locator(f'#queue a[href="{path}"]').first.click()
        briefing = console.get_by_role("complementary", name="Briefing")
        expect(briefing).to_contain_text("A-1007")
        expect(briefing).to_contain_text("waited at home twice")
        console.get_by_role("button", name="Accept this conversation").click()
        expect(widget.page.locator("amends-chat .role")).to_contain_text("a person")

        reply = console.get_by_label(re.compile("Your reply to"))
        reply.press_sequentially("I have your")
        expect(widget.page.get_by_text(re.compile("is writing")).first).to_be_visible()
        reply.press_sequentially(" order before me.")
        reply.press("Enter")
        expect(widget.bubbles("agent").last).to_have_text("I have your order before me.")
        log = console.get_by_role("log")
        expect(log).to_contain_text("I have your order before me.")
        # What is fetched anew takes the sign of typing away, until the customer goes on typing as people do.
        widget.field.press_sequentially("At last!", delay=400)
        expect(console.locator("#typing")).to_have_text("The customer is typing…")
        widget.field.press("Enter")
        expect(log).to_contain_text("At last!")

        console.get_by_role("tab", name="Private note").click()
        console.get_by_label("Private note: only colleagues see it").fill(
            "Ask the carrier about the second visit."
        )
        console.get_by_role("button", name="Keep note").click()
        expect(console.get_by_text("Ask the carrier about the second visit.").first).to_be_visible()
        widget.page.reload()
        widget.open()
        expect(widget.bubbles("agent").last).to_have_text("I have your order before me.")
        expect(widget.page.get_by_text("Ask the carrier")).to_have_count(0)

        console.get_by_role("button", name="Finish").click()
        sheet = console.get_by_role("dialog")
        expect(sheet).to_be_visible()
        assert violations(console) == []
        sheet.get_by_label("Passed on").check()
        sheet.get_by_label(re.compile("Note for colleagues")).fill("The carrier looks into it.")
        sheet.get_by_role("button", name="Hand back to the assistant").click()
        expect(console.get_by_text("The assistant has this conversation.").first).to_be_visible()
        expect(widget.person).to_have_text("Talk to a person")
        answers = widget.bubbles("assistant").count()
        widget.send("so what happens now?")
        expect(widget.bubbles("assistant").nth(answers)).to_be_visible()
        # Whoever gave the conversation back cannot speak in it any more.
        expect(console.get_by_label(re.compile("Your reply to"))).to_have_count(0)
    assert widget.troubles == []


def test_with_nobody_on_duty_a_call_is_promised_and_an_agent_takes_it_up_later(
    browser: Browser, house: House, widget: Widget
) -> None:
    complain(widget, "My kettle from order A-1001 arrived broken and I am really angry about it.")
    widget.person.click()
    expect(widget.choice("Leave my details")).to_be_visible()
    widget.choice("Leave my details").click()
    widget.page.get_by_label("E-mail").fill("jo.field@example.org")
    widget.page.get_by_role("button", name="Save").click()
    # The promise names a time; what it says beyond that is the assistant's to choose.
    promised = widget.bubbles("assistant").filter(has_text=re.compile(r"by \w+ \d{1,2} \w+"))
    expect(promised.last).to_be_visible()
    with an_agent_on_duty(browser, house) as console:
        path = card_of(console, widget)
        console.locator(f'#queue a[href="{path}"]').first.click()
        briefing = console.get_by_role("complementary", name="Briefing")
        expect(briefing).to_contain_text("jo.field@example.org")
        expect(briefing).to_contain_text(re.compile("promise", re.IGNORECASE))
        console.get_by_role("button", name=re.compile("^(Accept|Take up) this conversation")).click()
        reply = console.get_by_label(re.compile("Your reply to"))
        reply.fill("I am back for you: a new kettle is on its way.")
        reply.press("Enter")
        expect(widget.bubbles("agent").last).to_have_text("I am back for you: a new kettle is on its way.")
        console.get_by_role("button", name="Finish").click()
        sheet = console.get_by_role("dialog")
        sheet.get_by_label("Resolved").check()
        sheet.get_by_role("button", name="End the conversation").click()
        expect(widget.page.get_by_role("button", name="Start a new conversation").first).to_be_visible()
    assert widget.troubles == []


def test_a_trainer_finds_it_plays_it_corrects_it_and_goes_on_by_hand(
    browser: Browser, house: House, widget: Widget
) -> None:
    complain(widget, "The walnut zebra chair is two weeks late, order A-1003. This is ridiculous.")
    said = widget.bubbles().count()
    trainer = house.people["trainer"]
    with window(browser) as page:
        page.set_default_timeout(PATIENCE_MS)
        sign_in(page, house.desk_url, trainer.email, trainer.password)
        page.get_by_label(re.compile("Words said")).fill("walnut zebra")
        page.keyboard.press("Enter")
        found = page.locator(f'a[href="/replay/conversations/{widget.conversation_id()}"]')
        expect(found.first).to_be_visible()
        found.first.click()
        expect(page.get_by_role("heading", name="Turn 1")).to_be_visible()
        player = page.get_by_role("region", name="Player")
        player.get_by_role("button", name=re.compile("^Play")).click()
        expect(page.get_by_role("heading", name="Turn 1")).to_be_visible()

        page.goto(f"{house.desk_url}/replay/conversations/{widget.conversation_id()}/turns/1/correct")
        page.get_by_label(re.compile("^Read as")).select_option("report_wrong_item")
        page.get_by_label(re.compile("^Why")).fill("They speak of another chair.")
        page.get_by_role("button", name="Propose").click()
        expect(page.get_by_text(re.compile("report wrong item", re.IGNORECASE)).first).to_be_visible()

        page.goto(f"{house.desk_url}/replay/conversations/{widget.conversation_id()}")
        page.get_by_role("link", name=re.compile("^Go on by hand from here.*after turn 1")).click()
        page.get_by_label("What might the customer have said?").fill("Yes, exactly that.")
        page.get_by_role("button", name="Say it").click()
        expect(page.get_by_role("heading", name="Try 1")).to_be_visible()
        expect(page.get_by_text("Assistant (bot)").last).to_be_visible()
        assert violations(page) == []
    # The customer has noticed nothing of it.
    widget.page.reload()
    widget.open()
    expect(widget.bubbles("assistant").first).to_be_visible()
    assert widget.bubbles().count() == said
