from datetime import timedelta

from sqlalchemy import select

from amends.records.database import Database
from amends.records.dossiers import Dossier, read_dossier
from amends.records.marks import marks_of
from amends.records.tables import Conversation, Handoff, Note, Offer, Turn, WrapUp
from tests.builders import NOON, Story, a_ledger, a_person, an_angry_conversation


def dossier_of(database: Database, conversation_id: str) -> Dossier:
    with database.reading() as session:
        dossier = read_dossier(session, conversation_id)
    assert dossier is not None
    return dossier


def test_an_unknown_conversation_has_none(database: Database) -> None:
    with database.reading() as session:
        assert read_dossier(session, "nothing") is None


def test_it_holds_the_last_turn_and_the_marks_of_all(database: Database) -> None:
    dossier = dossier_of(database, an_angry_conversation(database).id)
    assert dossier.record["ledger"]["score"] == 0.78
    assert dossier.scores == (0.58, 0.72, 0.78)
    assert dict(dossier.moves) == {"acknowledge": 1, "inform": 1, "paraphrase": 1, "hand_off": 1}
    assert dossier.customer is not None
    assert dossier.customer.name == "Priya Nair"
    assert [quote.seq for quote in dossier.said] == [2, 4, 5, 7]


def test_a_turn_that_was_left_unsaid_is_not_counted_as_its_messages_are_held(database: Database) -> None:
    story = an_angry_conversation(database)
    with database.session() as session:
        turn = session.scalars(select(Turn).order_by(Turn.number.desc()).limit(1)).one()
        turn.record = {**turn.record, "replies": [], "unsaid": turn.record["replies"]}
        turn.moves = marks_of(turn.record)["moves"]
    dossier = dossier_of(database, story.id)
    assert dossier.record["ledger"]["score"] == 0.72
    assert dossier.scores == (0.58, 0.72)
    assert dict(dossier.moves) == {"acknowledge": 1, "inform": 1, "paraphrase": 1}


def test_a_conversation_in_which_nothing_was_said_is_empty(database: Database) -> None:
    dossier = dossier_of(database, Story(database, name=None).id)
    assert (dossier.record, dossier.scores, dossier.moves, dossier.said) == ({}, (), (), ())
    assert (dossier.handoffs, dossier.open_handoff, dossier.offer, dossier.held) == ((), None, None, ())


def test_presses_of_a_button_are_not_the_customers_words(database: Database) -> None:
    story = Story(database)
    story.message("customer", "Yes, that is right", button_id="affirm")
    assert dossier_of(database, story.id).said == ()


def test_handoffs_come_with_who_had_them_and_how_they_went(database: Database) -> None:
    kim = a_person(database, "Kim Park")
    story = Story(database)
    first = story.handoff(status="completed", agent_id=kim, ended_at=NOON)
    with database.session() as session:
        session.add(WrapUp(handoff_id=first, agent_id=kim, disposition="resolved", note="Fine", at=NOON))
        session.add(Note(id="n1", conversation_id=story.id, agent_id=kim, text="Mind the dog", at=NOON))
    second = story.handoff()
    dossier = dossier_of(database, story.id)
    assert [(past.agent_name, past.wrap_up and past.wrap_up.note) for past in dossier.handoffs] == [
        ("Kim Park", "Fine"),
        (None, None),
    ]
    assert dossier.open_handoff is not None
    assert dossier.open_handoff.id == second
    assert [(note.agent_name, note.text) for note in dossier.notes] == [("Kim Park", "Mind the dog")]


def test_the_offer_is_the_one_that_stands(database: Database) -> None:
    sam, kim = a_person(database, "Sam Lee"), a_person(database, "Kim Park")
    story = Story(database)
    handoff = story.handoff()
    with database.session() as session:
        session.get_one(Handoff, handoff).status = "offered"
        for agent, outcome in ((sam, "declined"), (kim, None)):
            due_at = NOON + timedelta(minutes=1)
            session.add(
                Offer(handoff_id=handoff, agent_id=agent, offered_at=NOON, due_at=due_at, outcome=outcome)
            )
    offer = dossier_of(database, story.id).offer
    assert offer is not None
    assert offer.agent_id == kim


def test_earlier_cases_come_from_other_conversations_of_the_same_customer(database: Database) -> None:
    old, stranger = Story(database, id="old"), Story(database, id="stranger")
    theirs = old.case()
    stranger.case()
    story = an_angry_conversation(database)
    with database.session() as session:
        session.get_one(Conversation, "old").customer_id = session.get_one(Conversation, story.id).customer_id
    assert [case.reference for case in dossier_of(database, story.id).earlier] == [theirs]


def test_what_an_agent_heard_since_the_last_turn_is_held(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    story = Story(database)
    story.turn("hello", "Hi.", ledger=a_ledger(0.3, "irritated", 0.0))
    story.held_by(sam, story.handoff())
    story.message("customer", "anybody?", state="read")
    dossier = dossier_of(database, story.id)
    assert [entry["text"] for entry in dossier.held] == ["anybody?"]
    assert dossier.holder_name == "Sam Lee"
