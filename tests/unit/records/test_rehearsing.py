from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from amends.casework.clocks import BusinessHours
from amends.records.agreements import agree_remedy
from amends.records.cases import cases_of
from amends.records.complaints import put_on_record
from amends.records.database import Database
from amends.records.escalations import escalate
from amends.records.handoffs import open_handoff, step_handoff
from amends.records.promises import promises_of
from amends.records.rehearsing import (
    RehearsalWouldBeKept,
    as_it_stood,
    rehearsing,
    with_on_duty,
    with_other_numbers,
)
from amends.records.tables import Handoff
from amends.records.users import count_agents_on_duty
from tests.dumps import dump

WORDS = {"category": "delivery", "narrative": "Three weeks and nothing", "contact": "ada@example.org"}


def _complain(database: Database, conversation: str, at: datetime) -> None:
    with database.session() as session:
        put_on_record(session, conversation, WORDS, at=at)
        agree_remedy(
            session, conversation, {"remedy": "refund"}, message_id="m", hours=BusinessHours(), at=at
        )


def test_a_rehearsal_sees_what_it_did_and_nothing_of_it_is_kept(
    database: Database, conversation: str, now: datetime
) -> None:
    before = dump(database)
    with rehearsing(database) as session:
        case, created = put_on_record(session, conversation, WORDS, at=now)
        assert created and cases_of(session, conversation) == [case]
    assert dump(database) == before


def test_a_rehearsal_that_fails_leaves_nothing_either(
    database: Database, conversation: str, now: datetime
) -> None:
    before = dump(database)
    with pytest.raises(RuntimeError), rehearsing(database) as session:
        put_on_record(session, conversation, WORDS, at=now)
        raise RuntimeError
    assert dump(database) == before


def test_nobody_can_commit_a_rehearsal(database: Database, conversation: str, now: datetime) -> None:
    before = dump(database)
    with rehearsing(database) as session:
        put_on_record(session, conversation, WORDS, at=now)
        with pytest.raises(RehearsalWouldBeKept):
            session.commit()
    assert dump(database) == before


def test_the_records_stand_as_they_did_at_a_moment(
    database: Database, conversation: str, now: datetime
) -> None:
    hours, later = BusinessHours(), now + timedelta(minutes=5)
    _complain(database, conversation, now)
    with database.session() as session:
        put_on_record(session, conversation, {**WORDS, "narrative": "And another thing"}, at=later)
        arguments = {"reason": "customer_asked", "summary": "wants a person"}
        escalate(
            session,
            conversation,
            arguments,
            message_id="m2",
            hours=hours,
            presence_window_s=45,
            at=later,
        )
    before = dump(database)
    with rehearsing(database) as session:
        as_it_stood(session, conversation, now)
        assert [case.narrative for case in cases_of(session, conversation)] == ["Three weeks and nothing"]
        assert open_handoff(session, conversation) is None
        assert len(promises_of(session, conversation)) == 1
        as_it_stood(session, conversation, now - timedelta(minutes=1))
        assert not cases_of(session, conversation) and not promises_of(session, conversation)
    assert dump(database) == before


def test_a_handoff_that_ended_later_was_open_then(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        escalate(
            session,
            conversation,
            {"reason": "customer_asked", "summary": "wants a person"},
            message_id="m",
            hours=BusinessHours(),
            presence_window_s=45,
            at=now,
        )
        (handoff,) = session.scalars(select(Handoff))
        step_handoff(session, handoff.id, "failed", at=now + timedelta(minutes=5))
    with rehearsing(database) as session:
        assert open_handoff(session, conversation) is None
        as_it_stood(session, conversation, now + timedelta(minutes=1))
        assert open_handoff(session, conversation) is not None


def test_rehearsed_cases_have_numbers_of_their_own(
    database: Database, conversation: str, now: datetime
) -> None:
    _complain(database, conversation, now)
    references = []
    for _ in range(2):
        with rehearsing(database) as session:
            with_other_numbers(session, now.year)
            references.append(put_on_record(session, conversation, WORDS, at=now)[0].reference)
    assert references == [f"C-{now.year}-999001"] * 2


@pytest.mark.parametrize("count", [0, 1])
def test_as_many_agents_are_on_duty_as_there_were(
    database: Database, agent: int, now: datetime, count: int
) -> None:
    before = dump(database)
    with rehearsing(database) as session:
        with_on_duty(session, count, now)
        assert count_agents_on_duty(session, now, 45) == count
    assert dump(database) == before
