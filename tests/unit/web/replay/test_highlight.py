from typing import Any

import pytest

from amends.web.replay.highlight import cues_of, pieces

TEXT = "This is the THIRD time I am asking!!"


def a_cue(name: str, start: int, end: int, weight: float = 0.5) -> dict[str, Any]:
    return {"cue": name, "span": [start, end], "weight": weight}


def cut(*found: dict[str, Any], text: str = TEXT) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (piece.text, tuple(cue.name for cue in piece.cues))
        for piece in pieces(text, cues_of(found, len(text)))
    ]


def test_a_cue_marks_its_own_stretch_of_text() -> None:
    assert cut(a_cue("again_and_again", 12, 22)) == [
        ("This is the ", ()),
        ("THIRD time", ("again_and_again",)),
        (" I am asking!!", ()),
    ]


def test_where_cues_overlap_the_piece_carries_both() -> None:
    assert cut(a_cue("again_and_again", 12, 22), a_cue("capitals", 12, 17)) == [
        ("This is the ", ()),
        ("THIRD", ("again_and_again", "capitals")),
        (" time", ("again_and_again",)),
        (" I am asking!!", ()),
    ]


def test_a_cue_about_the_whole_message_marks_nothing() -> None:
    assert cut(a_cue("wording", 0, len(TEXT))) == [(TEXT, ())]


@pytest.mark.parametrize(
    "cue",
    [
        a_cue("x", -5, 4),
        a_cue("x", 30, 900),
        a_cue("x", 900, 901),
        a_cue("x", 20, 10),
        {"cue": "x", "weight": 1},
    ],
)
def test_a_span_that_does_not_fit_loses_no_text(cue: dict[str, Any]) -> None:
    assert "".join(text for text, _ in cut(cue, a_cue("capitals", 12, 17))) == TEXT


def test_an_empty_message_has_no_pieces() -> None:
    assert cut(a_cue("wording", 0, 0), text="") == []


def test_signs_outside_the_first_plane_are_counted_as_python_counts_them() -> None:
    text = "\U0001f621 AGAIN"
    assert cut(a_cue("capitals", 2, 7), text=text) == [("\U0001f621 ", ()), ("AGAIN", ("capitals",))]
