"""The widget in the running house: shop, desk and assistant as a customer meets them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.widget_driver import Widget
from tests.house import House

pytestmark = [pytest.mark.browser, pytest.mark.house]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    # A first turn on a busy machine may take a while; the desk's own deadline is 20 seconds.
    context.set_default_timeout(25_000)
    expect.set_options(timeout=25_000)
    yield context.new_page()
    expect.set_options(timeout=5_000)
    context.close()


def test_a_complaint_gets_an_answer_from_a_bot_that_says_so(page: Page, house: House) -> None:
    widget = Widget(page).visit(house.shop_url).open()
    widget.send("My kettle was promised for last week and it is STILL not here. Order A-1001.")
    expect(widget.bubbles("assistant").first).to_be_visible()
    expect(widget.log).to_contain_text("bot")
    expect(widget.bubbles("customer")).to_have_count(1)
    expect(widget.outbox).to_be_hidden()
    said = widget.texts()
    page.reload()
    widget.open()
    expect(widget.bubbles("customer")).to_have_count(1)
    assert widget.texts()[: len(said)] == said
    assert widget.troubles == []


def test_asking_for_a_person_is_answered(page: Page, house: House) -> None:
    widget = Widget(page).visit(house.shop_url).open()
    widget.person.click()
    expect(widget.bubbles("customer")).to_have_text(["I want to talk to a person"])
    expect(widget.bubbles("assistant").first).to_be_visible()
    expect(widget.person).to_have_text("Talk to a person")


def test_a_suggested_answer_of_the_assistant_is_taken(page: Page, house: House) -> None:
    widget = Widget(page).visit(house.shop_url).open()
    widget.send("The lamp arrived broken, the shade is torn. Order A-1006. I am really annoyed.")
    choices = page.get_by_role("group", name="Suggested answers").get_by_role("button")
    expect(choices.first).to_be_visible()
    title = choices.first.inner_text()
    choices.first.click()
    expect(widget.bubbles("customer").last).to_have_text(title)
    expect(widget.bubbles("customer")).to_have_count(2)
    expect(page.locator("amends-chat .failure")).to_have_count(0)
