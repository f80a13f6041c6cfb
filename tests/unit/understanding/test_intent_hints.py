from amends.understanding.intent_hints import marks_of_intent, usual_score


def test_reports_complain_and_thanks_do_not() -> None:
    assert marks_of_intent("report_outage")["complaint"] == 1.0
    assert marks_of_intent("thank")["complaint"] == 0.0
    assert "complaint" not in marks_of_intent("deny")


def test_only_the_wish_for_a_person_wants_one() -> None:
    assert marks_of_intent("request_agent")["wants_human"] == 1.0
    assert marks_of_intent("ask_bot")["wants_human"] == 0.0
    assert "wants_human" not in marks_of_intent("forget_it")


def test_being_ignored_is_usually_angrier_than_asking() -> None:
    ignored, asked = usual_score("report_ignored"), usual_score("ask_policy")
    assert ignored is not None and asked is not None and ignored > asked
    assert usual_score("report_defect") == 0.3
    assert usual_score("forget_it") is None


def test_questions_are_calm_and_doubt_is_not() -> None:
    assert usual_score("ask_waiting_time") == usual_score("ask_alternatives") == usual_score("ask_how_to")
    assert (usual_score("do_not_believe") or 0.0) > (usual_score("ask_how_to") or 1.0)
    assert marks_of_intent("ask_how_to")["complaint"] == 0.0
    assert "complaint" not in marks_of_intent("do_not_believe")
