from datetime import timedelta

from amends.records.database import Database
from amends.records.queue import open_handoffs
from amends.web.console.queue_page import queue_context
from tests.builders import NOON, Story, a_ledger, a_person, an_angry_conversation


def waiting(database: Database, minutes: float) -> list[str]:
    with database.reading() as session:
        entries = open_handoffs(session)
    context = queue_context(entries, 0, NOON + timedelta(minutes=minutes), None)
    return [card.entry.conversation_id for card in context["waiting"]]


def a_waiting(database: Database, name: str, score: float, reason: str = "customer_asked") -> Story:
    story = Story(database, id=name, at=NOON)
    story.turn("where is it", "One moment.", ledger=a_ledger(score, "calm", 0.0))
    story.handoff(reason)
    return story


def test_danger_comes_before_everybody_however_long_they_wait(database: Database) -> None:
    a_waiting(database, "angry", 0.95)
    a_waiting(database, "in danger", 0.0, "danger")
    assert waiting(database, 500)[0] == "in danger"


def test_severe_harm_comes_first_as_well(database: Database) -> None:
    a_waiting(database, "angry", 0.95)
    hurt = Story(database, id="hurt")
    hurt.case(severity="critical")
    hurt.handoff("customer_asked")
    assert waiting(database, 10)[0] == "hurt"


def test_of_two_who_wait_equally_long_the_more_frustrated_comes_first(database: Database) -> None:
    a_waiting(database, "calm", 0.1)
    a_waiting(database, "hostile", 0.9)
    assert waiting(database, 5) == ["hostile", "calm"]


def test_the_calm_are_not_forgotten(database: Database) -> None:
    a_waiting(database, "calm", 0.1)
    late = Story(database, id="hostile", at=NOON + timedelta(minutes=15))
    late.turn("!!", "I see.", ledger=a_ledger(0.9, "hostile", 0.0))
    late.handoff()
    assert waiting(database, 16) == ["calm", "hostile"]


def test_what_is_held_stands_with_its_holder(database: Database) -> None:
    sam, kim = a_person(database, "Sam Lee"), a_person(database, "Kim Park")
    for name, agent in (("with sam", sam), ("with kim", kim)):
        story = Story(database, id=name)
        story.held_by(agent, story.handoff())
    with database.reading() as session:
        context = queue_context(open_handoffs(session), sam, NOON, None)
    assert [card.entry.conversation_id for card in context["mine"]] == ["with sam"]
    assert [card.entry.agent_name for card in context["colleagues"]] == ["Kim Park"]
    assert context["waiting"] == []


def test_a_card_shows_the_customers_own_account_of_it(database: Database) -> None:
    an_angry_conversation(database).handoff("customer_asked", "a summary")
    silent = Story(database, id="no case", name=None)
    silent.message("customer", "hello?")
    silent.handoff("customer_asked")
    with database.reading() as session:
        context = queue_context(open_handoffs(session), 0, NOON, None)
    said = {card.entry.conversation_id: card.said for card in context["waiting"]}
    assert said["no case"] == "hello?"
    assert said["conversation-000000001"].startswith("This is the THIRD time")
