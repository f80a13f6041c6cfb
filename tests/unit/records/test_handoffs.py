import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from amends.casework.handoff import IllegalHandoffStep
from amends.records.conversations import lock_conversation
from amends.records.database import Database
from amends.records.handoffs import (
    UnknownHandoff,
    find_handoff,
    open_handoff,
    recent_waits_s,
    request_handoff,
    step_handoff,
)
from amends.records.tables import Conversation, Handoff


def _request(database: Database, conversation: str, at: datetime) -> int:
    with database.session() as session:
        handoff, _ = request_handoff(session, conversation, reason="customer_asked", summary="late", at=at)
        return handoff.id


def test_asking_for_a_person_puts_the_conversation_in_the_queue(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        handoff, created = request_handoff(session, conversation, reason="abuse", summary="rude", at=now)
        assert created
        assert (handoff.status, handoff.reason, handoff.requested_at) == ("requested", "abuse", now)
        assert open_handoff(session, conversation) is handoff


def test_asking_again_brings_the_summary_up_to_date_and_keeps_the_place_in_the_queue(
    database: Database, conversation: str, now: datetime
) -> None:
    first = _request(database, conversation, now)
    with database.session() as session:
        handoff, created = request_handoff(
            session, conversation, reason="abuse", summary="late and broken", at=now + timedelta(minutes=9)
        )
    assert not created
    assert (handoff.id, handoff.reason, handoff.requested_at) == (first, "customer_asked", now)
    assert handoff.summary == "late and broken"


def test_after_one_has_ended_another_can_be_asked_for(
    database: Database, conversation: str, now: datetime
) -> None:
    first = _request(database, conversation, now)
    with database.session() as session:
        step_handoff(session, first, "expired", at=now)
        assert open_handoff(session, conversation) is None
    assert _request(database, conversation, now) != first


def test_an_unknown_reason_is_refused(database: Database, conversation: str, now: datetime) -> None:
    with pytest.raises(ValueError, match="no reason"), database.session() as session:
        request_handoff(session, conversation, reason="bored", summary="", at=now)


def test_every_step_leaves_its_time(database: Database, conversation: str, agent: int, now: datetime) -> None:
    handoff_id = _request(database, conversation, now)
    steps = [("accepted", 30), ("active", 45), ("returned", 300)]
    with database.session() as session:
        for status, seconds in steps:
            step_handoff(session, handoff_id, status, at=now + timedelta(seconds=seconds), agent_id=agent)
    with database.reading() as session:
        found = find_handoff(session, handoff_id)
        assert found is not None
        times = (found.accepted_at, found.first_reply_at, found.ended_at)
        assert times == tuple(now + timedelta(seconds=seconds) for _, seconds in steps)
        assert (found.agent_id, found.status) == (agent, "returned")


def test_a_forbidden_step_changes_nothing(database: Database, conversation: str, now: datetime) -> None:
    handoff_id = _request(database, conversation, now)
    with pytest.raises(IllegalHandoffStep), database.session() as session:
        step_handoff(session, handoff_id, "active", at=now)
    with database.reading() as session:
        found = find_handoff(session, handoff_id)
        assert found is not None and (found.status, found.first_reply_at) == ("requested", None)


def test_an_unknown_handoff_takes_no_step(database: Database, now: datetime) -> None:
    with pytest.raises(UnknownHandoff), database.session() as session:
        step_handoff(session, 99, "accepted", at=now)


def _at_once(*doings: Callable[[], None]) -> list[str]:
    """Run some functions at the same time; the names of what they raised, or "done"."""
    start = threading.Barrier(len(doings), timeout=5)
    ends: list[str] = []

    def run(doing: Callable[[], None]) -> None:
        start.wait()
        try:
            doing()
            ends.append("done")
        except Exception as error:
            ends.append(type(error).__name__)

    threads = [threading.Thread(target=run, args=(doing,)) for doing in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def test_of_two_agents_who_accept_at_once_one_gets_it(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    handoff_id = _request(database, conversation, now)

    def accept() -> None:
        with database.session() as session:
            step_handoff(session, handoff_id, "accepted", at=now, agent_id=agent)

    assert _at_once(accept, accept) == ["IllegalHandoffStep", "done"]


def test_a_step_counts_from_what_is_true_now_and_not_from_what_was_read_before(
    database: Database, conversation: str, now: datetime
) -> None:
    handoff_id = _request(database, conversation, now)
    with pytest.raises(IllegalHandoffStep), database.session() as session:
        assert find_handoff(session, handoff_id) is not None
        session.connection().exec_driver_sql("UPDATE handoffs SET status = 'accepted'")
        step_handoff(session, handoff_id, "accepted", at=now)


def test_whoever_waits_for_a_conversation_does_not_keep_its_handoff_from_others(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    handoff_id = _request(database, conversation, now)

    def accept() -> None:
        with database.session() as session:
            step_handoff(session, handoff_id, "accepted", at=now, agent_id=agent)

    thread = threading.Thread(target=accept)
    with database.session() as session:
        lock_conversation(session, conversation)
        thread.start()
        thread.join(timeout=0.3)
        assert thread.is_alive()
        session.get_one(Handoff, handoff_id, with_for_update={"nowait": True})
    thread.join(timeout=10)
    with database.reading() as session:
        assert session.get_one(Handoff, handoff_id).status == "accepted"


def test_asking_and_accepting_at_once_never_wait_for_each_other(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    handoff_id = _request(database, conversation, now)

    def accept() -> None:
        with database.session() as session:
            step_handoff(session, handoff_id, "accepted", at=now, agent_id=agent)

    def ask() -> None:
        with database.session() as session:
            request_handoff(session, conversation, reason="abuse", summary="more", at=now)

    assert _at_once(accept, ask, ask, ask) == ["done"] * 4


def test_waits_are_those_of_accepted_handoffs_the_newest_first(database: Database, now: datetime) -> None:
    for number, waited in enumerate((10, 20, 30)):
        with database.session() as session:
            session.add(Conversation(id=f"c{number}", opened_at=now))
        handoff_id = _request(database, f"c{number}", now)
        with database.session() as session:
            step_handoff(session, handoff_id, "accepted", at=now + timedelta(seconds=waited))
    with database.session() as session:
        session.add(Conversation(id="waiting", opened_at=now))
    _request(database, "waiting", now)
    with database.reading() as session:
        assert recent_waits_s(session) == [30.0, 20.0, 10.0]
        assert recent_waits_s(session, limit=2) == [30.0, 20.0]
