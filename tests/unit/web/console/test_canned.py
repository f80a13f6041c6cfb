"""The ready texts that an agent is offered, read as a customer would read them."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from amends.casework.clocks import BusinessHours
from amends.deescalation.invariants import DONE, PROMISE
from amends.deescalation.texts import digest, sentences
from amends.records.dossiers import Dossier
from amends.rulebook import house_catalogue, house_rulebook
from amends.web.console.canned import AT_MOST, IN_GROUP, Group, ready_texts
from amends.web.console.canned_menu import HEADINGS
from amends.web.console.canned_voice import SPEAKS_AS_BOT
from tests.unit.deescalation.talk import Talk
from tests.unit.web.console import situations
from tests.unit.web.console.situations import AGENT, NOW, by_agent, dossier, to_agent

Case = tuple[Dossier, list[str]]


def said_in(talk: Talk | None, held: Iterable[dict[str, Any]] = ()) -> list[str]:
    texts = list(talk.all_texts) if talk else []
    return texts + [one["text"] for one in held if one["author"] == "agent"]


def offered(case: Case, **narrowed: str) -> tuple[Group, ...]:
    found, said = case
    return ready_texts(
        found, said, AGENT, house_catalogue(), house_rulebook(), NOW, BusinessHours(), **narrowed
    )


def everything(case: Case) -> list[str]:
    """Every text that any search could bring up."""
    return [one.text for move in HEADINGS for group in offered(case, move=move) for one in group.texts]


def situation(talk: Talk | None, *held: dict[str, Any], **more: Any) -> Case:
    return dossier(talk, *held, **more), said_in(talk, held)


HELLO = by_agent("I am Sam, and I am sorry that this went so wrong.")
SITUATIONS: dict[str, Callable[[], Case]] = {
    "late lamp, just taken": lambda: situation(situations.late_lamp()),
    "late lamp, asks where it is": lambda: situation(
        situations.late_lamp(),
        HELLO,
        to_agent("So where is it and when does it come?", "ask_order_status", 0.8, cues=("broken_promise",)),
    ),
    "charged twice, promised by the team": lambda: situation(
        situations.charged_twice(), promises=[("our support team", "check the charge item by item", 28)]
    ),
    "charged twice, content": lambda: situation(
        situations.charged_twice(),
        HELLO,
        to_agent("thank you, that is all sorted now", "thank", 0.0, cues=()),
        promises=[(AGENT, "pay the refund", 28), ("our support team", "call back", -3)],
    ),
    "rude driver, asks why": lambda: situation(
        situations.rude_driver(), by_agent("I am Sam."), to_agent("And why does nobody apologise to her?")
    ),
    "hurt child": lambda: situation(situations.hurt_child(), reason="danger"),
    "insults": lambda: situation(
        situations.insults(), to_agent("you useless idiot", "other", 0.9, abuse=0.95)
    ),
    "luggage, long wait": lambda: situation(situations.lost_luggage(), waited_s=900, name=None),
    "hacked, told twice": lambda: situation(
        situations.hacked(), HELLO, to_agent("I already told you all of that", "already_told_you", 0.6)
    ),
    "refuses, gives a number": lambda: situation(
        situations.rude_driver(),
        HELLO,
        to_agent("no, that will not do", "reject_remedy", 0.5),
        to_agent("it was order A-1001", "give_order_number", 0.1, entities={"order_number": "A-1001"}),
    ),
    "nothing known": lambda: situation(None, name=None),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_text_offered_can_be_said_aloud_by_a_person(name: str) -> None:
    texts = everything(SITUATIONS[name]())
    assert texts
    for text in texts:
        check_aloud(text)


def check_aloud(text: str) -> None:
    """No gap, no brace, no shouting, and nothing that only the bot could say."""
    assert not re.search(r"[{}]|\bNone\b(?! of)|  |\s[,.?:;]|\.\.|\bby by\b|,,", text), text
    assert text == text.strip() and (text[0].isupper() or text[0] == "“"), text
    assert re.search(r"[.?]”?$", text) and "!" not in re.sub(r"“[^”]*”", "", text), text
    ours = re.sub(r"“[^”]*”", "", text.replace("’", "'"))
    assert not SPEAKS_AS_BOT.search(ours), text
    assert not re.search(r"\b(?:press|button|queue|colleague)\b", ours, re.IGNORECASE), text


@pytest.mark.parametrize("name", SITUATIONS)
def test_no_text_claims_a_deed_or_gives_a_word_that_is_not_on_record(name: str) -> None:
    for move in HEADINGS:
        for group in offered(SITUATIONS[name](), move=move):
            for one in group.texts:
                plain = re.sub(r"“[^”]*”", "", one.text.replace("’", "'"))
                assert not DONE.search(plain), one.text
                recorded = one.promise is not None or one.response in (
                    "utter_inform_case_promised",
                    "utter_close_resolved",
                )
                assert recorded or not PROMISE.search(plain), one.text


@pytest.mark.parametrize("name", SITUATIONS)
def test_nothing_that_was_said_is_offered_again(name: str) -> None:
    found, said = SITUATIONS[name]()
    spoken = {digest(part) for text in said for part in (text, *sentences(text))}
    safe = {variant.text for variant in house_catalogue().variants("utter_inform_safety")}
    for text in everything((found, said)):
        assert text in safe or not all(digest(one) in spoken for one in sentences(text)), text


@pytest.mark.parametrize("name", SITUATIONS)
def test_what_was_said_with_words_around_it_is_gone_from_the_list(name: str) -> None:
    found, said = SITUATIONS[name]()
    first = offered((found, said))[0].texts[-1]
    again = everything((found, [*said, f"Hello there. {first.text} Yours, Sam"]))
    assert first.text not in again or first.response in ("utter_inform_safety", "utter_inform_care")


def test_questions_and_apologies_are_put_once_in_whatever_words() -> None:
    case = SITUATIONS["hacked, told twice"]()
    asked = {one.response for group in offered(case, move="clarify") for one in group.texts}
    assert "utter_clarify_remedy" in asked
    later = (case[0], [*case[1], "What do you want us to do about it?"])
    assert "utter_clarify_remedy" not in {
        one.response for group in offered(later, move="clarify") for one in group.texts
    }
    assert offered(case, move="apologise") == ()  # The agent said sorry.


def test_before_the_first_word_an_agent_introduces_themselves_and_promises_nothing() -> None:
    groups = offered(SITUATIONS["late lamp, just taken"]())
    assert groups[0].move == "introduce" and all(AGENT in one.text for one in groups[0].texts)
    assert not {"commit", "offer_options", "close"} & {group.move for group in groups}
    assert "introduce" not in {group.move for group in offered(SITUATIONS["late lamp, asks where it is"]())}


def test_what_the_playbook_would_do_next_comes_first() -> None:
    first = offered(SITUATIONS["late lamp, asks where it is"]())[0]
    assert (
        first.move == "inform"
        and first.texts[0].why == "asked about an order: states the shop's record (delayed)"
    )
    slip = offered(SITUATIONS["hacked, told twice"]())[0]
    assert slip.texts[0].response == "utter_acknowledge_told"


def test_safety_comes_before_everything_even_a_name() -> None:
    groups = offered(SITUATIONS["hurt child"]())
    assert groups[0].texts[0].response == "utter_inform_safety"
    assert "commit" not in {group.move for group in groups}


def test_a_due_promise_is_named_and_a_broken_one_is_not_repeated_as_if_it_held() -> None:
    texts = " ".join(everything(SITUATIONS["charged twice, content"]()))
    assert "I will pay the refund by Saturday 21 November" in texts and "call back" not in texts


def test_facts_told_to_the_agent_are_used_and_not_asked_for() -> None:
    texts = everything(SITUATIONS["refuses, gives a number"]())
    assert any("A-1001" in text for text in texts)
    assert not any("order or booking number" in text for text in texts)


def test_a_search_narrows_by_every_word_and_finds_more_of_a_kind() -> None:
    case = SITUATIONS["late lamp, asks where it is"]()
    short = {group.move: len(group.texts) for group in offered(case)}
    assert max(short.values()) <= IN_GROUP and sum(short.values()) <= AT_MOST
    found = offered(case, search="DELAY lamp")
    assert found and all(
        "delay" in one.text.lower() and "lamp" in one.text.lower() for group in found for one in group.texts
    )
    assert offered(case, search="acknowledge") and offered(case, search="zebra") == ()
    assert len(offered(case, search="the")) > 1


def test_the_same_conversation_always_gives_the_same_list() -> None:
    build = SITUATIONS["rude driver, asks why"]
    assert offered(build()) == offered(build())
