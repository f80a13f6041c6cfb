from datetime import datetime, timedelta

import pytest

from amends.records.database import Database
from amends.records.handoffs import UnknownHandoff, find_handoff, request_handoff, step_handoff
from amends.records.offers import count_passed_over, decline, set_duty, settle_offer, standing_offers
from amends.records.tables import Offer, User


@pytest.fixture
def offered(database: Database, conversation: str, agent: int, now: datetime) -> int:
    with database.session() as session:
        asked, _ = request_handoff(session, conversation, reason="abuse", summary="", at=now)
        step_handoff(session, asked.id, "offered", at=now)
        due_at = now + timedelta(seconds=30)
        session.add(Offer(handoff_id=asked.id, agent_id=agent, offered_at=now, due_at=due_at))
        return asked.id


def outcomes(database: Database) -> list[str | None]:
    with database.reading() as session:
        return [offer.outcome for offer in session.query(Offer)]


def test_a_standing_offer_tells_whom_it_is_shown_to_and_for_how_long(
    database: Database, offered: int, agent: int, now: datetime
) -> None:
    with database.reading() as session:
        assert standing_offers(session) == {offered: (agent, "Robin", now + timedelta(seconds=30))}
        assert count_passed_over(session, [offered]) == {}


def test_only_the_agent_it_is_shown_to_declines_it(
    database: Database, offered: int, agent: int, now: datetime
) -> None:
    for agent_id, declined in ((agent + 1, False), (agent, True), (agent, False)):
        with database.session() as session:
            assert decline(session, offered, agent_id, at=now) is declined
    with database.reading() as session:
        handoff = find_handoff(session, offered)
        assert handoff is not None and handoff.status == "requested"
        assert standing_offers(session) == {}
        assert count_passed_over(session, [offered]) == {offered: 1}


def test_an_unknown_handoff_cannot_be_declined(database: Database, agent: int, now: datetime) -> None:
    with pytest.raises(UnknownHandoff), database.session() as session:
        decline(session, 99, agent, at=now)


def test_whoever_goes_off_duty_gives_back_what_was_offered(
    database: Database, offered: int, agent: int, now: datetime
) -> None:
    with database.session() as session:
        set_duty(session, agent, False, at=now)
        assert not session.get_one(User, agent).on_duty
    assert outcomes(database) == ["withdrawn"]
    with database.reading() as session:
        assert count_passed_over(session, [offered]) == {}, "nobody passed anybody over"


@pytest.mark.parametrize(("stranger", "outcome"), [(0, "accepted"), (1, "withdrawn")])
def test_an_offer_ends_with_who_accepts(
    database: Database, offered: int, agent: int, stranger: int, outcome: str
) -> None:
    with database.session() as session:
        settle_offer(session, offered, agent + stranger)
        settle_offer(session, offered, agent)
    assert outcomes(database) == [outcome]
