"""A customer's journeys with the widget, against the fake desk."""

import json

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.fake_desk import GREETING, FakeDesk
from tests.browser.widget_driver import Widget, cold_paints_ms

pytestmark = pytest.mark.browser

BUTTONS = [{"id": "affirm", "title": "Yes"}, {"id": "deny", "title": "No"}]


@pytest.fixture
def widget(page: Page, desk: FakeDesk, shop_url: str) -> Widget:
    return Widget(page).visit(shop_url)


def test_the_widget_is_painted_within_a_second_of_opening_the_page(
    browser: Browser, desk: FakeDesk, shop_url: str
) -> None:
    took = cold_paints_ms(browser, shop_url, visits=3)
    # The machine may be busy with other tests: the best of three cold visits tells what the widget costs.
    assert min(took) < 1000, took


def test_a_message_is_sent_once_and_answered(widget: Widget, desk: FakeDesk) -> None:
    widget.open().send("Where is my kettle?")
    widget.expect_texts("Where is my kettle?", "You said: Where is my kettle?")
    assert [post["text"] for post in desk.only.posts] == ["Where is my kettle?"]
    expect(widget.bubbles("customer").get_by_role("img", name="Sent", exact=True)).to_be_visible()
    expect(widget.outbox).to_be_hidden()
    assert widget.troubles == []


def test_nothing_is_asked_of_the_desk_before_the_customer_writes(widget: Widget, desk: FakeDesk) -> None:
    widget.open()
    expect(widget.panel).to_contain_text("automated assistant (a bot)")
    expect(widget.panel).to_contain_text("is kept")
    assert desk.kept == {}


def test_the_desk_s_own_notice_takes_the_place_of_the_widget_s(widget: Widget, desk: FakeDesk) -> None:
    widget.open().send("Hello")
    expect(widget.bubbles("system")).to_have_text([GREETING])
    expect(widget.page.get_by_text("You are talking with an automated assistant")).to_be_hidden()


def test_a_reload_keeps_the_history_without_duplicates(widget: Widget, desk: FakeDesk) -> None:
    widget.open().send("One")
    widget.expect_texts("One", "You said: One")
    widget.send("Two")
    before = ["One", "You said: One", "Two", "You said: Two"]
    widget.expect_texts(*before)
    widget.page.reload()
    widget.open()
    widget.expect_texts(*before)
    expect(widget.log).not_to_have_attribute("aria-busy", "true")
    assert len(desk.kept) == 1


def test_a_long_history_comes_back_in_order(widget: Widget, desk: FakeDesk) -> None:
    desk.answers = False
    widget.open().send("First")
    expect(widget.bubbles("customer")).to_have_count(1)
    for number in range(120):
        desk.say(f"Line {number}")
    widget.page.reload()
    widget.open()
    expect(widget.bubbles("assistant")).to_have_count(120)
    assert widget.texts() == ["First", *(f"Line {number}" for number in range(120))]


def test_who_speaks_is_said_at_every_group(widget: Widget, desk: FakeDesk) -> None:
    widget.open().send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    desk.say("", type="holder", author="system", holder="agent", name="Maria Ortiz")
    desk.say("This is Maria.", author="agent", name="Maria Ortiz")
    desk.say("", type="holder", author="system", holder="assistant", name=None)
    desk.say("Back again.")
    labels = widget.page.locator("amends-chat .log .label .who")
    expect(labels).to_have_text(
        ["Notice", "You", "Assistant (bot)", "Notice", "Maria Ortiz", "Notice", "Assistant (bot)"]
    )
    expect(widget.bubbles("system").nth(1)).to_have_text("Maria Ortiz has joined the conversation.")


def test_while_an_agent_speaks_the_head_says_so(widget: Widget, desk: FakeDesk) -> None:
    widget.open().send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    desk.say("I am here.", author="agent", name=None)
    role = widget.page.locator("amends-chat .role")
    expect(role).to_have_text("Support agent · a person")
    expect(widget.person).to_have_attribute("aria-disabled", "true")
    desk.say("", type="holder", author="system", holder="assistant", name=None)
    expect(role).to_have_text("Assistant (bot)")
    expect(widget.person).to_have_text("Talk to a person")


