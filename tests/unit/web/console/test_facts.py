from typing import Any

from amends.records.database import Database
from amends.records.dossiers import read_dossier
from amends.web.console.facts import facts_of, remembered
from tests.builders import Story


def facts(database: Database, story: Story) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        dossier = read_dossier(session, story.id)
    assert dossier is not None
    found = facts_of(dossier, remembered(dossier).facts)
    return [(fact.name, fact.value, fact.source) for fact in found]


def a_story(database: Database, called: str | None = None, **known: Any) -> Story:
    story = Story(database, name=called)
    story.remembers(facts=known)
    story.turn("hello", "Hello.")
    return story


def test_the_shops_record_is_told_apart_from_what_the_customer_said(database: Database) -> None:
    order = {"number": "A-1", "item": "Lamp", "status": "not_sent", "total": 0, "currency": "EUR"}
    assert facts(database, a_story(database, order_number="A-1", order=order)) == [
        ("Order", "A-1", "told by the customer"),
        ("Item", "Lamp", "shop order A-1"),
        ("Status", "not sent", "shop order A-1"),
        ("Total", "0 EUR", "shop order A-1"),
    ]


def test_nothing_is_said_twice(database: Database) -> None:
    story = a_story(database, "Priya Nair", name="Priya", contact="priya@example.com", order_number="A-1")
    story.case(order_number="A-1")
    assert [(name, value) for name, value, _ in facts(database, story)] == [
        ("Order", "A-1"),
        ("Name", "Priya Nair"),
        ("E-mail", "priya@example.com"),
    ]


def test_what_was_only_said_in_the_talk_is_known_as_well(database: Database) -> None:
    story = a_story(database, contact="555 0100", impact="no light to work by")
    assert [(name, value) for name, value, _ in facts(database, story)] == [
        ("What it means for them", "no light to work by"),
        ("Contact", "555 0100"),
    ]


def test_what_the_customer_does_not_have_or_want_is_a_fact_too(database: Database) -> None:
    story = a_story(database, no_order_number=True, contact_declined=True)
    assert [value for _, value, _ in facts(database, story)] == [
        "has no order number at hand",
        "would rather not leave any",
    ]


def test_before_the_first_turn_and_after_a_strange_one_nothing_is_known(database: Database) -> None:
    story = Story(database, name=None)
    assert facts(database, story) == []
    story.turn("hello", "Hello.")
    with database.session() as session:
        session.connection().exec_driver_sql('UPDATE turns SET record = \'{"state": {"slots": null}}\'')
    assert facts(database, story) == []
