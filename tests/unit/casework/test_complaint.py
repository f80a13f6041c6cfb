import pytest

from amends.casework.complaint import CATEGORIES, Complaint, IncompleteComplaint, judge_severity, worst


def test_a_complaint_keeps_the_customers_own_words() -> None:
    complaint = Complaint.from_arguments(
        {
            "category": "delivery",
            "narrative": "  Three weeks and STILL nothing ",
            "order_number": "A-1001",
            "remedy_sought": "refund",
            "impact": "missed a birthday",
            "confirmed_paraphrase": "The order is three weeks late",
            "frustration": {"score": 0.4, "band": "irritated", "peak": 0.8},
        }
    )
    assert complaint == Complaint(
        category="delivery",
        narrative="Three weeks and STILL nothing",
        severity="medium",
        order_number="A-1001",
        remedy_sought="refund",
        impact="missed a birthday",
        confirmed_paraphrase="The order is three weeks late",
        frustration=0.4,
        frustration_peak=0.8,
    )


@pytest.mark.parametrize("narrative", [None, "", "   ", 7])
def test_a_complaint_without_words_is_refused(narrative: object) -> None:
    with pytest.raises(IncompleteComplaint):
        Complaint.from_arguments({"category": "delivery", "narrative": narrative})


def test_an_unknown_category_becomes_other() -> None:
    assert Complaint.from_arguments({"category": "weather", "narrative": "rain"}).category == "other"


def test_frustration_stays_between_nothing_and_all() -> None:
    complaint = Complaint.from_arguments({"narrative": "x", "frustration": {"score": 1.7, "peak": -3}})
    assert (complaint.frustration, complaint.frustration_peak) == (1.0, 1.0)


def test_what_is_not_a_number_is_no_frustration() -> None:
    complaint = Complaint.from_arguments({"narrative": "x", "frustration": {"score": True, "peak": "high"}})
    assert (complaint.frustration, complaint.frustration_peak) == (None, None)


@pytest.mark.parametrize(
    ("category", "flags", "hint", "severity"),
    [
        ("other", (), None, "low"),
        ("delivery", (), None, "medium"),
        ("privacy", (), None, "high"),
        ("delivery", ("legal_threat",), None, "high"),
        ("other", ("danger",), None, "critical"),
        ("delivery", (), "high", "high"),
        ("privacy", (), "low", "high"),
        ("delivery", ("customer_asked",), "dreadful", "medium"),
    ],
)
def test_severity_is_the_worst_of_all_that_is_known(
    category: str, flags: tuple[str, ...], hint: object, severity: str
) -> None:
    assert judge_severity(category, flags, hint) == severity


def test_every_category_has_a_severity() -> None:
    assert {judge_severity(category) for category in CATEGORIES} == {"low", "medium", "high"}


def test_the_worst_of_some_severities() -> None:
    assert worst(["low", "critical", "medium"]) == "critical"
