from amends.web.console.conversation_page import trend_points


def test_one_score_is_no_trend() -> None:
    assert trend_points((0.5,)) == trend_points(()) == ""


def test_the_trend_runs_from_left_to_right_and_more_is_higher_up() -> None:
    assert trend_points((0.0, 1.0, 0.5)) == "0.0,23.0 50.0,1.0 100.0,12.0"
