"""Pieces that several rules share."""

from __future__ import annotations

from tests.unit.deescalation.talk import Talk, late


def test_the_bot_introduces_itself_once() -> None:
    talk = late(Talk()).says("and nobody answers", "report_ignored", 0.4)
    said = [step for step in talk.steps if step.response == "utter_inform_bot"]
    assert not said and talk.state.introduced


def test_new_words_are_named_and_generic_sympathy_rests() -> None:
    talk = late(Talk()).says("my neighbour said the driver never rang the bell", "report_problem", 0.4)
    assert "the driver never rang the bell" in talk.answer
    generic = []
    for number in range(4):
        talk.says(f"such a mess with you, such a mess, for the {number}th time or so", "report_problem", 0.4)
        generic.append("validate" in talk.moves)
    assert not all(generic)


def test_contact_details_are_thanked_for_and_not_consoled() -> None:
    talk = late(Talk()).says("0815 3628 600", "give_details", 0.5, entities={"phone": "08153628600"})
    assert "acknowledge" in talk.moves and "validate" not in talk.moves and "thank" not in talk.moves
    calm = late(Talk(), 0.1).says("0815 3628 600", "give_details", 0.1, entities={"phone": "08153628600"})
    assert "thank" in calm.moves


def test_an_apology_comes_once_per_failure() -> None:
    talk = late(Talk())
    for _ in range(3):
        talk.says("it is still late and late and late", "report_late_delivery", 0.5)
        assert "apologise" not in talk.moves
    talk.says("and now you charged me twice for it", "report_overcharge", 0.5)
    assert "apologise" in talk.moves


def test_thanks_never_open_the_answer_to_an_angry_message() -> None:
    talk = late(Talk(), score=0.7)
    for text in ("order A-1001", "nobody told me a thing", "0815 3628 600", "it is a gift for Sunday"):
        entities = {"order_number": "A-1001"} if "A-1001" in text else {}
        talk.says(text, "give_details", 0.65, entities=entities)
        assert talk.moves[0] != "thank", talk.texts


def test_the_follow_up_is_taken_up_by_its_own_thing() -> None:
    talk = late(Talk()).says("and that after months with your app of all things", "report_problem", 0.4)
    assert "the app" in talk.answer
