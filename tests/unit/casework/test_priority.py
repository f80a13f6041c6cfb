from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from amends.casework.complaint import SEVERITIES
from amends.casework.handoff import HANDOFF_REASONS
from amends.casework.priority import LONG_WAIT_S, PRIORITIES, Need, judge_urgency, rank

NEEDS = st.builds(
    Need,
    reason=st.sampled_from(HANDOFF_REASONS),
    severity=st.sampled_from((None, *SEVERITIES)),
    score=st.none() | st.floats(0, 1),
    waited_s=st.floats(-10, 10**6),
    broken_promises=st.integers(0, 9),
    passed_over=st.integers(0, 9),
    let_down=st.integers(0, 3),
)


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


@given(NEEDS)
def test_the_points_are_the_sum_of_their_reasons_and_every_reason_has_words(need: Need) -> None:
    urgency = judge_urgency(need)
    assert urgency.points == sum(reason.points for reason in urgency.reasons)
    assert all(reason.text and reason.points > 0 for reason in urgency.reasons)
    assert urgency.level in PRIORITIES


@given(NEEDS, NEEDS)
def test_danger_comes_before_everything_else(one: Need, other: Need) -> None:
    other = replace(other, reason="customer_asked")
    danger = judge_urgency(replace(one, reason="danger"))
    assert danger.points > judge_urgency(other).points
    assert danger.level == "urgent"


@given(NEEDS, st.sampled_from(SEVERITIES[:-1]), st.floats(0, 1), st.floats(0, 1))
def test_anger_alone_never_comes_before_harm(need: Need, severity: str, calm: float, angry: float) -> None:
    worse = SEVERITIES[SEVERITIES.index(severity) + 1]
    harmed = judge_urgency(replace(need, severity=worse, score=calm))
    shouting = judge_urgency(replace(need, severity=severity, score=angry))
    assert harmed.points > shouting.points


def test_anger_alone_makes_nobody_urgent() -> None:
    assert judge_urgency(Need("frustration_peak", "low", score=1.0)).level == "low"


@given(NEEDS, st.floats(60, 3000), st.floats(60, 3000))
def test_who_waits_longer_is_never_less_urgent(need: Need, one: float, more: float) -> None:
    short = judge_urgency(replace(need, waited_s=one))
    long = judge_urgency(replace(need, waited_s=one + more))
    assert long.points >= short.points


def test_a_calm_customer_who_waits_overtakes_an_angry_one_who_came_later() -> None:
    calm = Need("customer_asked", "medium", score=0.0, waited_s=14 * 60)
    angry = Need("frustration_peak", "medium", score=1.0, waited_s=60)
    assert judge_urgency(calm).points > judge_urgency(angry).points


def test_everything_that_counts_is_told() -> None:
    need = Need("legal_threat", "high", 0.5, waited_s=180, broken_promises=1, passed_over=2, let_down=1)
    assert [(reason.text, reason.points) for reason in judge_urgency(need).reasons] == [
        ("high severity", 40),
        ("legal steps were mentioned", 25),
        ("how upset the customer is", 6),
        ("1 promise we broke", 10),
        ("an agent joined and did not answer", 20),
        ("offered 2 times and not taken", 6),
        ("waiting for 3 minutes", 3),
    ]


def test_somebody_new_with_nothing_known_has_no_points_and_no_reasons() -> None:
    assert judge_urgency(Need("customer_asked")).reasons == ()
