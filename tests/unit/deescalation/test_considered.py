"""What else was considered in a turn."""

from __future__ import annotations

from amends.deescalation.considered import Considering
from amends.deescalation.decision import Decision
from amends.deescalation.rulebook_order import RULES
from amends.deescalation.situation import Situation
from amends.deescalation.verdicts import APPLIED_LATER, CHOSEN, NOT_APPLICABLE, REFUSED
from tests.unit.deescalation.talk import Talk, late
from tests.unit.deescalation.test_obstacles import Watched


def moment() -> Situation:
    talk = Watched()
    late(talk)
    return talk.moment


def first(situation: Situation) -> Decision | None:
    return None


def second(situation: Situation) -> Decision | None:
    return Decision("the second way", situation.state)


def third(situation: Situation) -> Decision | None:
    return Decision("the third way", situation.state)


def broken(situation: Situation) -> Decision | None:
    raise ValueError("a rule that nobody has reached before")


def test_rules_are_asked_in_order_and_each_once() -> None:
    asked = []

    def noted(situation: Situation) -> Decision | None:
        asked.append("noted")
        return Decision("noted", situation.state)

    considering = Considering(moment(), (first, noted, third))
    assert [name for name, _ in considering.decisions()] == ["noted", "third"]
    assert [name for name, _ in considering.decisions()] == ["noted", "third"]
    assert asked == ["noted"]


def test_a_rule_is_not_asked_before_it_is_needed() -> None:
    considering = Considering(moment(), (second, broken))
    assert next(considering.decisions())[0] == "second"


def test_every_rule_has_a_verdict_and_a_reason() -> None:
    considering = Considering(moment(), (first, second, third))
    next(considering.decisions())
    report = considering.report("third", [("second", "nothing new to say")])
    assert [(one.rule, one.verdict) for one in report] == [
        ("first", NOT_APPLICABLE),
        ("second", REFUSED),
        ("third", CHOSEN),
    ]
    assert report[1].why == "nothing new to say" and report[2].why == "the third way"
    assert all(one.why for one in report)


def test_a_rule_that_breaks_behind_the_chosen_one_harms_nobody() -> None:
    considering = Considering(moment(), (second, broken, third))
    report = considering.report("second")
    assert [one.verdict for one in report] == [CHOSEN, NOT_APPLICABLE, APPLIED_LATER]


def test_a_plan_tells_what_else_was_considered() -> None:
    talk = late(Talk())
    verdicts = {one.rule: one for one in talk.plans[0].considered}
    assert set(verdicts) == {rule.__name__ for rule in RULES}
    assert verdicts["open_complaint"].verdict == CHOSEN
    assert verdicts["person_at_once"].why.startswith("nobody asked for a person")
    assert sum(one.verdict == CHOSEN for one in verdicts.values()) == 1


def test_what_follows_a_receipt_is_told_as_such() -> None:
    resumed = late(Talk()).plans[-1]
    assert [(one.rule, one.verdict) for one in resumed.considered] == [("after_receipt", CHOSEN)]