def test_a_suggested_answer_can_be_taken_once(widget: Widget, desk: FakeDesk) -> None:
    desk.next_buttons = BUTTONS
    widget.open().send("Hello")
    widget.choice("Yes").evaluate("button => { button.click(); button.click(); }")
    widget.expect_texts("Hello", "You said: Hello Suggested answers: Yes, No.", "Yes", "You said: Yes")
    expect(widget.choice("No")).to_have_count(0)
    assert [post.get("button_id") for post in desk.only.posts] == [None, "affirm"]
    expect(widget.field).to_be_focused()


def test_suggested_answers_go_when_the_customer_writes_instead(widget: Widget, desk: FakeDesk) -> None:
    desk.next_buttons = BUTTONS
    widget.open().send("Hello")
    expect(widget.choice("Yes")).to_be_visible()
    widget.send("Something else")
    expect(widget.choice("Yes")).to_have_count(0)
    widget.page.reload()
    widget.open()
    expect(widget.bubbles("assistant")).to_have_count(2)
    expect(widget.choice("Yes")).to_have_count(0)


def test_open_suggestions_are_still_there_after_a_reload(widget: Widget, desk: FakeDesk) -> None:
    desk.next_buttons = BUTTONS
    widget.open().send("Hello")
    expect(widget.choice("Yes")).to_be_visible()
    widget.page.reload()
    widget.open()
    widget.choice("No").click()
    expect(widget.bubbles("customer")).to_have_count(2)
    assert desk.only.posts[-1]["button_id"] == "deny"


def test_a_person_can_be_asked_for_at_any_time(widget: Widget, desk: FakeDesk) -> None:
    desk.answers = False
    widget.open()
    expect(widget.person).to_be_visible()
    widget.person.click()
    expect(widget.bubbles("customer")).to_have_text(["I want to talk to a person"])
    expect(widget.person).to_have_text("Asked for a person")
    widget.person.click(force=True)
    desk.say("A person has been asked for.")
    expect(widget.person).to_have_text("Talk to a person")
    assert [post.get("button_id") for post in desk.only.posts] == ["request_agent"]


def test_typing_is_shown_outside_the_log_and_ends_with_the_answer(widget: Widget, desk: FakeDesk) -> None:
    desk.answers = False
    widget.open().send("Hello")
    expect(widget.bubbles("customer")).to_have_count(1)
    typing = widget.page.locator("amends-chat .typing")
    desk.signal("typing", {"author": "assistant", "on": True})
    expect(typing).to_be_visible()
    expect(widget.log.locator(".typing")).to_have_count(0)
    desk.say("Here I am.")
    expect(typing).to_be_hidden()


def test_the_customer_s_typing_is_told_sparingly(widget: Widget, desk: FakeDesk) -> None:
    widget.open().send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    widget.field.press_sequentially("I am still typing this", delay=10)
    widget.page.wait_for_timeout(200)
    assert desk.typing_signals == 1


def test_contact_details_are_asked_inline_and_the_turn_goes_on(widget: Widget, desk: FakeDesk) -> None:
    desk.next_buttons = [{"id": "give_contact", "title": "Leave my details"}]
    widget.open().send("Call me back")
    widget.choice("Leave my details").click()
    page = widget.page
    expect(page.get_by_label("Name")).to_be_focused()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_have_text("Please give an e-mail address or a phone number.")
    page.get_by_label("Name").fill("Amara Holt")
    page.get_by_label("Phone").fill("12")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_have_text("This phone number looks incomplete.")
    page.get_by_label("Phone").fill("+49 30 1234567")
    page.get_by_label("Phone").press("Enter")
    expect(widget.bubbles("customer").last).to_have_text("I have left my contact details.")
    expect(widget.status).to_have_text("Your contact details are saved.")
    assert desk.only.contacts == [{"name": "Amara Holt", "phone": "+49 30 1234567"}]
    assert desk.only.posts[-1]["button_id"] == "give_contact"


