from __future__ import annotations

from amends.deescalation.reading import Reading
from amends.deescalation.receipt import Receipt
from amends.deescalation.turn import CustomerFacts, TurnInput
from amends.deescalation.wording import Catalogue, digest
from assistant.safe_steps import SafeSteps

TEXTS = ("Something failed here.", "That did not work on our side.")
SAFE = SafeSteps(
    Catalogue.from_responses(
        {
            "utter_offer_handoff_trouble": [{"text": text} for text in TEXTS],
            "utter_hand_off_trouble": [{"text": "A colleague is asked for."}],
        }
    )
)


def turn(
    intent: str = "ask_refund", signals: dict[str, float] | None = None, said: tuple[str, ...] = ()
) -> TurnInput:
    reading = Reading.from_dict(
        {"intent": {"name": intent}, "signals": signals or {}}, "words of the customer"
    )
    customer = CustomerFacts(name="Ada", contact="ada@example.org")
    return TurnInput("words of the customer", reading, customer=customer, seed="c:1", said=frozenset(said))


def test_trouble_is_told_in_words_not_used_before() -> None:
    [first] = SAFE.instead(turn(), {})
    [second] = SAFE.instead(turn(said=(digest(first["text"]),)), {})
    assert {first["text"], second["text"]} == set(TEXTS)


def test_when_all_words_are_used_they_are_repeated_rather_than_kept_silent() -> None:
    [step] = SAFE.instead(turn(said=tuple(digest(text) for text in TEXTS)), {})
    assert step["text"] in TEXTS


def test_who_asks_for_a_person_gets_the_handoff_action_with_their_own_words() -> None:
    for asking in (turn("request_agent"), turn(signals={"wants_human": 0.7})):
        [step] = SAFE.instead(asking, {})
        assert step["action"] == "action_request_handoff"
        assert step["arguments"]["reason"] == "customer_asked"
        assert step["arguments"]["narrative"] == "words of the customer"
        assert step["arguments"]["contact"] == "ada@example.org"


def test_a_handoff_that_failed_is_never_claimed() -> None:
    [step] = SAFE.after_request(turn("request_agent"), Receipt(ok=False))
    assert step["response"] == "utter_offer_handoff_trouble"
    [step] = SAFE.after_request(turn("request_agent"), Receipt(ok=True))
    assert step["response"] == "utter_hand_off_trouble"


def test_without_any_text_the_agenda_is_empty() -> None:
    assert SafeSteps(Catalogue({})).instead(turn(), {}) == []
