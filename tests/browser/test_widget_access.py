"""The widget for everybody: screen readers, keyboards, phones, dark rooms, other scripts, strict pages."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.fake_desk import FakeDesk
from tests.browser.widget_driver import Widget

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CHOICES = [{"id": "affirm", "title": "Yes"}, {"id": "give_contact", "title": "Leave my details"}]


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def talked(page: Page, desk: FakeDesk, shop_url: str) -> Widget:
    """A widget with something of everything in it."""
    widget = Widget(page).visit(shop_url).open()
    widget.send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    desk.say("This is Maria. See https://shop.example", author="agent", name="Maria Ortiz")
    desk.say("Shall I?", buttons=CHOICES)
    expect(widget.choice("Yes")).to_be_visible()
    return widget


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_closed_open_and_in_trouble(
    browser: Browser, desk: FakeDesk, shop_url: str, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    widget = Widget(page).visit(shop_url)
    assert violations(page) == []
    widget = talked(page, desk, shop_url)
    assert violations(page) == []
    widget.choice("Leave my details").click()
    page.get_by_role("button", name="Save").click()
    desk.faults.refuse_posts, desk.faults.refuse_with = 1, 422
    widget.send("Refused")
    expect(widget.outbox).to_contain_text("Not sent")
    desk.faults.refuse_posts, desk.faults.refuse_with = 99, 503
    widget.send("Waiting")
    expect(widget.status).to_contain_text("Connection lost")
    page.get_by_role("button", name="More").click()
    assert violations(page) == []
    context.close()


def test_the_whole_journey_needs_no_mouse(page: Page, desk: FakeDesk, shop_url: str) -> None:
    desk.next_buttons = [{"id": "affirm", "title": "Yes"}, {"id": "deny", "title": "No"}]
    widget = Widget(page).visit(shop_url)
    widget.launcher.focus()
    page.keyboard.press("Enter")
    expect(widget.field).to_be_focused()
    page.keyboard.type("Hello")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("there")
    page.keyboard.press("Enter")
    expect(widget.choice("No")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(widget.person).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(widget.choice("No")).to_be_focused()
    page.keyboard.press("Space")
    expect(widget.bubbles("customer").last).to_have_text("No")
    expect(widget.field).to_be_focused()
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()
    assert desk.only.posts[0]["text"] == "Hello\nthere"


def test_escape_closes_what_is_on_top_first(page: Page, desk: FakeDesk, shop_url: str) -> None:
    widget = Widget(page).visit(shop_url).open()
    more = page.get_by_role("button", name="More")
    more.click()
    expect(page.get_by_role("button", name="Contact details")).to_be_focused()
    page.keyboard.press("Escape")
    expect(more).to_be_focused()
    more.click()
    page.get_by_role("button", name="Contact details").click()
    page.keyboard.press("Escape")
    expect(page.get_by_label("E-mail")).to_be_hidden()
    expect(widget.panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()


def test_the_dialog_and_the_log_are_named(page: Page, desk: FakeDesk, shop_url: str) -> None:
    widget = talked(page, desk, shop_url)
    expect(widget.panel).to_have_accessible_name("Alder & Finch help")
    expect(widget.log).to_have_accessible_name("Conversation")
    expect(page.get_by_role("log")).to_have_count(1)


def test_the_log_only_grows(page: Page, desk: FakeDesk, shop_url: str) -> None:
    widget = talked(page, desk, shop_url)
    page.evaluate(
        """() => {
            const log = document.querySelector("amends-chat").shadowRoot.querySelector("[role=log]");
            window.removed = 0;
            window.late = 0;
            new MutationObserver((changes) => {
                for (const change of changes) {
                    window.removed += change.removedNodes.length;
                    window.late += [...change.addedNodes].filter((node) => node.nextSibling).length;
                }
            }).observe(log, { childList: true, subtree: true, characterData: true });
        }"""
    )
    widget.choice("Yes").click()
    expect(widget.bubbles("assistant").last).to_have_text("You said: Yes")
    desk.cut()
    desk.say("After the cut")
    expect(widget.bubbles("assistant").last).to_have_text("After the cut")
    assert page.evaluate("() => [window.removed, window.late]") == [0, 0]


def test_history_is_filled_in_while_screen_readers_are_told_to_wait(
    page: Page, desk: FakeDesk, shop_url: str
) -> None:
    talked(page, desk, shop_url)
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
            const log = document.querySelector("amends-chat").shadowRoot.querySelector("[role=log]");
            window.loud = 0;
            new MutationObserver((changes) => {
                if (!log.hasAttribute("aria-busy")) window.loud += 1;
            }).observe(log, { childList: true, subtree: true });
        })"""
    )
    # The observer reports a moment later; the pages of history arrive with the log still marked busy.
    page.reload()
    expect(page.locator("amends-chat .log .bubble")).to_have_count(5)
    assert page.evaluate("() => window.loud") == 0