def test_contact_details_can_be_left_from_the_menu_before_anything_was_said(
    widget: Widget, desk: FakeDesk
) -> None:
    widget.open()
    widget.page.get_by_role("button", name="More").click()
    widget.page.get_by_role("button", name="Contact details").click()
    widget.page.get_by_label("E-mail").fill("amara@example.org")
    widget.page.get_by_role("button", name="Save").click()
    expect(widget.status).to_have_text("Your contact details are saved.")
    assert desk.only.contacts == [{"email": "amara@example.org"}]
    assert desk.only.posts == []


def test_details_left_by_the_menu_answer_an_open_question_for_them(widget: Widget, desk: FakeDesk) -> None:
    desk.next_buttons = [{"id": "give_contact", "title": "Leave my details"}]
    widget.open().send("Call me back")
    expect(widget.choice("Leave my details")).to_be_visible()
    widget.page.get_by_role("button", name="More").click()
    widget.page.get_by_role("button", name="Contact details").click()
    widget.page.get_by_label("E-mail").fill("amara@example.org")
    widget.page.get_by_role("button", name="Save").click()
    expect(widget.bubbles("customer")).to_have_count(2)
    assert desk.only.posts[-1]["button_id"] == "give_contact"


def test_new_messages_are_counted_on_the_closed_launcher(widget: Widget, desk: FakeDesk) -> None:
    widget.open().send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    widget.panel.press("Escape")
    desk.say("One more thing.")
    desk.say("And another.")
    expect(widget.launcher).to_have_accessible_name("Chat with us , 2 new messages")
    widget.page.reload()
    expect(widget.launcher).to_have_accessible_name("Chat with us , 2 new messages")
    widget.open()
    widget.panel.press("Escape")
    expect(widget.launcher).to_have_accessible_name("Chat with us")


def test_a_text_over_the_limit_is_counted_and_not_sent(widget: Widget, desk: FakeDesk) -> None:
    widget.open()
    widget.field.fill("x" * 3990)
    expect(widget.page.get_by_text("10 characters left")).to_be_visible()
    widget.send("x" * 4001)
    expect(widget.page.get_by_text("1 characters too many")).to_be_visible()
    assert desk.kept == {}
    widget.send("x" * 4000)
    expect(widget.bubbles("customer")).to_have_count(1)
    assert len(desk.only.posts[0]["text"]) == 4000


def test_a_pasted_file_is_refused_in_words(widget: Widget, desk: FakeDesk) -> None:
    widget.open()
    for kind in ("paste", "drop"):
        widget.page.evaluate(
            """kind => {
                const data = new DataTransfer();
                data.items.add(new File(["x"], "photo.png", { type: "image/png" }));
                const field = document.querySelector("amends-chat").shadowRoot.querySelector("textarea");
                const options = { bubbles: true, cancelable: true, composed: true };
                field.dispatchEvent(kind === "paste"
                    ? new ClipboardEvent("paste", { ...options, clipboardData: data })
                    : new DragEvent("drop", { ...options, dataTransfer: data }));
            }""",
            kind,
        )
        expect(widget.status).to_contain_text("Files cannot be sent here yet")
        widget.page.reload()
        widget.open()


def test_markup_stays_text_and_dangerous_links_stay_inert(widget: Widget, desk: FakeDesk) -> None:
    hostile = '<img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a> javascript:alert(1)'
    widget.page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    widget.open().send(hostile)
    said = f"You said: {hostile}"
    widget.expect_texts(hostile, said)
    desk.next_buttons = [{"id": "x", "title": "<b>bold</b>"}]
    desk.say("See https://shop.example/a?b=1. Or write to help@shop.example", buttons=desk.next_buttons)
    expect(widget.log.get_by_role("link")).to_have_count(2)
    link = widget.log.get_by_role("link").first
    expect(link).to_have_attribute("href", "https://shop.example/a?b=1")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(widget.log.locator("img[src], b")).to_have_count(0)
    expect(widget.choice("<b>bold</b>")).to_be_visible()


