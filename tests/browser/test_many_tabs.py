"""An agent with many tabs: over HTTP/1.1 a browser has six connections to a desk, and each line takes one."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from amends.records.database import Database
from tests.browser.staff_driver import sign_in, window
from tests.builders import an_angry_conversation

pytestmark = pytest.mark.browser

# Playwright's pages all count as seen; this lets a test say otherwise.
SEE = """state => {
    Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_the_eighth_tab_opens_and_a_hidden_one_still_rings(
    browser: Browser, address: str, database: Database
) -> None:
    with window(browser) as first:
        sign_in(first, address, "sam@example.com")
        first.evaluate(SEE, "hidden")
        tabs: list[Page] = []
        for _ in range(8):
            tab = first.context.new_page()
            tab.goto(f"{address}/console")
            expect(tab.get_by_text("Nobody waits for a person.")).to_be_visible()
            tab.evaluate(SEE, "hidden")
            tabs.append(tab)
        an_angry_conversation(database).handoff("legal_threat")
        # The first tab kept its line and goes on telling; the others wait until somebody looks at them.
        expect(first).to_have_title(re.compile(r"^\(1\)"))
        expect(tabs[-1]).not_to_have_title(re.compile(r"^\(1\)"))
        tabs[-1].evaluate(SEE, "visible")
        expect(tabs[-1].get_by_role("link", name=re.compile("Priya Nair"))).to_be_visible()
        # When the first goes, the next one takes over.
        tabs[-1].evaluate(SEE, "hidden")
        first.close()
        an_angry_conversation(database, id="second", name="Marek Zielinski").handoff("legal_threat")
        expect(tabs[0]).to_have_title(re.compile(r"^\(2\)"))
