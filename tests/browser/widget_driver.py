"""The widget as a customer's hands and eyes meet it."""

import json

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

NEXT_PAINT = (
    "() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
)


def cold_paints_ms(browser: Browser, url: str, visits: int) -> list[float]:
    """Milliseconds from opening the page to the widget's paint, each time in a browser that knows nothing."""
    took = []
    for _ in range(visits):
        context = browser.new_context()
        page = context.new_page()
        page.goto(url, wait_until="commit")
        Widget(page).launcher.wait_for()
        took.append(float(page.evaluate(NEXT_PAINT)))
        context.close()
    return took


class Widget:
    """One page with the chat on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", self._listen)
        self.launcher = page.get_by_role("button", name="Chat with us")
        self.panel = page.get_by_role("dialog")
        self.log = page.get_by_role("log")
        self.field = page.get_by_role("textbox", name="Your message")
        self.outbox = page.get_by_role("group", name="Messages on their way")
        self.person = page.locator("amends-chat .person")
        self.status = page.locator("amends-chat .status")

    def _listen(self, message: ConsoleMessage) -> None:
        # Failed requests are reported by the browser itself; what we look for is what the page refuses.
        expected = ("Failed to load resource", "net::ERR", "CORS")
        if message.type == "error" and not any(words in message.text for words in expected):
            self.troubles.append(message.text)

    def visit(self, url: str) -> "Widget":
        self.page.goto(url)
        self.launcher.wait_for()
        return self

    def open(self) -> "Widget":
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def send(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def bubbles(self, author: str = "") -> Locator:
        """Confirmed messages, all or of one author."""
        group = f".group.{author}" if author else ".group"
        return self.page.locator(f"amends-chat .log {group} .bubble")

    def texts(self) -> list[str]:
        """What the customer and the assistant have said, in order, as the log shows it."""
        said = self.page.locator("amends-chat .log .group:not(.system) .bubble")
        return [text.strip() for text in said.all_inner_texts()]

    def expect_texts(self, *texts: str) -> None:
        said = self.page.locator("amends-chat .log .group:not(.system) .bubble")
        expect(said).to_have_text(list(texts))

    def choice(self, title: str) -> Locator:
        return self.page.get_by_role("group", name="Suggested answers").get_by_role("button", name=title)

    def conversation_id(self) -> str:
        """The id of the conversation whose key this browser keeps."""
        kept = "() => Object.entries(localStorage).find(([name]) => name.endsWith(':conversation'))[1]"
        return str(json.loads(self.page.evaluate(kept))["id"])