def test_two_tabs_of_one_customer_show_the_same(
    context: BrowserContext, widget: Widget, desk: FakeDesk, shop_url: str
) -> None:
    other = Widget(context.new_page()).visit(shop_url).open()
    desk.next_buttons = BUTTONS
    widget.open().send("From the first tab")
    other.expect_texts("From the first tab", "You said: From the first tab Suggested answers: Yes, No.")
    other.choice("Yes").click()
    for each in (widget, other):
        expect(each.bubbles("customer")).to_have_text(["From the first tab", "Yes"])
        expect(each.bubbles("assistant")).to_have_count(2)
        expect(each.choice("No")).to_have_count(0)
        expect(each.outbox).to_be_hidden()
    assert len(desk.kept) == 1
    assert len(desk.only.posts) == 2


def test_a_new_conversation_is_started_only_when_meant(widget: Widget, desk: FakeDesk) -> None:
    widget.open().send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    page = widget.page
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Start a new conversation").click()
    widget.expect_texts("Hello", "You said: Hello")
    page.get_by_role("button", name="Start anew?").click()
    widget.expect_texts()
    widget.send("Again")
    widget.expect_texts("Again", "You said: Again")
    assert len(desk.kept) == 2


def test_a_closed_conversation_offers_a_new_one(widget: Widget, desk: FakeDesk) -> None:
    widget.open().send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    desk.say("", type="closed", author="system")
    expect(widget.bubbles("system").last).to_have_text("This conversation is closed.")
    widget.page.get_by_role("button", name="Start a new conversation").click()
    widget.expect_texts()
    expect(widget.field).to_be_focused()


def test_a_page_can_open_the_chat_with_a_first_sentence(widget: Widget, desk: FakeDesk) -> None:
    widget.page.get_by_role("button", name="Ask about order A-1001").click()
    expect(widget.field).to_have_value("It is about my order A-1001. ")
    assert desk.kept == {}


def test_an_answer_does_not_pull_away_a_customer_who_reads_further_up(widget: Widget, desk: FakeDesk) -> None:
    desk.answers = False
    widget.open().send("Hello")
    expect(widget.bubbles("customer")).to_have_count(1)
    for number in range(30):
        desk.say(f"Line {number}")
    expect(widget.bubbles("assistant")).to_have_count(30)
    scroll = widget.page.locator("amends-chat .scroll")
    scroll.evaluate("box => { box.scrollTop = 0 }")
    widget.page.wait_for_timeout(100)
    desk.say("The newest")
    newer = widget.page.get_by_role("button", name="More below")
    expect(newer).to_be_visible()
    assert scroll.evaluate("box => box.scrollTop") == 0
    newer.click()
    expect(widget.bubbles("assistant").last).to_be_in_viewport()


def test_a_long_answer_is_shown_from_its_beginning(widget: Widget, desk: FakeDesk) -> None:
    desk.answers = False
    widget.open().send("Hello")
    expect(widget.bubbles("customer")).to_have_count(1)
    desk.say("\n".join(f"Line {number}" for number in range(60)))
    desk.say("And this belongs to it.")
    expect(widget.bubbles("assistant")).to_have_count(2)
    scroll, answer = widget.page.locator("amends-chat .scroll"), widget.bubbles("assistant").first
    top, box = scroll.bounding_box(), answer.bounding_box()
    assert top and box and top["y"] < box["y"] < top["y"] + 80
    expect(widget.page.get_by_role("button", name="More below")).to_be_visible()


def test_what_the_browser_keeps_is_the_key_and_no_transcript(widget: Widget, desk: FakeDesk) -> None:
    widget.open().send("A private matter")
    widget.expect_texts("A private matter", "You said: A private matter")
    kept = json.dumps(widget.page.evaluate("() => ({ ...localStorage })"))
    assert "token-1" in kept or "token-" in kept
    assert "private" not in kept


def test_a_notice_of_the_desk_may_offer_a_way_on(widget: Widget, desk: FakeDesk) -> None:
    widget.open().send("Hello")
    widget.expect_texts("Hello", "You said: Hello")
    choice = {"id": "give_contact", "title": "Leave my details"}
    desk.say("Nobody could join in time.", author="system", type="notice", buttons=[choice])
    expect(widget.choice("Leave my details")).to_be_visible()
    expect(widget.person).to_be_visible()
    widget.choice("Leave my details").click()
    expect(widget.page.get_by_label("E-mail")).to_be_visible()
