from datetime import UTC, date, datetime, timedelta

import pytest

from amends.records.corrections import Wrong, judge, look_through, write_corrections
from amends.records.database import Database
from amends.records.finding import Place, Wanted, ends_of, find
from amends.records.finding_rows import Listed
from tests.builders import NOON, Story, a_ledger, a_person, a_reading, an_angry_conversation

NOW = NOON + timedelta(days=3)


def rows(database: Database, **chosen: object) -> list[Listed]:
    with database.reading() as session:
        return find(session, Wanted(**chosen), now=NOW).rows  # type: ignore[arg-type]


def found(database: Database, **chosen: object) -> list[str]:
    return [row.conversation_id for row in rows(database, **chosen)]


def test_a_list_shows_the_peak_and_not_the_last_score(database: Database) -> None:
    story = Story(database)
    story.turn("useless!!", "I see.", ledger=a_ledger(0.8, "hostile", 0.0))
    story.turn("ok thanks", "Good.", ledger=a_ledger(0.2, "calm", 0.8))
    (row,) = rows(database)
    assert (row.peak, row.peak_band, row.first_words, row.turn_count) == (0.8, "hostile", "useless!!", 2)
    assert found(database, band="hostile") == found(database, band="calm") == [story.id]
    assert found(database, peak="hostile") == [story.id]
    assert found(database, peak="calm") == []


@pytest.mark.parametrize("band", ["calm", "irritated", "frustrated", "hostile"])
def test_each_peak_is_found_under_its_own_band_only(database: Database, band: str) -> None:
    Story(database).turn("hm", "I see.", ledger=a_ledger(0.5, band, 0.0))
    bands = ("calm", "irritated", "frustrated", "hostile")
    assert [name for name in bands if found(database, peak=name)] == [band]


def test_a_conversation_without_turns_has_no_band(database: Database) -> None:
    Story(database)
    assert rows(database)[0].peak_band is None
    assert found(database, peak="calm") == []


def test_signs_with_a_meaning_in_searches_are_searched_for_as_themselves(database: Database) -> None:
    Story(database, id="one").message("customer", "50% off")
    Story(database, id="two").message("customer", "under_score and back\\slash")
    for text, ids in (("50%", ["one"]), ("r_s", ["two"]), ("k\\s", ["two"]), ("%", ["one"]), ("5_%", [])):
        assert found(database, text=text) == ids, text


def test_words_names_references_and_ids_are_found_in_any_case(database: Database) -> None:
    story = an_angry_conversation(database, id="one")
    Story(database, id="two", name="Marek Zielinski")
    for text in ("NOBODY came", "priya", str(story.case_reference).lower(), "one"):
        assert found(database, text=text) == ["one"], text


def test_all_that_is_asked_for_must_hold(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    story = an_angry_conversation(database, id="one")
    story.held_by(sam, story.handoff("legal_threat"))
    other = Story(database, id="two", at=NOON + timedelta(days=1))
    other.turn("hm", "I see.", reading=a_reading("chitchat"), moves=[("thank", "polite")])
    for chosen in (
        {"intent": "request_agent"},
        {"move": "hand_off"},
        {"reason": "legal_threat"},
        {"agent_id": sam},
        {"opened_before": NOON + timedelta(hours=1)},
        {"text": "nobody came", "peak": "hostile", "move": "paraphrase", "agent_id": sam},
    ):
        assert found(database, **chosen) == ["one"], chosen
    assert found(database, opened_from=NOON + timedelta(hours=1)) == ["two"]
    assert found(database, intent="request_agent", move="thank") == []
    # A move's name is found as a whole word only, and a sign of a pattern is no pattern.
    assert found(database, move="hand") == found(database, move="hand%") == []


def test_what_is_reviewed_and_what_is_not(database: Database) -> None:
    tess = a_person(database, "Tess Moreau", role="trainer")
    story = an_angry_conversation(database, id="one")
    an_angry_conversation(database, id="two")
    Story(database, id="silent")
    assert found(database, review="unseen") == ["two", "one"]
    with database.session() as session:
        look_through(session, "one", by=tess, at=NOON)
        wrong = Wrong("intent", "greet", "thank")
        (made,) = write_corrections(session, "one", 1, [wrong], note="", text="", made_by=tess, at=NOON)
    assert found(database, review="unseen") == ["two"]
    assert found(database, review="corrected") == found(database, review="undecided") == ["one"]
    with database.session() as session:
        judge(session, made, accepted=True, text=None, by=tess, at=NOON)
    assert (found(database, review="corrected"), found(database, review="undecided")) == (["one"], [])
    assert [(row.corrections, row.undecided, row.seen) for row in rows(database, review="corrected")] == [
        (1, 0, True)
    ]
    # What was said since then nobody has looked at.
    story.turn("and another thing", "I see.")
    assert "one" in found(database, review="unseen")


def test_pages_go_both_ways_and_miss_nobody(database: Database) -> None:
    # Several begin in the same moment, as on a busy day.
    for number in range(11):
        Story(database, id=f"c{number:02}", at=NOON + timedelta(minutes=number // 4))
    wanted = Wanted()
    with database.reading() as session:
        first = find(session, wanted, now=NOW, limit=4)
        second = find(session, wanted, now=NOW, limit=4, after=ends_of(first.rows)[1])
        third = find(session, wanted, now=NOW, limit=4, after=ends_of(second.rows)[1])
        back = find(session, wanted, now=NOW, limit=4, before=ends_of(third.rows)[0])
        start = find(session, wanted, now=NOW, limit=4, before=ends_of(second.rows)[0])
        beyond = find(session, wanted, now=NOW, limit=4, after=ends_of(third.rows)[1])
    ids = [row.conversation_id for page in (first, second, third) for row in page.rows]
    assert ids == [f"c{number:02}" for number in (10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)]
    assert [(page.newer, page.older) for page in (first, second, third)] == [
        (False, True),
        (True, True),
        (True, False),
    ]
    assert back.rows == second.rows
    assert (start.rows, start.newer) == (first.rows, False)
    assert (beyond.rows, beyond.older) == ([], False)


def test_a_place_that_is_gone_still_leads_on(database: Database) -> None:
    Story(database, id="one")
    gone = Place(NOON + timedelta(days=1), "deleted")
    with database.reading() as session:
        assert [row.conversation_id for row in find(session, Wanted(), now=NOW, after=gone).rows] == ["one"]


def test_nothing_is_wanted_unless_something_is(database: Database) -> None:
    assert Wanted().everything
    assert not Wanted(opened_from=datetime.combine(date(2026, 1, 1), datetime.min.time(), UTC)).everything
