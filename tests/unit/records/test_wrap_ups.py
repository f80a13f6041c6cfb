from collections.abc import Callable
from datetime import datetime
from itertools import count

import pytest

from amends.casework.complaint import Complaint
from amends.casework.handoff import UnknownWrapUp
from amends.records.cases import entries_of, find_case, log_case, move_case
from amends.records.database import Database
from amends.records.handoffs import find_handoff, request_handoff
from amends.records.holding import Held, NotTheHolder, accept
from amends.records.log import entries_after
from amends.records.tables import Conversation, WrapUp
from amends.records.wrap_ups import complete


@pytest.fixture
def new_id() -> Callable[[], str]:
    numbers = count()
    return lambda: f"n{next(numbers)}"


@pytest.fixture
def case(database: Database, conversation: str, now: datetime) -> str:
    with database.session() as session:
        return log_case(session, conversation, Complaint("delivery", "late", "medium"), at=now).reference


@pytest.fixture
def held(
    database: Database, conversation: str, case: str, agent: int, new_id: Callable[[], str], now: datetime
) -> Held:
    with database.session() as session:
        asked, _ = request_handoff(session, conversation, reason="abuse", summary="", at=now)
        return accept(session, asked.id, agent, new_id=new_id, at=now)


@pytest.fixture
def finish(
    database: Database, held: Held, agent: int, new_id: Callable[[], str], now: datetime
) -> Callable[[str, str], Held]:
    def finished(disposition: str, note: str = "") -> Held:
        with database.session() as session:
            return complete(
                session,
                held.conversation_id,
                agent,
                fence=held.fence,
                disposition=disposition,
                note=note,
                new_id=new_id,
                at=now,
            )

    return finished


@pytest.mark.parametrize(
    ("wrap_up", "stage", "disposition"),
    [
        ("resolved", "resolved", "resolved_by_agent"),
        ("callback_agreed", "in_progress", "callback_promised"),
        ("passed_on", "in_progress", None),
        ("customer_left", "in_progress", "abandoned"),
        ("not_a_complaint", "closed", None),
        ("ended_for_conduct", "in_progress", "ended_for_conduct"),
    ],
)
def test_a_wrap_up_ends_the_handoff_and_settles_the_case(
    database: Database,
    conversation: str,
    case: str,
    finish: Callable[..., Held],
    wrap_up: str,
    stage: str,
    disposition: str | None,
) -> None:
    assert finish(wrap_up, " Spoke with the carrier. ").fence == 2
    with database.reading() as session:
        row = session.get_one(Conversation, conversation)
        assert (row.holder, row.closed_at is not None) == ("assistant", True)
        (written,) = session.query(WrapUp).all()
        assert (written.disposition, written.note) == (wrap_up, "Spoke with the carrier.")
        handoff = find_handoff(session, written.handoff_id)
        assert handoff is not None and handoff.status == "completed"
        found = find_case(session, case)
        assert found is not None and (found.stage, found.disposition) == (stage, disposition)
        assert any("Spoke with the carrier" in entry.text for entry in entries_of(session, case))
        assert not any("carrier" in entry.text for entry in entries_after(session, conversation, 0, 99))
        assert entries_after(session, conversation, 0, 99)[-1].type == "closed"


def test_a_case_that_is_further_stays_there(
    database: Database, case: str, finish: Callable[..., Held], now: datetime
) -> None:
    with database.session() as session:
        move_case(session, case, "resolved", at=now)
    finish("resolved")
    with database.reading() as session:
        found = find_case(session, case)
        assert found is not None and (found.stage, found.disposition) == ("resolved", "resolved_by_agent")


def test_an_unknown_wrap_up_changes_nothing(
    database: Database, conversation: str, finish: Callable[..., Held]
) -> None:
    with pytest.raises(UnknownWrapUp):
        finish("whatever")
    with database.reading() as session:
        assert session.get_one(Conversation, conversation).holder == "agent"


def test_only_the_holder_finishes_and_only_once(finish: Callable[..., Held]) -> None:
    finish("resolved")
    with pytest.raises(NotTheHolder):
        finish("resolved")
