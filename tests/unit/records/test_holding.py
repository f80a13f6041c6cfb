from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from itertools import count
from threading import Barrier

import pytest
from sqlalchemy import select

from amends.casework.clocks import BusinessHours
from amends.casework.handoff_clock import Timings
from amends.deescalation.moves import LOG_COMPLAINT, REQUEST_HANDOFF
from amends.desk.wording import words_of_the_clock
from amends.records.conversations import lock_conversation
from amends.records.database import Database
from amends.records.handoff_steps import Rules, Step, move_on
from amends.records.handoffs import (
    UnknownHandoff,
    find_handoff,
    last_handoff,
    request_handoff,
    step_handoff,
)
from amends.records.holding import HandoffTaken, Held, NotTheHolder, accept, hand_back, say, take_up
from amends.records.log import ClientIdReused, Said, append, entries_after, waiting_messages
from amends.records.notes import notes_of
from amends.records.tables import Conversation, Handoff, Message, Receipt, User

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
HELLO = Said("m1", "c1", "Hello, I have read everything")


@pytest.fixture
def new_id() -> Callable[[], str]:
    numbers = count()
    return lambda: f"n{next(numbers)}"


@pytest.fixture
def handoff(database: Database, conversation: str, now: datetime) -> int:
    with database.session() as session:
        requested, _ = request_handoff(session, conversation, reason="customer_asked", summary="", at=now)
        return requested.id


@pytest.fixture
def held(database: Database, handoff: int, agent: int, new_id: Callable[[], str], now: datetime) -> Held:
    with database.session() as session:
        return accept(session, handoff, agent, new_id=new_id, at=now)


def test_accepting_makes_the_agent_the_holder_and_tells_so(
    database: Database, conversation: str, agent: int, held: Held
) -> None:
    assert held == Held(conversation, fence=1)
    with database.reading() as session:
        row = session.get_one(Conversation, conversation)
        assert (row.holder, row.agent_id, row.fence) == ("agent", agent, 1)
        (entry,) = entries_after(session, conversation, 0, 9)
        assert (entry.type, entry.holder, entry.name) == ("holder", "agent", "Robin")


def test_accepting_ones_own_again_changes_nothing(
    database: Database, handoff: int, agent: int, held: Held, new_id: Callable[[], str], now: datetime
) -> None:
    with database.session() as session:
        assert accept(session, handoff, agent, new_id=new_id, at=now) == held


def test_another_agent_comes_too_late(
    database: Database, handoff: int, held: Held, new_id: Callable[[], str], now: datetime
) -> None:
    with database.session() as session:
        other = User(email="o@example.com", name="O", role="agent", password_hash="-", created_at=now)
        session.add(other)
    with pytest.raises(HandoffTaken), database.session() as session:
        accept(session, handoff, other.id, new_id=new_id, at=now)


def test_an_unknown_handoff_cannot_be_accepted(
    database: Database, agent: int, new_id: Callable[[], str], now: datetime
) -> None:
    with pytest.raises(UnknownHandoff), database.session() as session:
        accept(session, 99, agent, new_id=new_id, at=now)


def test_the_first_words_make_the_handoff_active_and_twice_is_once(
    database: Database, conversation: str, agent: int, handoff: int, held: Held, now: datetime
) -> None:
    for _ in range(2):
        with database.session() as session:
            assert say(session, conversation, agent, HELLO, fence=held.fence, at=now) == 2
    with database.reading() as session:
        found = find_handoff(session, handoff)
        assert found is not None and (found.status, found.first_reply_at) == ("active", now)
        assert [entry.author for entry in entries_after(session, conversation, 1, 9)] == ["agent"]
    with pytest.raises(ClientIdReused), database.session() as session:
        say(session, conversation, agent, Said("m2", "c1", "Other"), fence=held.fence, at=now)


@pytest.mark.parametrize("fence", [0, 2])
def test_nobody_speaks_under_another_fence(
    database: Database, conversation: str, agent: int, held: Held, now: datetime, fence: int
) -> None:
    with pytest.raises(NotTheHolder), database.session() as session:
        say(session, conversation, agent, HELLO, fence=fence, at=now)


def test_handing_back_ends_the_handoff_and_keeps_the_note_for_colleagues(
    database: Database,
    conversation: str,
    agent: int,
    handoff: int,
    held: Held,
    new_id: Callable[[], str],
    now: datetime,
) -> None:
    with database.session() as session:
        back = hand_back(
            session, conversation, agent, fence=held.fence, note="Wants a receipt.", new_id=new_id, at=now
        )
    assert back.fence == 2
    with database.reading() as session:
        row = session.get_one(Conversation, conversation)
        assert (row.holder, row.closed_at) == ("assistant", None)
        found = find_handoff(session, handoff)
        assert found is not None and (found.status, found.ended_at) == ("returned", now)
        (entry,) = entries_after(session, conversation, 1, 9)
        assert (entry.type, entry.holder) == ("holder", "assistant") and "receipt" not in entry.text
        assert [note.text for note in notes_of(session, conversation)] == ["Wants a receipt."]
    with pytest.raises(NotTheHolder), database.session() as session:
        say(session, conversation, agent, HELLO, fence=held.fence, at=now)


