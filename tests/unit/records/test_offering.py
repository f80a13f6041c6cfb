from datetime import datetime, timedelta
from typing import Any

import pytest

from amends.casework.handoff_clock import Timings
from amends.records.database import Database
from amends.records.handoffs import request_handoff
from amends.records.offering import candidates, choose_for, make_offer
from amends.records.offers import set_duty
from amends.records.tables import Handoff, Offer, User
from amends.records.users import saw_user


@pytest.fixture
def free(database: Database, agent: int, now: datetime) -> int:
    with database.session() as session:
        set_duty(session, agent, True, at=now)
        saw_user(session, agent, now)
    return agent


def ids(database: Database, now: datetime) -> list[int]:
    with database.reading() as session:
        return [candidate.agent_id for candidate in candidates(session, now, 45)]


@pytest.mark.parametrize(
    "change", [{"on_duty": False}, {"active": False}, {"role": "trainer"}, {"most_at_once": 0}]
)
def test_only_agents_on_duty_with_room_are_free(
    database: Database, free: int, now: datetime, change: dict[str, Any]
) -> None:
    assert ids(database, now) == [free]
    assert ids(database, now + timedelta(seconds=46)) == [], "who was not seen is not there"
    with database.session() as session:
        for name, value in change.items():
            setattr(session.get_one(User, free), name, value)
    assert ids(database, now) == []


def test_an_offer_is_made_to_somebody_free_and_makes_them_busy(
    database: Database, conversation: str, free: int, now: datetime
) -> None:
    with database.session() as session:
        asked, _ = request_handoff(session, conversation, reason="abuse", summary="", at=now)
        assert make_offer(session, asked, Timings(), 45, at=now)
        assert (asked.status, asked.due_at) == ("offered", now + timedelta(seconds=600))
    assert ids(database, now) == []
    with database.session() as session:
        assert not make_offer(session, session.get_one(Handoff, asked.id), Timings(), 45, at=now)


def test_who_let_the_customer_down_is_asked_after_the_others(
    database: Database, conversation: str, free: int, now: datetime
) -> None:
    with database.session() as session:
        row = {"conversation_id": conversation, "reason": "abuse", "summary": "", "requested_at": now}
        session.add(Handoff(**row, status="failed", agent_id=free, ended_at=now))
        kim = User(email="k", name="Kim", role="agent", password_hash="-", created_at=now)
        kim.on_duty, kim.last_seen_at = True, now
        session.add(kim)
        asked, _ = request_handoff(session, conversation, reason="abuse", summary="", at=now)
        found = candidates(session, now, 45)
        chosen = choose_for(session, asked, found)
        assert chosen is not None and chosen.agent_id == kim.id
        session.add(
            Offer(handoff_id=asked.id, agent_id=kim.id, offered_at=now, due_at=now, outcome="declined")
        )
        session.flush()
        again = choose_for(session, asked, found)
        assert again is not None and again.agent_id == free