def test_a_phone_gets_a_sheet_over_the_whole_screen(
    browser: Browser, desk: FakeDesk, shop_url: str, tmp_path: Path
) -> None:
    context = browser.new_context(**PHONE, reduced_motion="reduce")
    page = context.new_page()
    widget = talked(page, desk, shop_url)
    assert widget.panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    expect(widget.panel).to_have_attribute("aria-modal", "true")
    expect(widget.person).to_be_in_viewport()
    expect(widget.field).to_be_in_viewport()
    for name in ("Close the chat", "More", "Send"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box and min(box["width"], box["height"]) >= 38, name
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    for _ in range(20):
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.localName") == "amends-chat"
    page.screenshot(path=tmp_path / "phone.png")
    assert violations(page) == []
    context.close()


def test_long_and_hostile_texts_never_widen_the_panel(page: Page, desk: FakeDesk, shop_url: str) -> None:
    widget = Widget(page).visit(shop_url).open()
    desk.next_buttons = [{"id": "x", "title": "An answer far too long for one line " * 4}]
    widget.send("A" * 900 + " https://shop.example/" + "x" * 300)
    expect(widget.bubbles("assistant")).to_have_count(1)
    desk.say("שלום " * 80)
    desk.say("‮" + "z" * 200, author="agent", name="N" * 200)
    expect(widget.bubbles("agent")).to_have_count(1)
    box = widget.panel.bounding_box()
    assert box and box["width"] <= 404
    wide = "box => box.scrollWidth > box.clientWidth"
    assert not page.locator("amends-chat .scroll").evaluate(wide)
    assert not page.locator("amends-chat .head").evaluate(wide)


def test_a_page_written_from_right_to_left_gets_a_mirrored_widget(
    page: Page, desk: FakeDesk, shop_url: str
) -> None:
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl' })"
    )
    widget = talked(page, desk, shop_url)
    desk.say("مرحبا")
    expect(widget.bubbles("assistant").last).to_have_text("مرحبا")
    box = widget.panel.bounding_box()
    assert box and box["x"] < 60
    direction = "bubble => getComputedStyle(bubble).direction"
    assert widget.bubbles("assistant").last.evaluate(direction) == "rtl"
    assert widget.bubbles("assistant").first.evaluate(direction) == "ltr"


def test_a_strict_page_has_nothing_to_refuse(page: Page, desk: FakeDesk, shop_url: str) -> None:
    widget = talked(page, desk, shop_url)
    widget.choice("Leave my details").click()
    assert widget.troubles == []
    assert page.locator("amends-chat :is([style], style, script)").count() == 0


def test_nothing_moves_for_those_who_ask_for_stillness(page: Page, desk: FakeDesk, shop_url: str) -> None:
    talked(page, desk, shop_url)
    desk.signal("typing", {"author": "assistant", "on": True})
    expect(page.locator("amends-chat .dots")).to_be_visible()
    assert page.evaluate("() => document.querySelector('amends-chat').shadowRoot.getAnimations().length") == 0


def test_the_widget_does_not_touch_the_page_s_looks(page: Page, desk: FakeDesk, shop_url: str) -> None:
    page.route("**/widget.js", lambda route: route.abort())
    page.goto(shop_url)
    looks = """() => [...document.querySelectorAll("body *:not(amends-chat)")]
        .map((element) => getComputedStyle(element).font).join()"""
    bare = page.evaluate(looks)
    page.unroute("**/widget.js")
    Widget(page).visit(shop_url)
    assert page.evaluate(looks) == bare
