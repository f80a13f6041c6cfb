"""Whatever is said to stand in a rule's way really keeps it from applying."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.deescalation.absorbing import absorb
from amends.deescalation.frustration import account
from amends.deescalation.message import view
from amends.deescalation.obstacles import ELSE, OBSTACLES, obstacle
from amends.deescalation.rulebook_order import RULES
from amends.deescalation.situation import Situation
from amends.deescalation.state import ConversationState
from amends.deescalation.turn import TurnInput
from tests.unit.deescalation.talk import Talk, rulebook
from tests.unit.deescalation.test_random_walks import messages


def situation(state: ConversationState, turn: TurnInput) -> Situation:
    """The moment of decision as the playbook makes it."""
    book = rulebook()
    message = view(turn, book.playbook)
    taken_in = absorb(state, turn, message, account(state, turn, message, book.playbook))
    pending = state.asked.pending
    return Situation(taken_in, turn, message, book.playbook, book.remedies, book.brand, None, pending)


class Watched(Talk):
    """Remembers the moment at which each turn was decided."""

    def takes(self, turn: TurnInput) -> Talk:
        self.moment = situation(self.state, turn)
        return super().takes(turn)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(messages, min_size=4, max_size=14), st.integers(0, 10_000))
def test_an_obstacle_keeps_its_rule_from_applying(walk: list[dict], seed: int) -> None:
    talk = Watched(seed=str(seed))
    for one in walk:
        talk.failing, talk.agents_on_duty = set(one["failing"]), one["on_duty"]
        if one["press"] is not None and talk.buttons:
            talk.presses(talk.buttons[one["press"] % len(talk.buttons)])
        else:
            talk.says(
                one["text"],
                one["intent"],
                one["score"],
                confidence=one["confidence"],
                cues=one["cues"],
                entities=dict([one["entity"]]) if one["entity"] else {},
                **({one["signal"]: 0.9} if one["signal"] else {}),
            )
        for rule in RULES:
            if rule(talk.moment) is not None:
                assert obstacle(rule.__name__, talk.moment) == ELSE, rule.__name__


def test_obstacles_are_told_of_rules_that_exist() -> None:
    assert set(OBSTACLES) <= {rule.__name__ for rule in RULES}
    # Only what a rule works out in several steps may go without a reason of its own.
    assert {rule.__name__ for rule in RULES} - set(OBSTACLES) == {"case_status", "order_status"}


def test_a_rule_without_a_known_obstacle_says_so_and_no_more() -> None:
    talk = Watched().says("my lamp is late", "report_late_delivery", 0.3)
    assert obstacle("order_status", talk.moment) == ELSE
    assert obstacle("proposes", talk.moment) == "no complaint is open"
