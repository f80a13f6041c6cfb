import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from amends.records.conversations import lock_conversation
from amends.records.database import Database, Session
from amends.records.leases import (
    LeaseLost,
    Lessee,
    Wanted,
    check_lease,
    claim_waiting,
    drop_lease,
    find_waiting,
    give_everything_back,
    give_lease_back,
    take_lease,
)
from amends.records.tables import Conversation, DeskProcess, Lease, Message

LOST_AFTER_S = 5.0
A, B = Lessee("a", LOST_AFTER_S), Lessee("b", LOST_AFTER_S)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def shared(empty_postgresql: Database) -> Database:
    """A database with two living desks, a and b."""
    seen("a", empty_postgresql)
    seen("b", empty_postgresql)
    return empty_postgresql


def seen(desk_id: str, database: Database, seconds_ago: float = 0.0) -> None:
    """A desk gave a sign of life so long ago, by the database's clock."""
    with database.session() as session:
        session.execute(
            text(
                "INSERT INTO desks VALUES (:id, now(), now() - make_interval(secs => :ago)) "
                "ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at"
            ),
            {"id": desk_id, "ago": seconds_ago},
        )


def waiting(database: Database, *names: str, at: datetime = NOW) -> None:
    """Conversations in which one message waits, the first the longest."""
    with database.session() as session:
        for number, name in enumerate(names):
            session.add(Conversation(id=name, opened_at=NOW))
            session.flush()
            said_at = at + timedelta(seconds=number)
            words = {"seq": 1, "author": "customer", "text": "hello", "state": "waiting"}
            session.add(Message(id=f"m-{name}", conversation_id=name, at=said_at, **words))


def wanted(most: int = 10, in_hand: tuple[str, ...] = (), until: datetime | None = None) -> Wanted:
    return Wanted(until or NOW + timedelta(hours=1), in_hand, most)


def take(session: Session, name: str, lessee: Lessee) -> bool:
    lock_conversation(session, name)
    return take_lease(session, name, lessee)


def owners(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {lease.conversation_id: lease.desk_id for lease in session.scalars(select(Lease))}


def test_a_lease_belongs_to_one_living_desk_which_may_take_it_again(shared: Database) -> None:
    waiting(shared, "talk")
    with shared.session() as session:
        assert take(session, "talk", A)
        assert take(session, "talk", A)
        assert not take(session, "talk", B)
        check_lease(session, "talk", "a")
        with pytest.raises(LeaseLost):
            check_lease(session, "talk", "b")


def test_the_lease_of_a_desk_without_a_sign_of_life_goes_to_another_and_the_first_ends_nothing(
    shared: Database,
) -> None:
    waiting(shared, "talk")
    with shared.session() as session:
        assert take(session, "talk", A)
    seen("a", shared, seconds_ago=LOST_AFTER_S - 1)
    with shared.session() as session:
        assert not take(session, "talk", B)
    seen("a", shared, seconds_ago=LOST_AFTER_S + 0.1)
    with shared.session() as session:
        assert take(session, "talk", B)
    seen("a", shared)
    with pytest.raises(LeaseLost), shared.session() as session:
        give_lease_back(session, "talk", "a")
    assert owners(shared) == {"talk": "b"}


def test_a_desk_that_nobody_heard_of_owns_nothing(shared: Database) -> None:
    waiting(shared, "talk")
    with shared.session() as session:
        assert take(session, "talk", Lessee("never seen", LOST_AFTER_S))
        assert take(session, "talk", B)


def test_what_was_given_back_is_free_and_dropping_takes_only_one_s_own(shared: Database) -> None:
    waiting(shared, "one", "two")
    with shared.session() as session:
        assert take(session, "one", A) and take(session, "two", A)
        drop_lease(session, "one", B)
        drop_lease(session, "one", None)
        give_lease_back(session, "two", "a")
    assert owners(shared) == {"one": "a"}
    with shared.session() as session:
        drop_lease(session, "one", A)
    assert owners(shared) == {}


def test_without_a_desk_there_is_nothing_to_check(database: Database, conversation: str) -> None:
    with database.session() as session:
        check_lease(session, conversation, None)
        give_lease_back(session, conversation, None)
        drop_lease(session, conversation, None)
        assert session.scalars(select(Lease)).all() == []


def test_a_search_finds_the_longest_waiting_first_and_nothing_new_in_hand_or_worked_on(
    shared: Database,
) -> None:
    waiting(shared, "old", "older not", "held", "in hand", "fifth")
    waiting(shared, "new", at=NOW + timedelta(hours=2))
    with shared.session() as session:
        session.get_one(Message, "m-older not").state = "answered"
        assert take(session, "held", B)
    with shared.session() as session:
        assert find_waiting(session, A, wanted(in_hand=("in hand",))) == ["old", "fifth"]
        assert owners(shared) == {"held": "b"}
        assert claim_waiting(session, A, wanted(most=1, in_hand=("in hand",))) == ["old"]
        # What a desk has claimed and not in hand it finds again.
        assert claim_waiting(session, A, wanted(in_hand=("in hand",))) == ["old", "fifth"]
    seen("b", shared, seconds_ago=LOST_AFTER_S + 1)
    with shared.session() as session:
        assert claim_waiting(session, A, wanted(in_hand=("old", "fifth", "in hand"))) == ["held"]


def test_desks_that_search_at_once_share_what_they_find(shared: Database) -> None:
    names = [f"c{number:02}" for number in range(40)]
    waiting(shared, *names)
    both = threading.Barrier(2, timeout=10)
    found: dict[str, list[str]] = {"a": [], "b": []}

    def search(lessee: Lessee) -> None:
        for _ in range(10):
            both.wait()
            with shared.session() as session:
                found[lessee.desk_id] += claim_waiting(
                    session, lessee, wanted(3, tuple(found[lessee.desk_id]))
                )
                # Long enough for the other to find these locked.
                session.execute(text("SELECT pg_sleep(0.01)"))

    threads = [threading.Thread(target=search, args=(lessee,)) for lessee in (A, B)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found["a"] + found["b"]) == names, "each was found, by one desk only"
    assert found["a"] and found["b"]
    assert owners(shared) == {name: desk for desk, mine in found.items() for name in mine}


def test_a_locked_conversation_is_left_to_who_locked_it(shared: Database) -> None:
    waiting(shared, "one", "two")
    with shared.session() as elsewhere:
        lock_conversation(elsewhere, "one")
        with shared.session() as session:
            assert claim_waiting(session, A, wanted()) == ["two"]


def test_a_desk_that_goes_leaves_everything_to_the_others(shared: Database) -> None:
    waiting(shared, "one", "two")
    with shared.session() as session:
        assert take(session, "one", A) and take(session, "two", B)
        give_everything_back(session, "a")
    assert owners(shared) == {"two": "b"}
    with shared.reading() as session:
        assert session.scalars(select(DeskProcess.id)).all() == ["b"]
