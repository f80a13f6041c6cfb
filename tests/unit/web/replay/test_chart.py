from types import SimpleNamespace
from typing import Any

from amends.web.replay.chart import HEIGHT, WIDTH, chart_of


def turns(*scores: float | None) -> list[Any]:
    return [
        SimpleNamespace(number=number, ledger=None if score is None else {"score": score, "band": "calm"})
        for number, score in enumerate(scores, start=1)
    ]


def test_one_turn_is_no_drawing() -> None:
    assert chart_of(turns(0.5)) is None
    assert chart_of(turns()) is None


def test_more_frustration_is_higher_up_and_later_is_further_right() -> None:
    chart = chart_of(turns(0.1, 0.9, 0.5))
    assert chart is not None
    first, second, third = chart.points
    assert second.y < third.y < first.y
    assert first.x < second.x < third.x


def test_everything_stays_inside_the_box_and_zones_meet() -> None:
    chart = chart_of(turns(0.0, 1.0))
    assert chart is not None
    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in chart.points)
    for (_, top, height), (_, below, _) in zip(chart.zones, chart.zones[1:], strict=False):
        assert abs(top + height - below) < 0.11


def test_turns_without_a_ledger_are_left_out() -> None:
    chart = chart_of(turns(0.1, None, 0.3))
    assert chart is not None
    assert [point.number for point in chart.points] == [1, 3]
