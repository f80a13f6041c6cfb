from amends.understanding.cue_patterns import CUE_OF_KEY, PATTERNS, WEIGHTS

CUES = {
    "intensity",
    "capitals",
    "punctuation",
    "sarcasm",
    "repetition",
    "again_and_again",
    "waiting",
    "undervalued",
    "broken_promise",
    "threat_to_leave",
    "profanity",
}


def test_every_cue_of_the_contract_has_a_kind_of_evidence() -> None:
    assert set(CUE_OF_KEY.values()) == CUES


def test_every_kind_starts_from_a_positive_weight() -> None:
    assert set(WEIGHTS) == set(CUE_OF_KEY)
    assert all(weight > 0 for weight in WEIGHTS.values())


def test_no_pattern_matches_nothing() -> None:
    assert not [one.key for one in PATTERNS if one.pattern.fullmatch("")]
