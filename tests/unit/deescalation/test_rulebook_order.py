"""The order of the rules."""

from __future__ import annotations

from amends.deescalation.rulebook_order import RULES


def test_a_person_at_once_comes_before_everything_and_the_story_last() -> None:
    names = [rule.__name__ for rule in RULES]
    assert names[0] == "person_at_once" and names[-1] == "more_of_the_story"
    assert names.index("set_boundary") < names.index("open_complaint") < names.index("new_failure")
    assert len(set(names)) == len(names)
