import itertools
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from amends.web.replay.chart import TOP, chart_of
from tests.builders import NOON


def turns(*scores: float | None, moves: tuple[tuple[str, ...], ...] = ()) -> list[Any]:
    made = dict(enumerate(moves, start=1))
    return [
        SimpleNamespace(
            number=number,
            at=NOON + timedelta(minutes=number),
            ledger=None if score is None else {"score": score, "band": "calm"},
            moves=[{"move": name} for name in made.get(number, ())],
        )
        for number, score in enumerate(scores, start=1)
    ]


def handoff(asked: float, accepted: float | None = None, ended: float | None = None) -> Any:
    def at(minutes: float | None) -> Any:
        return None if minutes is None else NOON + timedelta(minutes=minutes)

    return SimpleNamespace(
        reason="abuse", agent_id=4, requested_at=at(asked), accepted_at=at(accepted), ended_at=at(ended)
    )


def test_more_frustration_is_higher_up_and_later_is_further_right() -> None:
    first, second, third = chart_of(turns(0.1, 0.9, 0.5)).columns
    assert second.y < third.y < first.y
    assert 0 < first.x < second.x < third.x < 100


def test_everything_stays_inside_the_box_and_zones_meet() -> None:
    chart = chart_of(turns(0.0, 1.0, 1.7, moves=(("close",), ("clarify", "inform"))))
    assert all(TOP <= column.y <= chart.plot_bottom for column in chart.columns)
    assert all(chart.plot_bottom < y < chart.height for _, y in chart.lanes)
    for (_, top, height), (_, below, _) in itertools.pairwise(chart.zones):
        assert abs(top + height - below) < 0.11


def test_turns_without_a_ledger_have_a_place_and_no_point() -> None:
    chart = chart_of(turns(0.1, None, 0.3))
    assert [column.number for column in chart.turns] == [1, 2, 3]
    assert [(one.number, other.number) for one, other in chart.lines] == [(1, 3)]
    assert chart.columns[1].score is None


def test_each_kind_of_move_has_a_lane_in_the_order_of_the_playbook() -> None:
    chart = chart_of(turns(0.1, 0.2, moves=(("close", "acknowledge", "close"), ("newly_invented",))))
    assert [move for move, _ in chart.lanes] == ["acknowledge", "close", "newly_invented"]
    assert [move for move, _ in chart.marks(chart.columns[0])] == ["acknowledge", "close"]
    assert [move for move, _ in chart.marks(chart.columns[1])] == ["newly_invented"]


def test_an_agents_stretch_is_a_column_between_the_turns() -> None:
    chart = chart_of(turns(0.5, 0.2), [handoff(1.1, 1.2, 1.9)], {4: "Sam Lee"})
    assert [(column.kind, column.label) for column in chart.columns] == [
        ("turn", "Turn 1"),
        ("held", "Sam Lee, 42 s"),
        ("turn", "Turn 2"),
    ]
    assert chart.asked == [(33.333, "Handoff asked for: abuse", NOON + timedelta(minutes=1.1))]


def test_a_handoff_taken_in_the_moment_it_was_asked_for_stands_before_its_stretch() -> None:
    chart = chart_of(turns(0.5, 0.2), [handoff(1, 1, 1.9)])
    assert [column.kind for column in chart.columns] == ["turn", "held", "turn"]
    assert chart.asked[0][0] == chart.columns[1].left


def test_a_handoff_that_lasts_and_one_that_nobody_took_are_told_too() -> None:
    chart = chart_of(turns(0.5), [handoff(1.5), handoff(1.6, 1.7)])
    assert [column.label for column in chart.columns] == ["Turn 1", "An agent has it"]
    assert len(chart.asked) == 2


def test_no_turns_make_an_empty_drawing_and_many_a_wide_one() -> None:
    assert chart_of([]).columns == []
    rooms = [chart_of(turns(*[0.5] * count)).room for count in (1, 9, 10, 60, 200)]
    assert rooms == ["few", "few", "some", "many", "most"]
