from amends.understanding.intent_hints import marks_of_intent


def test_reports_complain_and_thanks_do_not() -> None:
    assert marks_of_intent("report_outage")["complaint"] == 1.0
    assert marks_of_intent("thank")["complaint"] == 0.0
    assert "complaint" not in marks_of_intent("deny")


def test_only_the_wish_for_a_person_asks_for_one() -> None:
    assert marks_of_intent("request_agent")["wants_human"] == 1.0
    assert marks_of_intent("ask_bot")["wants_human"] == 0.0
    assert "wants_human" not in marks_of_intent("forget_it")


def test_whom_a_bot_has_failed_likely_wants_a_person_and_is_not_taken_to_have_asked() -> None:
    for intent in ("does_not_help", "report_ignored", "report_refund_missing"):
        assert 0.0 < marks_of_intent(intent)["wants_human"] < 0.4


def test_questions_complain_of_nothing_and_doubt_may() -> None:
    assert marks_of_intent("ask_how_to")["complaint"] == 0.0
    assert "complaint" not in marks_of_intent("do_not_believe")
