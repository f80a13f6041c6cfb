import time
from datetime import timedelta

import pytest
from sqlalchemy import insert

from amends.records.database import Database
from amends.records.search import Sought, find_cases, find_conversations, find_customers
from amends.records.tables import Conversation, Customer, Handoff, Message, Note, WrapUp
from tests.builders import NOON, Story, a_person, an_angry_conversation


def found(database: Database, **sought: object) -> list[str]:
    with database.reading() as session:
        rows = find_conversations(session, Sought(**sought), limit=50)  # type: ignore[arg-type]
    return [row.conversation_id for row in rows]


def test_only_conversations_that_had_a_handoff_are_found(database: Database) -> None:
    Story(database, id="private").message("customer", "hello there")
    story = Story(database, id="shared")
    story.message("customer", "hello there")
    story.handoff()
    assert found(database, text="hello") == ["shared"]


def test_the_last_handoff_speaks_for_a_conversation(database: Database) -> None:
    kim = a_person(database, "Kim Park")
    story = Story(database, id="twice")
    first = story.handoff(status="completed", agent_id=kim, ended_at=NOON)
    with database.session() as session:
        session.add(WrapUp(handoff_id=first, agent_id=kim, disposition="resolved", note="", at=NOON))
    assert found(database, outcome="resolved", agent_id=kim) == ["twice"]
    story.handoff("frustration_peak")
    assert (found(database, outcome="resolved"), found(database, outcome="waiting")) == ([], ["twice"])
    with database.reading() as session:
        (row,) = find_conversations(session, Sought(), limit=5)
    assert (row.reason, row.disposition, row.agent_name) == ("frustration_peak", None, None)


def test_words_are_found_where_they_were_said_and_shown(database: Database) -> None:
    story = an_angry_conversation(database, id="c1")
    story.handoff(summary="a lamp that never came")
    with database.reading() as session:
        (row,) = find_conversations(session, Sought(text="at home TWICE"), limit=5)
        assert row.words == "I waited at home twice"
        (row,) = find_conversations(session, Sought(text="never came"), limit=5)
        assert row.words == "This is the THIRD time I am asking. Where is my order A-1007?!"


def test_notes_of_colleagues_are_looked_through_as_well(database: Database) -> None:
    sam = a_person(database)
    story = Story(database, id="c1")
    story.handoff()
    with database.session() as session:
        session.add(Note(id="n", conversation_id="c1", agent_id=sam, text="Rings at nine", at=NOON))
    assert found(database, text="rings at") == ["c1"]


def test_signs_that_a_database_takes_for_others_are_taken_literally(database: Database) -> None:
    story = Story(database, id="c1")
    story.message("customer", "a 100% refund_now, or else '; DROP TABLE cases; --")
    story.handoff()
    assert found(database, text="100%") == found(database, text="refund_now") == ["c1"]
    assert found(database, text="'; DROP TABLE") == ["c1"]
    assert found(database, text="_efund%") == []


def test_cases_and_customers_need_words(database: Database) -> None:
    reference = an_angry_conversation(database).case()
    with database.reading() as session:
        assert find_cases(session, "", limit=5) == []
        assert find_customers(session, "", limit=5) == []
        (case,) = find_cases(session, reference.lower(), limit=5)
        (customer,) = find_customers(session, "priya@", limit=5)
    assert case.reference == reference
    assert (customer.name, customer.cases, customer.handed_over) == ("Priya Nair", 2, 0)


def test_cases_with_a_person_do_not_crowd_out_those_without(database: Database) -> None:
    reference = an_angry_conversation(database, id="c1").case()
    for number in range(3):
        handed_over = Story(database, id=f"h{number}", at=NOON + timedelta(days=1))
        handed_over.case(f"C-2026-00090{number}")
        handed_over.handoff()
    with database.reading() as session:
        assert reference in [case.reference for case in find_cases(session, "C-2026", limit=2)]


@pytest.mark.slow
def test_ten_thousand_conversations_are_searched_quickly(database: Database) -> None:
    many(database, 10_000)
    slowest = 0.0
    for sought in (
        Sought(),
        Sought(text="Customer 9987"),
        Sought(text="no such words"),
        Sought(text="parcel 5"),
    ):
        begun = time.perf_counter()
        with database.reading() as session:
            find_conversations(session, sought, limit=26)
            find_cases(session, sought.text, limit=8)
            find_customers(session, sought.text, limit=8)
        slowest = max(slowest, time.perf_counter() - begun)
    # About 0.4 s where nothing fits and everything is looked through, on one busy core.
    assert slowest < 3.0, f"{slowest:.2f} s"


def many(database: Database, count: int) -> None:
    """So many conversations of six messages each, with a handoff that has ended."""
    ids = [f"c{number:05}" for number in range(count)]
    customers = [{"id": n + 1, "name": f"Customer {n}", "created_at": NOON} for n in range(count)]
    conversations = [
        {"id": each, "customer_id": n + 1, "opened_at": NOON, "next_seq": 7} for n, each in enumerate(ids)
    ]
    messages = [
        {
            "id": f"{each}-{seq}",
            "conversation_id": each,
            "seq": seq,
            "author": "customer" if seq % 2 else "assistant",
            "text": f"Where is my parcel {seq * n}? I have been waiting at home for it all day long.",
            "at": NOON,
        }
        for n, each in enumerate(ids)
        for seq in range(1, 7)
    ]
    handoffs = [
        {
            "conversation_id": each,
            "reason": "customer_asked",
            "summary": "",
            "status": "completed",
            "requested_at": NOON,
            "ended_at": NOON,
        }
        for each in ids
    ]
    with database.session() as session:
        for table, rows in (
            (Customer, customers),
            (Conversation, conversations),
            (Message, messages),
            (Handoff, handoffs),
        ):
            session.execute(insert(table), rows)
