"""Readings from their JSON form."""

from __future__ import annotations

from amends.deescalation.reading import Reading


def test_a_full_reading_is_read() -> None:
    data = {
        "intent": {"name": "affirm", "confidence": 0.8},
        "intents": ["affirm", "thank"],
        "frustration": {"score": 0.6, "cues": [{"cue": "capitals", "span": [0, 4], "weight": 0.7}]},
        "signals": {"abuse": 0.4},
        "entities": [{"entity": "email", "value": "a@b.org", "start": 0, "end": 7}],
    }
    reading = Reading.from_dict(data, "YES")
    assert (reading.intent, reading.intents, reading.band) == ("affirm", ("affirm", "thank"), "frustrated")
    assert reading.has_cue("capitals") and reading.signal("abuse") == 0.4
    assert reading.value("email") == "a@b.org" and reading.value("phone") is None


def test_an_empty_reading_is_calm_and_means_nothing() -> None:
    reading = Reading.from_dict({}, "")
    assert (reading.intent, reading.score, reading.band, reading.signal("abuse")) == ("", 0.0, "calm", 0.0)


def test_a_cue_against_frustration_does_not_count_as_one() -> None:
    data = {"frustration": {"score": 0.1, "cues": [{"cue": "wording", "weight": -1.0}]}}
    assert not Reading.from_dict(data, "x").has_cue("wording")
