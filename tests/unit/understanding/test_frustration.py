import math

import numpy as np
import pytest

from amends.understanding.cue_patterns import CUE_OF_KEY
from amends.understanding.encoder import BLOCK, WIDTH, Encoder
from amends.understanding.frustration import KEYS, FrustrationHead, fit, shares
from amends.understanding.reader import Reader
from amends.understanding.reading import Frustration

ANGRY = "THIS IS THE WORST service, third time I call!! You people don't care, I'm closing my account"


@pytest.fixture(scope="module")
def head(encoder: Encoder) -> FrustrationHead:
    texts = ["thank you", "where is my order", "I am furious, useless liars", "this is the third delay!!"]
    return fit(encoder.encode(texts), texts, [0.05, 0.1, 0.9, 0.6])


def _log_odds(score: float) -> float:
    return math.log(score / (1.0 - score))


def test_the_weights_add_up_to_the_log_odds(head: FrustrationHead, encoder: Encoder) -> None:
    found = head.read(ANGRY, encoder.encode([ANGRY])[0])
    assert len(found.cues) > 4
    assert sum(cue.weight for cue in found.cues) == pytest.approx(_log_odds(found.score), abs=1e-6)


def test_removing_a_cue_changes_the_log_odds_by_exactly_its_weight(
    head: FrustrationHead, encoder: Encoder
) -> None:
    whole = head.read(ANGRY, encoder.encode([ANGRY])[0])
    for cue in whole.cues:
        without = Frustration.from_cues(tuple(one for one in whole.cues if one is not cue))
        assert _log_odds(whole.score) - _log_odds(without.score) == pytest.approx(cue.weight, abs=1e-6)


def test_switching_a_kind_off_changes_the_log_odds_by_what_its_cues_said(
    head: FrustrationHead, encoder: Encoder
) -> None:
    vector = encoder.encode([ANGRY])[0]
    whole = head.read(ANGRY, vector)
    for key in KEYS:
        dead = FrustrationHead(head.wording, head.bias, {**head.weights, key: 0.0})
        said = sum(c.weight for c in whole.cues) - sum(c.weight for c in dead.read(ANGRY, vector).cues)
        named = sum(c.weight for c in whole.cues[1:] if c.cue == CUE_OF_KEY[key])
        assert 0.0 <= said <= named + 1e-6


def test_cues_point_at_the_text(reader: Reader) -> None:
    text = "So. " + ANGRY + " 😡 bye"
    cues = reader.read([text])[0].frustration.cues
    assert {cue.cue for cue in cues} >= {"wording", "capitals", "again_and_again", "threat_to_leave"}
    assert cues[0].span == (0, len(text))
    assert all(0 <= cue.span[0] < cue.span[1] <= len(text) for cue in cues)
    assert text[slice(*next(c.span for c in cues if c.cue == "threat_to_leave"))] == "I'm closing my account"


def test_evidence_of_one_kind_counts_less_and_less(head: FrustrationHead) -> None:
    from amends.understanding.cues import find

    counted = [
        share
        for hit, share in shares(find("awful " * 3 + "bad awful, terrible, horrible, dreadful, rubbish"))
        if hit.key == "intensity"
    ]
    assert counted[0] == 1.0 and counted == sorted(counted, reverse=True) and len(counted) <= 5


def test_no_cue_ever_calms(head: FrustrationHead) -> None:
    assert all(weight >= 0.0 for weight in head.weights.values())


def test_anger_scores_above_plain_words(head: FrustrationHead, encoder: Encoder) -> None:
    vectors = encoder.encode(["thank you", "I am furious, useless liars"])
    assert (
        head.read("thank you", vectors[0]).score
        < 0.3
        < head.read("I am furious, useless liars", vectors[1]).score
    )


def test_a_stored_head_is_the_same_head(head: FrustrationHead) -> None:
    again = FrustrationHead.restore(head.settings(), head.tensors())
    vector = np.ones(WIDTH, dtype=np.float32) / np.sqrt(BLOCK)
    assert again.read(ANGRY, vector) == head.read(ANGRY, vector)
