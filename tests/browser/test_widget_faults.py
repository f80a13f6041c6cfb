"""What the widget does when the line, the desk or the browser fails: nothing is lost or doubled."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import served_shop
from tests.browser.fake_desk import FakeDesk
from tests.browser.widget_driver import Widget

pytestmark = pytest.mark.browser

KEPT = "Connection lost — your message is kept and will be sent."


def wait_until(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not condition() and time.monotonic() < until:
        time.sleep(0.02)
    return condition()


@pytest.fixture
def widget(page: Page, desk: FakeDesk, shop_url: str) -> Widget:
    return Widget(page).visit(shop_url).open()


@pytest.fixture
def begun(widget: Widget) -> Widget:
    """A widget whose conversation has begun."""
    widget.send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    return widget


@pytest.fixture
def restarting_desk() -> Iterator[FakeDesk]:
    desk = FakeDesk().start()
    yield desk
    desk.stop()


def test_what_is_written_offline_is_kept_and_sent_once_online(
    begun: Widget, desk: FakeDesk, context: BrowserContext
) -> None:
    context.set_offline(True)
    begun.send("Are you there?")
    expect(begun.status).to_have_text(KEPT)
    expect(begun.outbox.get_by_role("img", name="Waiting to be sent")).to_be_visible()
    expect(begun.outbox.get_by_role("img", name="Sent", exact=True)).to_have_count(0)
    context.set_offline(False)
    begun.expect_texts("Hello", "You said: Hello", "Are you there?", "You said: Are you there?")
    expect(begun.outbox).to_be_hidden()
    expect(begun.status).to_be_empty()
    assert [post["text"] for post in desk.only.posts] == ["Hello", "Are you there?"]


def test_the_first_message_of_all_can_be_written_offline(
    widget: Widget, desk: FakeDesk, context: BrowserContext
) -> None:
    context.set_offline(True)
    widget.send("One")
    widget.send("Two")
    expect(widget.status).to_have_text(KEPT)
    context.set_offline(False)
    expect(widget.bubbles("customer")).to_have_text(["One", "Two"])
    assert len(desk.kept) == 1


def test_an_unsent_message_outlives_a_reload(begun: Widget, desk: FakeDesk) -> None:
    desk.faults.refuse_posts = 99
    begun.send("Keep me")
    expect(begun.status).to_have_text(KEPT)
    begun.page.reload()
    begun.open()
    expect(begun.outbox).to_contain_text("Keep me")
    desk.faults.refuse_posts = 0
    begun.expect_texts("Hello", "You said: Hello", "Keep me", "You said: Keep me")
    assert len({post["client_id"] for post in desk.only.posts}) == 2


def test_a_lost_answer_does_not_double_the_message(begun: Widget, desk: FakeDesk) -> None:
    desk.faults.lose_answers = 2
    begun.send("Only once")
    begun.expect_texts("Hello", "You said: Hello", "Only once", "You said: Only once")
    expect(begun.outbox).to_be_hidden()
    begun.page.wait_for_timeout(1500)
    begun.expect_texts("Hello", "You said: Hello", "Only once", "You said: Only once")
    assert len({post["client_id"] for post in desk.only.posts[1:]}) == 1


def test_dropped_streams_lose_and_double_nothing(begun: Widget, desk: FakeDesk) -> None:
    desk.answers = False
    for number in range(12):
        if number % 3 == 0:
            desk.cut()
        desk.say(f"Line {number}")
    expect(begun.bubbles("assistant").last).to_have_text("Line 11")
    assert begun.texts()[2:] == [f"Line {number}" for number in range(12)]
    assert desk.streams_opened > 1


def test_an_event_that_was_not_pushed_is_fetched_when_the_next_one_shows_the_gap(
    begun: Widget, desk: FakeDesk
) -> None:
    desk.faults.skip_pushes = 2
    for text in ("lost one", "lost two", "third"):
        desk.say(text)
    begun.expect_texts("Hello", "You said: Hello", "lost one", "lost two", "third")
    assert desk.streams_opened == 1


def test_a_stream_that_falls_silent_is_opened_anew(page: Page, desk: FakeDesk, shop_url: str) -> None:
    page.clock.install()
    widget = Widget(page).visit(shop_url).open()
    widget.send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    desk.faults.mute = True
    desk.say("Said into a dead line")
    page.clock.fast_forward(40_000)
    page.clock.run_for(3_000)
    widget.expect_texts("Hello", "You said: Hello", "Said into a dead line")
    assert desk.streams_opened == 2


def test_a_tab_that_nobody_sees_lets_go_of_its_line(page: Page, desk: FakeDesk, shop_url: str) -> None:
    page.clock.install()
    widget = Widget(page).visit(shop_url).open()
    widget.send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    page.keyboard.press("Escape")
    see = """state => {
        Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(see, "hidden")
    page.clock.run_for(31_000)
    assert wait_until(lambda: not desk.only.listeners)
    desk.say("While you were away")
    page.evaluate(see, "visible")
    expect(widget.launcher).to_have_accessible_name("Chat with us , 1 new message")
    assert wait_until(lambda: len(desk.only.listeners) == 1)
    widget.open()
    widget.expect_texts("Hello", "You said: Hello", "While you were away")


def test_an_open_conversation_keeps_its_line_in_the_background(
    page: Page, desk: FakeDesk, shop_url: str
) -> None:
    page.clock.install()
    widget = Widget(page).visit(shop_url).open()
    widget.send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    page.evaluate(
        """() => {
            Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    page.clock.run_for(31_000)
    desk.say("Are you still there?")
    expect(page).to_have_title("(1) Alder & Finch")
    assert desk.streams_opened == 1


def test_a_desk_that_restarts_is_found_again(page: Page, restarting_desk: FakeDesk) -> None:
    with served_shop(restarting_desk.url) as shop_url:
        widget = Widget(page).visit(shop_url).open()
        widget.send("Hello")
        widget.expect_texts("Hello", "You said: Hello")
        restarting_desk.stop()
        widget.send("While you were away")
        expect(widget.status).to_have_text(KEPT)
        restarting_desk.restart()
        widget.expect_texts(
            "Hello", "You said: Hello", "While you were away", "You said: While you were away"
        )
        expect(widget.status).to_be_empty()


def test_a_refused_message_says_why_and_can_be_mended(begun: Widget, desk: FakeDesk) -> None:
    desk.faults.refuse_posts, desk.faults.refuse_with = 1, 422
    begun.send("Refused")
    expect(begun.outbox).to_contain_text("Not sent. Refused on purpose.")
    begun.page.get_by_role("button", name="Edit").click()
    expect(begun.field).to_have_value("Refused")
    expect(begun.outbox).to_be_hidden()
    begun.send("Mended")
    begun.expect_texts("Hello", "You said: Hello", "Mended", "You said: Mended")


def test_a_refused_message_can_be_sent_again_as_a_new_one_or_removed(begun: Widget, desk: FakeDesk) -> None:
    desk.faults.refuse_posts, desk.faults.refuse_with = 2, 422
    begun.send("First")
    begun.send("Second")
    expect(begun.page.get_by_role("button", name="Remove")).to_have_count(2)
    begun.page.get_by_role("button", name="Remove").last.click()
    begun.page.get_by_role("button", name="Try again").click()
    begun.expect_texts("Hello", "You said: Hello", "First", "You said: First")
    ids = [post["client_id"] for post in desk.only.posts if post["text"] == "First"]
    assert len(set(ids)) == 2


def test_too_many_messages_at_once_are_sent_when_the_desk_allows_it(begun: Widget, desk: FakeDesk) -> None:
    desk.faults.refuse_posts, desk.faults.refuse_with = 1, 429
    begun.send("Patient")
    begun.expect_texts("Hello", "You said: Hello", "Patient", "You said: Patient")


def test_a_conversation_that_the_desk_no_longer_keeps_is_begun_anew(begun: Widget, desk: FakeDesk) -> None:
    desk.kept.clear()
    begun.send("Still here")
    expect(begun.bubbles("customer").last).to_have_text("Still here")
    expect(begun.bubbles("assistant").last).to_have_text("You said: Still here")
    assert [post["text"] for post in desk.only.posts] == ["Still here"]


def test_contact_details_that_could_not_be_saved_stay_in_the_form(
    begun: Widget, context: BrowserContext
) -> None:
    page = begun.page
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Contact details").click()
    page.get_by_label("E-mail").fill("amara@example.org")
    context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("could not be saved")
    expect(page.get_by_label("E-mail")).to_have_value("amara@example.org")
    context.set_offline(False)
    page.get_by_role("button", name="Save").click()
    expect(begun.status).to_have_text("Your contact details are saved.")


def test_a_page_that_forbids_storage_can_still_chat(page: Page, desk: FakeDesk, shop_url: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied') } })"
    )
    widget = Widget(page).visit(shop_url).open()
    widget.send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    assert len(desk.only.posts) == 1


def test_a_customer_with_many_tabs_can_send_from_each_of_them(
    context: BrowserContext, desk: FakeDesk, shop_url: str
) -> None:
    # Browsers open six connections to a desk over HTTP/1.1; each line takes one for good.
    hide = """() => {
        Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    for number in range(8):
        page = context.new_page()
        page.clock.install()
        widget = Widget(page).visit(shop_url).open()
        widget.send(f"Hello {number}")
        expect(widget.bubbles("customer").last).to_have_text(f"Hello {number}")
        page.evaluate(hide)
        page.clock.run_for(31_000)
        # Of those that nobody sees, one goes on listening and tells in its title what has come.
        assert wait_until(lambda: len(desk.only.listeners) == 1), number
    first = context.pages[0]
    before = first.title()
    desk.say("While you were away")
    expect(first).not_to_have_title(before)
    first.close()
    context.pages[3].clock.run_for(1_000)
    assert wait_until(lambda: len(desk.only.listeners) <= 1)


def test_a_page_opened_behind_others_opens_no_line(
    context: BrowserContext, desk: FakeDesk, shop_url: str
) -> None:
    page = context.new_page()
    widget = Widget(page).visit(shop_url).open()
    widget.send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    behind = context.new_page()
    behind.add_init_script(
        'Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true })'
    )
    Widget(behind).visit(shop_url)
    behind.wait_for_timeout(500)
    assert desk.streams_opened == 1
    behind.evaluate(
        """() => {
            Object.defineProperty(document, "visibilityState", { value: "visible", configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    assert wait_until(lambda: desk.streams_opened == 2)
