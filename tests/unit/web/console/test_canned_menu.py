"""What is on the menu at a moment."""

import ast
from pathlib import Path

import pytest

from amends.casework.clocks import BusinessHours
from amends.rulebook import house_catalogue, house_rulebook
from amends.web.console import canned_menu
from amends.web.console.canned_menu import HEADINGS, responses_for
from amends.web.console.canned_occasion import Occasion, occasion_of
from tests.unit.web.console import situations
from tests.unit.web.console.situations import AGENT, NOW, by_agent, dossier, to_agent


def moment(*held: dict[str, object], **more: object) -> Occasion:
    talk = situations.late_lamp()
    found = dossier(talk, *held, **more)  # type: ignore[arg-type]
    return occasion_of(found, AGENT, house_rulebook(), NOW, BusinessHours())


def names(*held: dict[str, object], **more: object) -> set[str]:
    return {name for _, name in responses_for(moment(*held, **more))}


def test_every_name_written_in_the_menu_is_in_the_catalogue() -> None:
    source = Path(canned_menu.__file__).read_text(encoding="utf-8")
    written = {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("utter_")
    }
    whole = {name for name in written if not name.endswith("_")}
    assert len(whole) > 40 and whole <= set(house_catalogue().names)


def test_moves_come_in_the_order_of_a_talk_and_every_one_has_a_heading() -> None:
    moves = [move for move, _ in responses_for(moment(by_agent("I am Sam."), to_agent("ok", score=0.1)))]
    order = list(HEADINGS)
    assert moves == sorted(moves, key=order.index)


def test_nothing_on_the_menu_hands_over_or_speaks_of_a_person() -> None:
    found = names() | names(by_agent("I am Sam."), to_agent("get me a person", "request_agent", 0.9))
    assert not any("hand_off" in name or "handoff" in name or "person" in name for name in found)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (to_agent("you are an idiot", "other", 0.9, abuse=0.95), "utter_set_boundary_first"),
        (to_agent("I have nothing left to live for, I want to die", "other", 0.9), "utter_inform_care"),
        (to_agent("what do your rules say about that?", "ask_policy", 0.3), "utter_inform_policy"),
        (to_agent("can I send you a photo of it?", "ask_attachment", 0.3), "utter_inform_attachment"),
        (to_agent("I would rather not leave any", "decline_contact", 0.3), "utter_inform_contact_declined"),
        (to_agent("that does not help me at all", "does_not_help", 0.6), "utter_acknowledge_no_help"),
        (
            to_agent("I am taking this to my lawyer", "other", 0.6, legal_threat=0.95),
            "utter_acknowledge_legal",
        ),
    ],
)
def test_what_the_customer_says_brings_its_answer_on_the_menu(said: dict[str, object], expected: str) -> None:
    assert expected in names(by_agent("I am Sam."), said)
    assert expected not in names()


def test_an_angry_customer_is_neither_thanked_nor_asked_whether_all_is_well() -> None:
    angry = names(by_agent("I am Sam."), to_agent("thanks for nothing, it is brown", "give_details", 0.9))
    calm = names(by_agent("I am Sam."), to_agent("it is brown", "give_details", 0.0, cues=()))
    assert {"utter_thank_answer"} <= calm and not any(name.startswith("utter_thank") for name in angry)
    assert not {"utter_check_fixed_anything_else", "utter_agent_close_goodbye"} & angry


def test_going_on_after_a_silence_is_offered_only_after_one() -> None:
    assert "utter_re_engage_back" in names(by_agent("I am Sam.", ago_s=900))
    assert "utter_re_engage_back" not in names(by_agent("I am Sam.", ago_s=5))


def test_a_long_wait_is_named_and_a_short_one_is_not() -> None:
    assert "utter_agent_re_engage_after_wait" in names(waited_s=900.0)
    assert "utter_agent_re_engage_after_wait" not in names(waited_s=20.0)
