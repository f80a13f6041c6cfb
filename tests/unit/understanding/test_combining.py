import numpy as np
import pytest

from amends.understanding.combining import combine, doubt, heed_complaint


def test_without_sentences_the_whole_message_decides() -> None:
    whole = np.asarray([0.7, 0.3])
    combined, noticed = combine(("greet", "report_problem"), whole, [], [])
    assert list(combined) == [0.7, 0.3] and list(noticed) == [True, False]


def test_a_sure_sentence_lifts_its_intent_and_drops_small_talk() -> None:
    names = ("greet", "report_problem")
    rows = [np.asarray([0.99, 0.01]), np.asarray([0.05, 0.95])]
    combined, noticed = combine(names, np.asarray([0.6, 0.4]), rows, [3, 12])
    assert combined[1] > combined[0] and list(noticed) == [False, True]
    assert combined.sum() == pytest.approx(1.0)


def test_a_complaint_takes_belief_from_small_talk_only() -> None:
    names = ("thank", "report_problem", "out_of_scope")
    before = np.asarray([0.5, 0.3, 0.2])
    assert list(heed_complaint(names, before, 0.4)) == list(before)
    after = heed_complaint(names, before, 0.95)
    assert after.argmax() == 1 and after.sum() == pytest.approx(1.0)


def test_a_clause_that_was_not_understood_is_no_wish_beside_one_that_was() -> None:
    names = ("out_of_scope", "report_problem")
    rows = [np.asarray([0.95, 0.05]), np.asarray([0.05, 0.95])]
    _, noticed = combine(names, np.asarray([0.5, 0.5]), rows, [6, 6])
    assert list(noticed) == [False, True]


def test_an_unsure_clause_adds_no_wish() -> None:
    rows = [np.asarray([0.95, 0.05]), np.asarray([0.45, 0.55])]
    _, noticed = combine(("ask_refund", "report_problem"), np.asarray([0.8, 0.2]), rows, [6, 6])
    assert list(noticed) == [True, False]


def test_doubt_names_what_is_likely_and_believes_little() -> None:
    found = doubt(("affirm", "out_of_scope", "thank"), "out_of_scope")
    assert found.argmax() == 1 and found.sum() == pytest.approx(1.0)
    assert doubt((*map(str, range(50)), "out_of_scope"), "out_of_scope").max() < 0.4
    assert doubt(("affirm", "deny"), "out_of_scope").argmax() == 0
