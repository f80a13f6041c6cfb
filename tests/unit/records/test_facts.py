from datetime import datetime, timedelta

from amends.casework.complaint import Complaint
from amends.casework.promise import Word
from amends.records.cases import log_case
from amends.records.conversations import give_to_agent, give_to_assistant, lock_conversation
from amends.records.customers import save_contact
from amends.records.database import Database
from amends.records.facts import customer_facts, duty_facts, history_facts
from amends.records.handoffs import request_handoff, step_handoff
from amends.records.log import append
from amends.records.promises import make_promise
from amends.records.tables import Conversation, Message
from amends.records.users import saw_user, set_on_duty


def test_of_a_stranger_nothing_is_known(database: Database, conversation: str, now: datetime) -> None:
    with database.reading() as session:
        facts = customer_facts(session, session.get_one(Conversation, conversation), now)
    assert facts == {
        "name": None,
        "tenure_days": None,
        "tier": None,
        "verified": False,
        "contact": None,
        "channel": "chat",
    }


def test_a_known_customer_is_told_with_contact_and_tenure(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        customer = save_contact(session, conversation, at=now, name="Ada", phone="+44 1")
        customer.joined_at, customer.tier = now - timedelta(days=400), "gold"
        session.flush()
        facts = customer_facts(session, lock_conversation(session, conversation), now)
    assert (facts["name"], facts["contact"], facts["tenure_days"], facts["tier"]) == (
        "Ada",
        "+44 1",
        400,
        "gold",
    )


def test_history_tells_of_waiting_promises_and_earlier_cases(
    database: Database, conversation: str, now: datetime
) -> None:
    with database.session() as session:
        customer = save_contact(session, conversation, at=now, name="Ada")
        session.add(Conversation(id="before", customer_id=customer.id, opened_at=now))
        session.flush()
        log_case(session, "before", Complaint("delivery", "late", "medium"), at=now)
        for due_at in (now + timedelta(days=1), now - timedelta(days=1)):
            make_promise(session, conversation, Word("we", f"call {due_at}", due_at), at=now)
        found = history_facts(
            session, lock_conversation(session, conversation), now - timedelta(seconds=2.34), now
        )
    assert found == {
        "waited_s": 2.3,
        "open_promises": 1,
        "broken_promises": 1,
        "earlier_cases": 1,
        "said_while_agent_held": [],
        "handoff": None,
    }


def test_history_tells_how_the_newest_request_for_a_person_stands(
    database: Database, conversation: str, now: datetime
) -> None:
    told = []
    for status in ("requested", "expired", "requested"):
        with database.session() as session:
            handoff, fresh = request_handoff(
                session, conversation, reason="customer_asked", summary="", at=now
            )
            if status == "expired":
                assert not fresh
                step_handoff(session, handoff.id, status, at=now)
            talk = lock_conversation(session, conversation)
            told.append(history_facts(session, talk, now, now)["handoff"])
    assert told == ["requested", "expired", "requested"]


def test_what_was_said_while_an_agent_held_comes_back_until_the_next_answer(
    database: Database, conversation: str, agent: int, now: datetime
) -> None:
    entries = [
        {"author": "customer", "text": "before", "state": "answered"},
        {"author": "system", "text": "Robin has joined", "type": "holder"},
        {"author": "customer", "text": "to Robin", "state": "read"},
        {"author": "agent", "text": "from Robin", "agent_id": agent},
        {"author": "customer", "text": "now", "state": "waiting"},
    ]
    with database.session() as session:
        give_to_agent(session, conversation, agent)
        give_to_assistant(session, conversation)
        locked = lock_conversation(session, conversation)
        for number, entry in enumerate(entries):
            append(session, locked, Message(id=f"m{number}", at=now, **entry))
        session.flush()
        assert history_facts(session, locked, now, now)["said_while_agent_held"] == [
            {"author": "customer", "text": "to Robin", "at": now.isoformat()},
            {"author": "agent", "text": "from Robin", "at": now.isoformat()},
        ]
        session.get_one(Message, "m4").state = "answered"
        session.flush()
        assert history_facts(session, locked, now, now)["said_while_agent_held"] == []


def test_a_wait_is_expected_only_while_somebody_is_on_duty(
    database: Database, agent: int, now: datetime
) -> None:
    with database.session() as session:
        for number in range(3):
            session.add(Conversation(id=f"c{number}", opened_at=now))
            session.flush()
            handoff, _ = request_handoff(session, f"c{number}", reason="abuse", summary="", at=now)
            step_handoff(session, handoff.id, "accepted", at=now + timedelta(seconds=50))
        assert duty_facts(session, now, 45) == {"agents_on_duty": 0, "expected_wait_s": None}
        saw_user(session, agent, now)
        set_on_duty(session, agent, True)
        assert duty_facts(session, now, 45) == {"agents_on_duty": 1, "expected_wait_s": 50.0}
