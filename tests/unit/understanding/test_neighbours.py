import numpy as np
import pytest

from amends.understanding.neighbours import NEAREST, remember

ROWS = np.eye(4, dtype=np.float32).repeat(6, axis=0) + np.linspace(0, 0.05, 24, dtype=np.float32)[:, None]
LABELS = np.arange(4).repeat(6)


def test_the_nearest_rows_vote_and_votes_are_a_share() -> None:
    votes, closest = remember(ROWS, LABELS).ask(ROWS[[0, 23]], 4)
    assert list(votes.argmax(axis=1)) == [0, 3]
    assert np.allclose(votes.sum(axis=1), 1.0)
    assert (closest > 0.9).all()


def test_what_lies_between_all_rows_is_like_none() -> None:
    known = remember(ROWS, LABELS)
    _, closest = known.ask(np.vstack([ROWS[:1], [[1.0, 1.0, -1.0, -1.0]]]).astype(np.float32), 4)
    assert closest[1] < closest[0]


@pytest.mark.parametrize("count", [2, NEAREST, NEAREST + 1])
def test_few_rows_are_enough(count: int) -> None:
    votes, _ = remember(ROWS[:count], LABELS[:count]).ask(ROWS[:1], 4)
    assert votes[0].argmax() == 0
