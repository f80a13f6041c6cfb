import numpy as np

from amends.understanding import logistic


def _prior(weights: list[float], stiffness: list[float], floor: list[float]) -> logistic.Prior:
    return logistic.Prior(np.asarray(weights), np.asarray(stiffness), np.asarray(floor))


def test_soft_targets_are_met() -> None:
    rows = np.asarray([[0.0], [1.0]] * 50)
    targets = np.asarray([0.2, 0.7] * 50)
    weights, bias = logistic.fit(rows, targets, np.ones(100), _prior([0.0], [1e-6], [-np.inf]))
    assert np.allclose(logistic.sigmoid(rows[:2] @ weights + bias), [0.2, 0.7], atol=0.01)


def test_a_stiff_weight_stays_at_its_prior() -> None:
    rows = np.asarray([[0.0], [1.0]] * 20)
    weights, _ = logistic.fit(rows, np.asarray([0.0, 1.0] * 20), np.ones(40), _prior([0.5], [1e6], [0.0]))
    assert abs(weights[0] - 0.5) < 0.01


def test_a_floor_keeps_a_weight_from_turning_against_its_meaning() -> None:
    rows = np.asarray([[0.0], [1.0]] * 20)
    weights, _ = logistic.fit(rows, np.asarray([0.9, 0.1] * 20), np.ones(40), _prior([0.5], [1e-3], [0.0]))
    assert weights[0] == 0.0


def test_sigmoid_does_not_overflow() -> None:
    assert list(logistic.sigmoid(np.asarray([-1e9, 0.0, 1e9]))) == [0.0, 0.5, 1.0]
