import pytest

from amends.understanding.reading import Cue, Frustration, Reading, band_of


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0.0, "calm"),
        (0.249, "calm"),
        (0.25, "irritated"),
        (0.5, "frustrated"),
        (0.75, "hostile"),
        (1.0, "hostile"),
    ],
)
def test_bands_begin_where_the_agreement_says(score: float, band: str) -> None:
    assert band_of(score) == band


def test_a_score_is_the_sum_of_its_cues_in_log_odds() -> None:
    found = Frustration.from_cues((Cue("wording", (0, 9), -1.0), Cue("capitals", (0, 3), 1.0)))
    assert found.score == pytest.approx(0.5) and found.band == "frustrated"


def test_a_pressed_button_is_a_reading_of_few_parts() -> None:
    found = Reading.from_dict({"intent": {"name": "affirm", "confidence": 1.0}})
    assert found.intent == ("affirm", 1.0) and found.intents == ("affirm",)
    assert found.frustration.band == "calm" and not any(found.signals.values())
