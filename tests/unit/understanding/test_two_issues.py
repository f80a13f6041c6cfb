"""A message that names two issues must show both, however they are joined."""

from pathlib import Path

import pytest

from amends.understanding.reader import Reader
from amends.understanding.rows import read_nlu, read_readings
from amends.understanding.training import train

# Written for this test alone, two intents before each message; no row like them is trained on.
LINES = (Path(__file__).parent / "two_issues.txt").read_text(encoding="utf-8").splitlines()
PAIRS = [(set(named.split()), text.strip()) for named, text in (line.split("|") for line in LINES)]
FLOOR = 0.75
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def whole_reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader that knows every row with an intent: the small one is too unsure of single clauses."""
    rows, lookups = read_nlu(ROOT / "data" / "nlu")
    judged = read_readings(ROOT / "data" / "readings")[::10]
    return train(rows + judged, tmp_path_factory.mktemp("whole"), lookups=lookups)


@pytest.mark.slow
def test_two_issues_in_one_message_are_both_found(whole_reader: Reader) -> None:
    read = whole_reader.read([text for _, text in PAIRS])
    both = zip(PAIRS, read, strict=True)
    missed = [(sorted(named), one.intents) for (named, _), one in both if named - {*one.intents}]
    assert len(missed) <= (1.0 - FLOOR) * len(PAIRS), missed


@pytest.mark.slow
def test_one_issue_in_two_clauses_stays_one(whole_reader: Reader) -> None:
    texts = [
        "I ordered a black and white rug and it has not come yet",
        "the parcel is late, it should have been here on Tuesday",
        "my husband and I have been waiting at the gate for the delayed train to Leeds",
        "I've tried the old password and the new one and I still can't log in",
    ]
    found = [one.intents for one in whole_reader.read(texts)]
    assert sum(map(len, found)) <= len(texts) + 1, found
