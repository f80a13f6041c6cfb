import pytest

from amends.records.corrections import (
    AlreadyJudged,
    OwnCorrection,
    UnknownCorrection,
    UnknownTurn,
    Wrong,
    corrections_of,
    count_open,
    judge,
    list_corrections,
    look_through,
    review_of,
    take_back,
    taught,
    write_corrections,
)
from amends.records.database import Database
from tests.builders import NOON, Story, a_person

BAND = Wrong("band", "frustrated", "hostile")
MOVE = Wrong("move", "", "apologise")


@pytest.fixture
def people(database: Database) -> tuple[int, int]:
    """Two trainers, and a conversation with one turn."""
    Story(database, id="one").turn("hm", "I see.")
    return a_person(database, "Tess", role="trainer"), a_person(database, "Ivo", role="trainer")


def write(database: Database, by: int, *wrongs: Wrong, turn: int = 1) -> list[int]:
    with database.session() as session:
        return write_corrections(session, "one", turn, wrongs, note="why", text="hm", made_by=by, at=NOON)


def test_what_is_written_is_listed_newest_first_with_its_people(
    database: Database, people: tuple[int, int]
) -> None:
    tess, ivo = people
    first, second = write(database, tess, BAND, MOVE)
    with database.session() as session:
        judge(session, second, accepted=True, text="other words", by=ivo, at=NOON)
    with database.reading() as session:
        told = list_corrections(session)
        assert [(each.correction.id, each.maker, each.reviewer) for each in told] == [
            (second, "Tess", "Ivo"),
            (first, "Tess", None),
        ]
        assert [each.correction.id for each in list_corrections(session, status="open")] == [first]
        assert [each.correction.id for each in list_corrections(session, before=second)] == [first]
        assert [each.correction.id for each in corrections_of(session, "one")] == [first, second]
        assert count_open(session) == 1
        (known,) = taught(session)
    assert (known.correction.text, known.record["reading"]["intent"]["name"]) == (
        "other words",
        "report_late_delivery",
    )


def test_the_same_is_not_said_twice_unless_it_was_rejected(
    database: Database, people: tuple[int, int]
) -> None:
    tess, ivo = people
    (made,) = write(database, tess, BAND)
    assert write(database, ivo, BAND) == []
    with database.session() as session:
        judge(session, made, accepted=False, text=None, by=ivo, at=NOON)
    assert len(write(database, tess, BAND)) == 1


def test_a_turn_that_is_not_there_cannot_be_wrong(database: Database, people: tuple[int, int]) -> None:
    with pytest.raises(UnknownTurn):
        write(database, people[0], BAND, turn=2)


def test_another_trainer_judges_once(database: Database, people: tuple[int, int]) -> None:
    tess, ivo = people
    (made,) = write(database, tess, BAND)
    with pytest.raises(OwnCorrection), database.session() as session:
        judge(session, made, accepted=True, text=None, by=tess, at=NOON)
    with database.session() as session:
        assert judge(session, made, accepted=True, text="", by=ivo, at=NOON).text == "hm"
    with pytest.raises(AlreadyJudged, match="Ivo"), database.session() as session:
        judge(session, made, accepted=False, text=None, by=ivo, at=NOON)
    with pytest.raises(UnknownCorrection), database.session() as session:
        judge(session, made + 1, accepted=True, text=None, by=ivo, at=NOON)


def test_a_trainer_who_works_alone_judges_their_own(database: Database) -> None:
    Story(database, id="one").turn("hm", "I see.")
    tess = a_person(database, "Tess", role="trainer")
    a_person(database, "Sam", role="agent")
    (made,) = write(database, tess, BAND)
    with database.session() as session:
        assert judge(session, made, accepted=True, text=None, by=tess, at=NOON).status == "accepted"


def test_only_the_maker_takes_back_and_only_while_it_is_open(
    database: Database, people: tuple[int, int]
) -> None:
    tess, ivo = people
    first, second = write(database, tess, BAND, MOVE)
    with pytest.raises(UnknownCorrection), database.session() as session:
        take_back(session, first, by=ivo)
    with database.session() as session:
        assert take_back(session, first, by=tess) == "one"
        judge(session, second, accepted=False, text=None, by=ivo, at=NOON)
    with pytest.raises(AlreadyJudged), database.session() as session:
        take_back(session, second, by=tess)


def test_the_last_look_counts(database: Database, people: tuple[int, int]) -> None:
    tess, ivo = people
    with database.session() as session:
        assert look_through(session, "one", by=tess, at=NOON)
        assert look_through(session, "one", by=ivo, at=NOON)
        assert not look_through(session, "two", by=ivo, at=NOON)
    with database.reading() as session:
        found = review_of(session, "one")
        assert review_of(session, "two") is None
    assert found is not None
    assert (found[0].turn_count, found[1]) == (1, "Ivo")


def test_who_saw_fewer_turns_has_not_seen_the_others_and_takes_nothing_back(
    database: Database, people: tuple[int, int]
) -> None:
    tess, ivo = people

    def seen(by: int, turns: int) -> tuple[int, str]:
        with database.session() as session:
            assert look_through(session, "one", by=by, at=NOON, turns=turns)
            session.flush()
            found = review_of(session, "one")
            assert found is not None
            return found[0].turn_count, found[1]

    assert seen(tess, 0) == (0, "Tess")
    assert seen(ivo, 9) == (1, "Ivo"), "nobody has seen more than there is"
    assert seen(tess, 0) == (1, "Ivo")
