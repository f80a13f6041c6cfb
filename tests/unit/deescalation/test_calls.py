"""What the actions are given."""

from __future__ import annotations

from tests.unit.deescalation.talk import LATE, REFERENCE, Talk, late, with_order


def test_a_follow_up_is_added_to_the_same_case_with_its_own_words_only() -> None:
    talk = late(Talk()).says("the neighbour has not got it either", "report_missing_item", 0.4)
    arguments = talk.arguments("action_log_complaint")
    assert (
        arguments["reference"] == REFERENCE
        and arguments["narrative"] == "the neighbour has not got it either"
    )


def test_unknown_facts_are_left_out() -> None:
    arguments = late(Talk()).arguments("action_log_complaint")
    assert not {"order_number", "contact", "impact", "reference"} & set(arguments)
    assert arguments["frustration"]["band"] in ("irritated", "frustrated")


def test_the_person_reads_the_problem_the_order_and_the_first_words() -> None:
    talk = with_order(Talk()).says("a person please", "request_agent", 0.3)
    summary = talk.arguments("action_request_handoff")["summary"]
    assert "the delay" in summary and "A-1001" in summary and LATE in summary


def test_shouting_does_not_make_a_case_more_severe() -> None:
    calm, loud = late(Talk(), score=0.1), late(Talk(), score=0.95)
    hints = [talk.arguments("action_log_complaint")["severity_hint"] for talk in (calm, loud)]
    assert hints == ["medium", "medium"]


def test_only_what_was_confirmed_goes_into_the_case_and_not_the_words_around_it() -> None:
    talk = with_order(Talk())
    assert "?" in talk.texts[-1] and "confirmed_paraphrase" not in talk.arguments("action_look_up_order")
    talk.presses("affirm").says("and my neighbour saw the driver leave with it", "give_details", 0.2)
    assert talk.arguments("action_log_complaint")["confirmed_paraphrase"] == (
        "The delay with order A-1001, the walnut desk lamp"
    )


def test_a_summary_that_was_not_confirmed_is_none() -> None:
    talk = with_order(Talk()).presses("deny")
    talk.says("it is my second lamp that is missing", "correct_assistant", 0.3)
    assert "confirmed_paraphrase" not in talk.arguments("action_log_complaint")
