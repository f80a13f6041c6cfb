"""What was told to an agent is known to the assistant."""

from __future__ import annotations

from typing import Any

from amends.deescalation.catching_up import catch_up
from amends.deescalation.held_message import AGENT, CUSTOMER, HeldMessage
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.state import Asked, ConversationState
from amends.deescalation.turn import History
from tests.unit.deescalation.talk import Talk


def theirs(text: str, intent: str = "give_details", **entities: str) -> HeldMessage:
    reading: dict[str, Any] = {
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [{"entity": name, "value": value} for name, value in entities.items()],
    }
    return HeldMessage(CUSTOMER, text, reading)


def test_facts_told_to_an_agent_are_known_and_the_open_question_is_closed() -> None:
    before = ConversationState(asked=Asked(pending="order_number", topics=("order_number",)))
    held = [
        HeldMessage(AGENT, "Which order is it?"),
        theirs("it is A-1001 and I want my money back", "give_order_number", order_number="A-1001"),
        theirs("you can write to ada@example.com", "give_contact", email="ada@example.com"),
        HeldMessage(CUSTOMER, "B-2002 was never read"),
    ]
    after = catch_up(before, held, PlaybookRules())
    assert after.asked.pending is None and after.asked.topics == ("order_number",)
    assert (after.facts.order_number, after.facts.contact) == ("A-1001", "ada@example.com")
    assert after.facts.wish == "a refund"


def test_bare_digits_are_not_guessed_at() -> None:
    after = catch_up(ConversationState(), [theirs("00441234567")], PlaybookRules())
    assert after.facts.contact is None and after.facts.order_number is None


def test_without_an_agent_nothing_changes() -> None:
    state = ConversationState(asked=Asked(pending="order_number"))
    assert catch_up(state, [], PlaybookRules()) is state


def test_back_with_the_assistant_it_does_not_ask_for_what_the_agent_was_told() -> None:
    talk = Talk(agents_on_duty=1).says(
        "I ordered a walnut lamp in October, paid for it at once, and it never came",
        "report_missing_item",
        0.5,
    )
    assert talk.state.asked.pending == "order_number"
    number = {"entities": [{"entity": "order_number", "value": "A-1001"}], "intent": {"name": "give_details"}}
    held = [{"author": "customer", "text": "it is A-1001", "reading": number}]
    history = History.from_dict({"said_while_agent_held": held})
    talk.says("so what happens now with my lamp", "report_missing_item", 0.3, history=history)
    assert talk.state.facts.order_number == "A-1001"
    assert not any("number" in text and text.endswith("?") for text in talk.texts)
    assert talk.violations == []
