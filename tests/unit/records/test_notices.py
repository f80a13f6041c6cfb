from collections.abc import Callable
from datetime import datetime
from itertools import count

import pytest
from sqlalchemy import select

from amends.records.batches import BatchOvertaken, take_batch
from amends.records.conversations import give_to_agent, lock_conversation
from amends.records.database import Database
from amends.records.handoffs import open_handoff
from amends.records.leases import Lessee, take_lease
from amends.records.log import Said, entries_after, post, waiting_messages
from amends.records.notices import Handing, Notice, bury_and_tell, tell_of_outage
from amends.records.tables import Conversation, Lease

AWAY = Notice("away", "The assistant is away; your message is kept.")
PERSON = Handing("customer_asked", "asked for while it was away", Notice("person", "A person will read."))


@pytest.fixture
def new_id() -> Callable[[], str]:
    numbers = count()
    return lambda: f"n{next(numbers)}"


def _post(
    database: Database, conversation: str, name: str, at: datetime, button_id: str | None = None
) -> None:
    with database.session() as session:
        locked = lock_conversation(session, conversation)
        post(session, locked, Said(name, name, "hello", button_id=button_id), most_waiting=9, at=at)


def _tell(database: Database, conversation: str, new_id: Callable[[], str], at: datetime) -> bool:
    with database.session() as session:
        return tell_of_outage(session, conversation, AWAY, PERSON, new_id=new_id, at=at)


def _notices(database: Database, conversation: str) -> list[str]:
    with database.reading() as session:
        return [e.text for e in entries_after(session, conversation, 0, 99) if e.type == "notice"]


def test_a_waiting_customer_is_told_once(
    database: Database, conversation: str, new_id: Callable[[], str], now: datetime
) -> None:
    assert not _tell(database, conversation, new_id, now)
    _post(database, conversation, "m1", now)
    assert _tell(database, conversation, new_id, now)
    _post(database, conversation, "m2", now)
    assert not _tell(database, conversation, new_id, now)
    assert _notices(database, conversation) == [AWAY.text]


def test_who_asks_for_a_person_meanwhile_goes_to_the_queue(
    database: Database, conversation: str, new_id: Callable[[], str], now: datetime
) -> None:
    _post(database, conversation, "m1", now, button_id="request_agent")
    assert _tell(database, conversation, new_id, now)
    assert not _tell(database, conversation, new_id, now)
    assert _notices(database, conversation) == [PERSON.notice.text]
    with database.reading() as session:
        handoff = open_handoff(session, conversation)
        assert handoff is not None and handoff.reason == "customer_asked"


def test_nothing_is_said_where_an_agent_speaks(
    database: Database, conversation: str, agent: int, new_id: Callable[[], str], now: datetime
) -> None:
    _post(database, conversation, "m1", now)
    with database.session() as session:
        give_to_agent(session, conversation, agent)
    assert not _tell(database, conversation, new_id, now)


def test_what_cannot_be_answered_goes_to_a_person_and_the_customer_knows(
    database: Database, conversation: str, new_id: Callable[[], str], now: datetime
) -> None:
    _post(database, conversation, "m1", now)
    with database.session() as session:
        batch = take_batch(session, conversation, presence_window_s=45, at=now)
        assert batch is not None
        failed = Handing("assistant_failed", "five attempts", Notice("sorry", "I could not answer."))
        bury_and_tell(session, batch, failed, new_id=new_id, at=now)
    assert _notices(database, conversation) == ["I could not answer."]
    with database.reading() as session:
        handoff = open_handoff(session, conversation)
        assert handoff is not None and handoff.reason == "assistant_failed"
        assert list(waiting_messages(session, conversation)) == []


def test_whom_a_person_has_joined_meanwhile_is_told_nothing(
    database: Database, conversation: str, agent: int, new_id: Callable[[], str], now: datetime
) -> None:
    _post(database, conversation, "m1", now)
    with database.session() as session:
        batch = take_batch(session, conversation, presence_window_s=45, at=now)
        assert batch is not None
        give_to_agent(session, conversation, agent)
    with pytest.raises(BatchOvertaken), database.session() as session:
        bury_and_tell(session, batch, PERSON, new_id=new_id, at=now)
    with database.reading() as session:
        assert [message.state for message in waiting_messages(session, conversation)] == ["waiting"]


def test_an_outage_ends_the_lease_so_that_another_desk_can_answer(
    empty_postgresql: Database, new_id: Callable[[], str], now: datetime
) -> None:
    lessee = Lessee("a", 5.0)
    with empty_postgresql.session() as session:
        session.add(Conversation(id="talk", opened_at=now))
        session.flush()
        assert take_lease(session, "talk", lessee)
    with empty_postgresql.session() as session:
        tell_of_outage(session, "talk", AWAY, PERSON, new_id=new_id, at=now, lessee=lessee)
    with empty_postgresql.reading() as session:
        assert session.scalars(select(Lease.desk_id)).all() == []
