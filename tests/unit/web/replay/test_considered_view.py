from amends.deescalation.verdicts import APPLIED_LATER, CHOSEN, NOT_APPLICABLE, REFUSED
from amends.web.replay.considered_view import considered_view


def test_rules_that_had_something_to_say_come_first_and_the_others_apart() -> None:
    verdicts = (NOT_APPLICABLE, APPLIED_LATER, CHOSEN, "newly_invented", REFUSED, NOT_APPLICABLE)
    rules = [{"rule": f"r{n}", "verdict": verdict, "why": "so"} for n, verdict in enumerate(verdicts)]
    view = considered_view({"considered": rules})
    assert [(rule["rule"], rule["said"]) for rule in view.spoke] == [
        ("r2", "decided"),
        ("r4", "held back"),
        ("r1", "would have decided next"),
        ("r3", "newly invented"),
    ]
    assert [rule["rule"] for rule in view.silent] == ["r0", "r5"]


def test_old_records_hold_nothing_of_it() -> None:
    assert not considered_view({})
    assert not considered_view({"considered": None})
    assert considered_view({"considered": [{}]}).spoke == [{"rule": "", "verdict": "", "why": "", "said": ""}]