def test_what_the_agent_left_unanswered_waits_for_the_assistant(
    database: Database, conversation: str, agent: int, held: Held, new_id: Callable[[], str], now: datetime
) -> None:
    with database.session() as session:
        row = lock_conversation(session, conversation)
        for number, author in enumerate(("customer", "agent", "customer")):
            state = "read" if author == "customer" else None
            append(session, row, Message(id=f"s{number}", author=author, text="x", state=state, at=now))
    with database.session() as session:
        hand_back(session, conversation, agent, fence=held.fence, new_id=new_id, at=now)
    with database.reading() as session:
        assert [message.id for message in waiting_messages(session, conversation)] == ["s2"]


def test_messages_whose_turn_has_had_an_effect_are_asked_again_by_themselves(
    database: Database, conversation: str, agent: int, held: Held, new_id: Callable[[], str], now: datetime
) -> None:
    with database.session() as session:
        row = lock_conversation(session, conversation)
        for name in ("s0", "s1", "s2"):
            append(session, row, Message(id=name, author="customer", text="x", state="read", at=now))
        for action in (LOG_COMPLAINT, REQUEST_HANDOFF):
            receipt = {"ok": True, "action": action}
            row_of_it = {"conversation_id": conversation, "message_id": "s1", "action": action}
            session.add(Receipt(**row_of_it, receipt=receipt, at=now))
    with database.session() as session:
        hand_back(session, conversation, agent, fence=held.fence, new_id=new_id, at=now)
    with database.reading() as session:
        waiting = waiting_messages(session, conversation)
        assert [(message.id, message.attempts) for message in waiting] == [("s0", 1), ("s1", 1), ("s2", 0)]
        # The person that was asked for has gone, so that asking again must bring another.
        assert [receipt.action for receipt in session.scalars(select(Receipt))] == [LOG_COMPLAINT]


def test_a_conversation_is_taken_up_again_with_the_earlier_reason(
    database: Database, conversation: str, agent: int, handoff: int, new_id: Callable[[], str], now: datetime
) -> None:
    with database.session() as session:
        step_handoff(session, handoff, "expired", at=now)
        lock_conversation(session, conversation).closed_at = now
    for _ in range(2):
        with database.session() as session:
            held = take_up(session, conversation, agent, new_id=new_id, at=now)
        assert held == Held(conversation, fence=1)
    with database.reading() as session:
        last = last_handoff(session, conversation)
        assert last is not None and last.id != handoff
        assert (last.reason, last.status, last.agent_id) == ("customer_asked", "accepted", agent)
        assert session.get_one(Conversation, conversation).closed_at is None


def test_nobody_takes_up_a_conversation_in_which_no_person_was_asked_for(
    database: Database, conversation: str, agent: int, new_id: Callable[[], str], now: datetime
) -> None:
    with pytest.raises(UnknownHandoff), database.session() as session:
        take_up(session, conversation, agent, new_id=new_id, at=now)


def at_once(works: Sequence[Callable[[], object]]) -> list[object]:
    """What each work gave or raised, all of them begun at the same moment in threads of their own."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return work()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_of_many_agents_who_accept_at_the_same_moment_exactly_one_wins(
    database: Database, conversation: str, new_id: Callable[[], str], now: datetime
) -> None:
    with database.session() as session:
        agents = [
            User(email=f"{n}@example.com", name=f"A{n}", role="agent", password_hash="-", created_at=now)
            for n in range(6)
        ]
        session.add_all(agents)
    for round_number in range(5):
        with database.session() as session:
            asked, _ = request_handoff(session, conversation, reason="abuse", summary="", at=now)

        def accepts(agent_id: int, handoff_id: int = asked.id) -> Held:
            with database.session() as session:
                return accept(session, handoff_id, agent_id, new_id=new_id, at=now)

        results = at_once([partial(accepts, agent.id) for agent in agents])
        won = [result for result in results if isinstance(result, Held)]
        assert won == [Held(conversation, fence=2 * round_number + 1)]
        assert sum(isinstance(result, HandoffTaken) for result in results) == len(agents) - 1, results
        with database.session() as session:
            talk = session.get_one(Conversation, conversation)
            assert talk.agent_id is not None
            hand_back(session, conversation, talk.agent_id, fence=talk.fence, new_id=new_id, at=now)


def test_an_agent_and_the_clock_do_not_both_have_their_way(
    database: Database, conversation: str, agent: int, new_id: Callable[[], str], now: datetime
) -> None:
    rules = Rules(Timings(unattended_s=0.0), 45, BusinessHours(), words_of_the_clock(BusinessHours()))
    statuses = set()
    for _ in range(8):
        with database.session() as session:
            asked, _ = request_handoff(session, conversation, reason="abuse", summary="", at=now)
            asked.due_at = now

        def accepts(handoff_id: int = asked.id) -> Held:
            with database.session() as session:
                return accept(session, handoff_id, agent, new_id=new_id, at=now)

        def expires(handoff_id: int = asked.id) -> Step | None:
            with database.session() as session:
                return move_on(session, handoff_id, rules, LONG_AGO, new_id=new_id, at=now)

        accepted, step = at_once([accepts, expires])
        with database.session() as session:
            status = session.get_one(Handoff, asked.id).status
            statuses.add(status)
            talk = session.get_one(Conversation, conversation)
            if isinstance(accepted, Held):
                assert (status, talk.holder) == ("accepted", "agent")
                hand_back(session, conversation, agent, fence=accepted.fence, new_id=new_id, at=now)
            else:
                assert isinstance(accepted, HandoffTaken) and isinstance(step, Step)
                assert (status, talk.holder) == ("expired", "assistant")
    assert statuses <= {"accepted", "expired"}
