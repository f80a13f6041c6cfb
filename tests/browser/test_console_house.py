"""The console in the running house: from a customer's request for a person to the agent's last word."""

import re
import time
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.staff_driver import sign_in, window
from tests.house import House

pytestmark = [pytest.mark.browser, pytest.mark.house]


class Customer:
    """A customer who speaks to the desk without a widget."""

    def __init__(self, house: House) -> None:
        self._http = httpx.Client(base_url=house.desk_url, timeout=30)
        opened = self._http.post("/chat/conversations", json={}).raise_for_status().json()
        self._path = f"/chat/conversations/{opened['id']}"
        self._http.headers["Authorization"] = f"Bearer {opened['token']}"
        self._count = 0

    def says(self, text: str, button_id: str | None = None) -> None:
        self._count += 1
        message = {"client_id": f"message-{self._count}", "text": text}
        message |= {"button_id": button_id} if button_id else {}
        self._http.post(f"{self._path}/messages", json=message).raise_for_status()

    def hears(self) -> list[dict[str, Any]]:
        answer = self._http.get(f"{self._path}/messages", params={"after": 0}).raise_for_status().json()
        events: list[dict[str, Any]] = answer["events"]
        return events

    def waits_for(self, author: str, count: int, seconds: float = 40) -> list[str]:
        """The texts of an author, once there are that many."""
        end = time.monotonic() + seconds
        while True:
            texts = [event["text"] for event in self.hears() if event["author"] == author]
            if len(texts) >= count:
                return texts
            assert time.monotonic() < end, f"{author} said {texts}"
            time.sleep(0.1)


def test_a_person_takes_over_and_the_assistant_is_silent_until_handed_back(
    browser: Browser, house: House
) -> None:
    agent = house.people["agent"]
    customer = Customer(house)
    with window(browser) as page:
        page.set_default_timeout(25_000)
        sign_in(page, house.desk_url, agent.email, agent.password)
        if not page.get_by_role("switch", name="On duty").is_checked():
            page.get_by_role("switch", name="On duty").click()
        expect(page.get_by_role("switch", name="On duty")).to_be_checked()
        customer.says("My order A-1007 is late AGAIN and I have had enough. I waited at home twice.")
        answers = len(customer.waits_for("assistant", 1))
        customer.says("I want to talk to a person", button_id="request_agent")
        customer.waits_for("assistant", answers + 1)
        card = page.get_by_role("listitem").filter(has_text="Asked for a person").last
        expect(card).to_be_visible(timeout=2_000)
        card.get_by_role("link").click()
        expect(page.get_by_role("complementary", name="Briefing")).to_contain_text("A-1007")
        page.get_by_role("button", name="Accept this conversation").click()
        reply = page.get_by_label(re.compile("Your reply to"))
        reply.fill("I am a person, and I am looking at your order now.")
        reply.press("Enter")
        assert customer.waits_for("agent", 1)[-1].startswith("I am a person")

        said_by_assistant = len(customer.waits_for("assistant", 0))
        customer.says("FINALLY. This is the worst shop ever, where is it?")
        expect(page.get_by_role("log")).to_contain_text("worst shop ever", timeout=3_000)
        # Longer than a usual turn takes: whoever would talk over the agent has had the time for it.
        page.wait_for_timeout(4_000)
        assert len(customer.waits_for("assistant", 0)) == said_by_assistant

        page.get_by_role("button", name="Finish").click()
        page.get_by_role("button", name="Hand back to the assistant").click()
        expect(page.get_by_text("The assistant has this conversation.").first).to_be_visible()
        customer.says("so what happens now?")
        customer.waits_for("assistant", said_by_assistant + 1)


def test_a_trainer_replays_a_real_conversation(browser: Browser, house: House) -> None:
    customer = Customer(house)
    customer.says(
        "THIRD time I ask: where is my parcel A-1003?! Nobody tells me anything, this is ridiculous."
    )
    customer.waits_for("assistant", 1)
    trainer = house.people["trainer"]
    with window(browser) as page:
        page.set_default_timeout(25_000)
        sign_in(page, house.desk_url, trainer.email, trainer.password)
        page.get_by_role("link", name=re.compile("THIRD time I ask")).click()
        turn = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Turn 1"))
        expect(turn).to_contain_text("Moves and why")
        expect(turn.locator("mark").first).to_be_visible()
        expect(turn.get_by_text("Assistant (bot)").first).to_be_visible()
