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


def test_levels_share_one_direction_and_keep_their_order() -> None:
    generator = np.random.default_rng(3)
    rows = generator.normal(size=(300, 2))
    judged = rows @ np.asarray([2.0, 0.0])
    above = np.stack([judged > level for level in (-1.0, 0.0, 1.0)], axis=1).astype(np.float64)
    prior = _prior([0.0, 0.0], [0.1, 0.1], [-np.inf, -np.inf])
    weights, biases = logistic.fit_levels(rows, above, np.ones_like(above), prior)
    assert weights[0] > 10 * abs(weights[1])
    assert biases[0] > biases[1] > biases[2]


def test_calibration_meets_the_average_and_keeps_the_order() -> None:
    scores = np.linspace(-4.0, 4.0, 200)
    targets = logistic.sigmoid(0.5 * scores - 1.0)
    slope, shift = logistic.calibrate(scores, targets)
    assert abs(slope - 0.5) < 0.01 and abs(shift + 1.0) < 0.01
    slope, _ = logistic.calibrate(scores, logistic.sigmoid(-scores))
    assert slope > 0.0


def test_a_fifth_of_many_rows_is_held_out_and_none_of_few() -> None:
    assert logistic.held_out(500).sum() == 100
    assert logistic.held_out(20).sum() == 0
