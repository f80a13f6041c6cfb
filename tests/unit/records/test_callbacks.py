from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import pytest

from amends.casework.clocks import BusinessHours
from amends.casework.remedy import callback_word
from amends.desk.wording import callback_notice
from amends.records.callbacks import give_callback, keep_callback, promise_if_owed
from amends.records.customers import save_contact
from amends.records.database import Database
from amends.records.handoffs import request_handoff, step_handoff
from amends.records.holding import accept, say, take_up
from amends.records.log import Said, entries_after
from amends.records.promises import make_promise, promises_of
from amends.records.queue import callbacks_due, fingerprint
from amends.records.wrap_ups import complete

HOURS = BusinessHours()


@pytest.fixture
def new_id() -> Callable[[], str]:
    numbers = count()
    return lambda: f"n{next(numbers)}"


def expired(database: Database, conversation: str, at: datetime) -> int:
    with database.session() as session:
        handoff, _ = request_handoff(session, conversation, reason="abuse", summary="s", at=at)
        return step_handoff(session, handoff.id, "expired", at=at).id


def reachable(database: Database, conversation: str, at: datetime) -> None:
    with database.session() as session:
        save_contact(session, conversation, at=at, name="Ada", email="ada@example.com")


def owed(database: Database, conversation: str, new_id: Callable[[], str], at: datetime) -> bool:
    with database.session() as session:
        return promise_if_owed(
            session, conversation, callback_notice(HOURS), hours=HOURS, new_id=new_id, at=at
        )


def test_contact_details_after_the_wait_bring_the_promise_once(
    database: Database, conversation: str, new_id: Callable[[], str], now: datetime
) -> None:
    assert not owed(database, conversation, new_id, now), "nobody was asked for"
    expired(database, conversation, now)
    assert not owed(database, conversation, new_id, now), "nobody can be reached"
    reachable(database, conversation, now)
    assert [owed(database, conversation, new_id, now) for _ in range(2)] == [True, False]
    with database.reading() as session:
        (promise,) = promises_of(session, conversation)
        (entry,) = entries_after(session, conversation, 0, 9)
        assert promise.message_id == "n0"
        assert entry.text.startswith("Your details are saved. Our support team will get in touch with you")


def test_while_somebody_is_asked_for_nothing_is_owed_yet(
    database: Database, conversation: str, new_id: Callable[[], str], now: datetime
) -> None:
    expired(database, conversation, now)
    with database.session() as session:
        request_handoff(session, conversation, reason="abuse", summary="", at=now)
    reachable(database, conversation, now)
    assert not owed(database, conversation, new_id, now)


def test_a_callback_is_promised_once_whatever_the_case_is_called_by_then(
    database: Database, conversation: str, now: datetime
) -> None:
    for reference in (None, None):
        with database.session() as session:
            given = give_callback(session, conversation, reference, hours=HOURS, message_id="m", at=now)
    with database.reading() as session:
        assert [promise.id for promise in promises_of(session, conversation)] == [given.id]


def test_a_callback_whose_time_has_passed_is_broken_and_promised_anew(
    database: Database, conversation: str, now: datetime
) -> None:
    later = now + timedelta(days=7)
    for at in (now, later, later):
        with database.session() as session:
            given = give_callback(session, conversation, None, hours=HOURS, message_id="m", at=at)
            assert given.due_at > at
    with database.reading() as session:
        assert [promise.status for promise in promises_of(session, conversation)] == ["broken", "open"]


def test_the_person_who_gets_in_touch_keeps_the_promise(
    database: Database, conversation: str, agent: int, new_id: Callable[[], str], now: datetime
) -> None:
    with database.session() as session:
        make_promise(session, conversation, callback_word(None, now, HOURS), at=now)
        asked, _ = request_handoff(session, conversation, reason="abuse", summary="", at=now)
        held = accept(session, asked.id, agent, new_id=new_id, at=now)
    with database.session() as session:
        assert promises_of(session, conversation)[0].status == "open", "joining alone is no word"
        say(session, conversation, agent, Said("x", "a1", "Hello"), fence=held.fence, at=now)
    with database.session() as session:
        assert promises_of(session, conversation)[0].status == "kept"
        keep_callback(session, conversation)


def test_an_expired_handoff_of_a_customer_who_can_be_reached_is_due(
    database: Database, conversation: str, new_id: Callable[[], str], now: datetime
) -> None:
    handoff = expired(database, conversation, now)
    with database.reading() as session:
        assert callbacks_due(session, now) == [], "nobody knows where to call"
        before = fingerprint(session)
    reachable(database, conversation, now)
    owed(database, conversation, new_id, now)
    with database.reading() as session:
        (due,) = callbacks_due(session, now)
        assert (due.handoff_id, due.customer_name, due.contact) == (handoff, "Ada", "ada@example.com")
        assert due.promised_what is not None and due.due_at is not None and due.ended_at == now
        assert fingerprint(session) != before
    with database.session() as session:
        request_handoff(session, conversation, reason="abuse", summary="", at=now)
        assert callbacks_due(session, now) == [], "whoever is in the queue again is no callback"


@pytest.mark.parametrize(("wrap_up", "due"), [("callback_agreed", 1), ("resolved", 0)])
def test_a_callback_that_an_agent_agreed_on_is_due_until_somebody_takes_it_up(
    database: Database,
    conversation: str,
    agent: int,
    new_id: Callable[[], str],
    now: datetime,
    wrap_up: str,
    due: int,
) -> None:
    reachable(database, conversation, now)
    with database.session() as session:
        asked, _ = request_handoff(session, conversation, reason="abuse", summary="", at=now)
        held = accept(session, asked.id, agent, new_id=new_id, at=now)
        say(session, conversation, agent, Said("x", "a1", "I call you"), fence=held.fence, at=now)
        complete(
            session,
            conversation,
            agent,
            fence=held.fence,
            disposition=wrap_up,
            note="",
            new_id=new_id,
            at=now + timedelta(minutes=1),
        )
    with database.session() as session:
        assert len(callbacks_due(session, now)) == due
        take_up(session, conversation, agent, new_id=new_id, at=now)
        assert callbacks_due(session, now) == []
