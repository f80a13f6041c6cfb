from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from amends.records.callbacks import callbacks_due
from amends.records.database import Database
from amends.records.queue import open_handoffs
from amends.records.staffing import agents_at_work
from amends.records.tables import Handoff, Offer
from amends.web.console.queue_page import SHOWN_WHOLE, queue_context
from tests.builders import NOON, Story, a_ledger, a_person, an_angry_conversation


def queue(database: Database, reader_id: int, minutes: float = 0) -> Mapping[str, Any]:
    now = NOON + timedelta(minutes=minutes)
    with database.reading() as session:
        entries, due = open_handoffs(session, now), callbacks_due(session, now)
        at_work = agents_at_work(session, now, 45, reader_id)
    return queue_context(entries, due, at_work, reader_id, now, None)


def ids(cards: Any) -> list[str]:
    return [card.entry.conversation_id for card in cards]


def a_waiting(database: Database, name: str, score: float, reason: str = "customer_asked") -> Story:
    story = Story(database, id=name, at=NOON)
    story.turn("where is it", "One moment.", ledger=a_ledger(score, "calm", 0.0))
    story.handoff(reason)
    return story


def test_the_queue_is_in_order_of_urgency_with_its_reasons(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    a_waiting(database, "calm", 0.1)
    a_waiting(database, "angry", 0.95)
    a_waiting(database, "in danger", 0.0, "danger")
    context = queue(database, sam, 5)
    assert ids(context["waiting"]) == ["in danger", "angry", "calm"]
    first = context["waiting"][0]
    assert first.entry.urgency.level == "urgent"
    assert first.top_reasons[0] == "somebody may come to harm"
    assert context["levels"][0] == ("urgent", 1)


def test_the_top_reasons_are_those_with_the_most_points(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    story = Story(database, id="one", at=NOON)
    story.turn("where is it", "One moment.", ledger=a_ledger(0.9, "hostile", 0.0))
    story.case(severity="high")
    story.handoff("legal_threat")
    (card,) = queue(database, sam, 3)["waiting"]
    points = {reason.text: reason.points for reason in card.entry.urgency.reasons}
    assert len(points) > len(card.top_reasons) == 2
    assert sorted(points.values(), reverse=True)[:2] == [points[text] for text in card.top_reasons]


def test_an_offer_stands_apart_for_whom_it_is_made_to(database: Database) -> None:
    sam, kim = a_person(database, "Sam Lee"), a_person(database, "Kim Park")
    story = Story(database, id="offered")
    handoff = story.handoff()
    with database.session() as session:
        session.get_one(Handoff, handoff).status = "offered"
        session.add(
            Offer(handoff_id=handoff, agent_id=sam, offered_at=NOON, due_at=NOON + timedelta(minutes=1))
        )
    assert (ids(queue(database, sam)["offers"]), ids(queue(database, sam)["waiting"])) == (["offered"], [])
    theirs = queue(database, kim)
    assert (ids(theirs["offers"]), ids(theirs["waiting"])) == ([], ["offered"])
    assert theirs["waiting"][0].entry.offered_to_name == "Sam Lee"


def test_what_is_held_stands_with_its_holder(database: Database) -> None:
    sam, kim = a_person(database, "Sam Lee"), a_person(database, "Kim Park")
    for name, agent in (("with sam", sam), ("with kim", kim)):
        story = Story(database, id=name)
        story.held_by(agent, story.handoff())
    context = queue(database, sam)
    assert ids(context["mine"]) == ["with sam"]
    assert [card.entry.agent_name for card in context["colleagues"]] == ["Kim Park"]
    assert context["waiting"] == []


def test_a_callback_that_is_due_is_shown_and_marked_once_it_is_late(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    story = an_angry_conversation(database)
    story.handoff("customer_asked", status="expired", ended_at=story.at)
    (callback,) = queue(database, sam)["callbacks"]
    assert (callback.name, callback.due.contact, callback.overdue) == (
        "Priya Nair",
        "priya@example.com",
        False,
    )


def test_who_is_on_duty_is_shown_with_how_much_they_have(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    kim = a_person(database, "Kim Park", on_duty=True)
    story = Story(database, id="with kim")
    story.held_by(kim, story.handoff())
    context = queue(database, sam)
    assert [(each.name, each.conversations, each.most_at_once) for each in context["at_work"]] == [
        ("Kim Park", 1, 3)
    ]
    assert (context["reader"].name, context["reader"].on_duty) == ("Sam Lee", False)


def test_beyond_a_dozen_customers_take_a_line_each_and_none_is_left_out(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    for number in range(SHOWN_WHOLE + 5):
        Story(database, id=f"waiting-{number}").handoff()
    context = queue(database, sam)
    assert (len(context["waiting_whole"]), len(context["waiting_brief"])) == (SHOWN_WHOLE, 5)
    assert ids((*context["waiting_whole"], *context["waiting_brief"])) == ids(context["waiting"])


def test_a_card_shows_the_customers_own_account_of_it(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    an_angry_conversation(database).handoff("customer_asked", "a summary")
    silent = Story(database, id="no case", name=None)
    silent.message("customer", "hello?")
    silent.handoff("customer_asked")
    said = {card.entry.conversation_id: card.said for card in queue(database, sam)["waiting"]}
    assert said["no case"] == "hello?"
    assert said["conversation-000000001"].startswith("This is the THIRD time")
