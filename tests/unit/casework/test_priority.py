from amends.casework.complaint import SEVERITIES
from amends.casework.priority import LONG_WAIT_S, PRIORITIES, rank


def test_harm_decides() -> None:
    assert [rank(severity).priority for severity in SEVERITIES] == ["low", "normal", "high", "urgent"]


def test_every_reason_is_told_and_moves_the_case_up_one_step() -> None:
    ranking = rank("low", earlier_cases=2, broken_promises=1)
    assert ranking.priority == "high"
    assert ranking.reasons == ("low severity", "we broke a promise", "not the customer's first complaint")


def test_danger_is_urgent_whatever_else_is_known() -> None:
    ranking = rank("low", flags=("danger",))
    assert ranking.priority == "urgent"
    assert "somebody may come to harm" in ranking.reasons


def test_a_vulnerable_customer_and_legal_steps_move_a_case_up() -> None:
    assert rank("medium", flags=("vulnerable_customer",)).priority == "high"
    assert rank("medium", flags=("legal_threat",)).priority == "high"


def test_a_day_of_waiting_moves_a_case_up() -> None:
    assert rank("low", waited_s=LONG_WAIT_S - 1).priority == "low"
    assert rank("low", waited_s=LONG_WAIT_S).priority == "normal"


def test_anger_moves_a_case_up_one_step() -> None:
    assert rank("low", frustration_peak=0.74).priority == "low"
    assert rank("low", frustration_peak=0.75).priority == "normal"


def test_anger_alone_never_makes_a_case_urgent() -> None:
    assert rank("high", frustration_peak=1.0).priority == "high"


def test_anger_never_lowers_a_case() -> None:
    assert rank("high", frustration_peak=1.0, broken_promises=1).priority == "urgent"


def test_nothing_is_more_than_urgent() -> None:
    ranking = rank("critical", flags=("danger", "legal_threat"), earlier_cases=9, frustration_peak=1.0)
    assert ranking.priority == PRIORITIES[-1]
