from amends.records.database import Database
from amends.records.transcripts import read_transcript
from amends.web.replay.timeline import EventMoment, Moment, SpokenMoment, TurnMoment, timeline_of
from tests.builders import Story, a_person, a_reading, an_angry_conversation


def timeline(database: Database, story: Story) -> list[Moment]:
    with database.reading() as session:
        transcript = read_transcript(session, story.id)
    assert transcript is not None
    return timeline_of(transcript)


def test_turns_and_what_happened_between_them_stand_in_order(database: Database) -> None:
    story = an_angry_conversation(database)
    story.handoff("customer_asked")
    moments = timeline(database, story)
    assert [(m.kind, m.number if isinstance(m, TurnMoment) else "") for m in moments] == [
        ("event", ""),
        ("turn", 1),
        ("turn", 2),
        ("event", ""),
        ("event", ""),
        ("turn", 3),
        ("event", ""),
    ]
    events = [moment.text for moment in moments if isinstance(moment, EventMoment)]
    assert "automated assistant" in events[0]
    assert events[1] == "Case C-2026-000001 opened: delivery, medium severity"
    assert events[2].startswith("Promise made by assistant")
    assert events[3] == "Handoff asked for: Asked for a person"


def test_a_burst_is_one_turn_with_its_messages_on_lines_of_their_own(database: Database) -> None:
    turns = [m for m in timeline(database, an_angry_conversation(database)) if isinstance(m, TurnMoment)]
    assert turns[1].text == "I waited at home twice\ntwice!! and nobody came"
    first, second = turns[1].said
    assert first.at < second.at
    assert ["".join(piece.text for piece in said.pieces) for said in (first, second)] == [
        "I waited at home twice",
        "twice!! and nobody came",
    ]


def test_what_was_said_while_an_agent_held_is_there_with_its_reading(database: Database) -> None:
    sam = a_person(database, "Sam Lee")
    story = an_angry_conversation(database)
    story.held_by(sam, story.handoff())
    story.message("agent", "I am Sam, a person.", agent_id=sam)
    story.message("customer", "At last", state="read", reading=a_reading("thank", 0.2, "calm"))
    agent, customer = timeline(database, story)[-2:]
    assert isinstance(agent, SpokenMoment)
    assert isinstance(customer, SpokenMoment)
    assert (agent.label, agent.reading) == ("Sam Lee (agent)", None)
    assert customer.reading is not None
    assert customer.reading.intent == "thank"


def test_a_message_that_waits_is_shown_as_waiting(database: Database) -> None:
    story = Story(database)
    story.message("customer", "hello?", state="waiting")
    (moment,) = timeline(database, story)
    assert isinstance(moment, SpokenMoment)
    assert moment.waiting


def test_replies_that_an_agent_overtook_are_marked_as_not_delivered(database: Database) -> None:
    story = Story(database)
    story.turn("where is it", "One moment.")
    with database.session() as session:
        session.connection().exec_driver_sql("UPDATE messages SET turn_id = NULL WHERE author = 'assistant'")
    turn = next(m for m in timeline(database, story) if isinstance(m, TurnMoment))
    assert not turn.delivered


def test_the_end_of_a_handoff_is_told(database: Database) -> None:
    story = an_angry_conversation(database)
    story.handoff(status="completed", ended_at=story.at)
    assert timeline(database, story)[-1].text == "Handoff ended by the agent"  # type: ignore[union-attr]
