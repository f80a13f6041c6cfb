"""A message that names two issues must show both, however they are joined."""

from pathlib import Path

from amends.understanding.reader import Reader

# Written for this test alone, two intents before each message; no row like them is trained on.
LINES = (Path(__file__).parent / "two_issues.txt").read_text(encoding="utf-8").splitlines()
PAIRS = [(set(named.split()), text.strip()) for named, text in (line.split("|") for line in LINES)]
# What the small reader of these tests must find of them; a whole one finds more (docs/decisions/0101).
FLOOR = 0.75


def test_two_issues_in_one_message_are_both_found(reader: Reader) -> None:
    read = reader.read([text for _, text in PAIRS])
    missed = [
        (sorted(named), one.intents)
        for (named, _), one in zip(PAIRS, read, strict=True)
        if named - {*one.intents}
    ]
    assert len(missed) <= (1.0 - FLOOR) * len(PAIRS), missed


def test_one_issue_in_two_clauses_stays_one(reader: Reader) -> None:
    texts = [
        "I ordered a black and white rug and it has not come yet",
        "the parcel is late, it should have been here on Tuesday",
        "my husband and I have been waiting at the gate for the delayed train to Leeds",
        "I've tried the old password and the new one and I still can't log in",
    ]
    found = [one.intents for one in reader.read(texts)]
    assert sum(map(len, found)) <= len(texts) + 1, found
