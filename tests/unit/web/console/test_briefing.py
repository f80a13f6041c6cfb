from amends.records.database import Database
from amends.records.transcripts import read_transcript
from amends.web.console.briefing import Briefing, briefing_of
from tests.builders import Story, an_angry_conversation


def briefing(database: Database, story: Story) -> Briefing:
    with database.reading() as session:
        transcript = read_transcript(session, story.id)
    assert transcript is not None
    return briefing_of(transcript)


def test_it_holds_what_the_customer_would_otherwise_have_to_repeat(database: Database) -> None:
    story = an_angry_conversation(database)
    story.handoff("customer_asked", "The lamp is late; waited at home twice.")
    brief = briefing(database, story)
    assert brief.reason == "customer_asked"
    assert brief.summary == "The lamp is late; waited at home twice."
    assert brief.wanted == "refund"
    assert [promise.what for promise in brief.promises] == [
        "A person looks at the delivery with the carrier and writes to you"
    ]
    assert brief.scores == (0.58, 0.72, 0.78)
    assert brief.ledger is not None
    assert brief.ledger["band"] == "hostile"


def test_facts_say_who_they_come_from(database: Database) -> None:
    facts = briefing(database, an_angry_conversation(database)).facts_by_source
    assert list(facts) == ["told by the customer", "shop order A-1007"]
    assert [(fact.name, fact.value) for fact in facts["told by the customer"]] == [
        ("Order", "A-1007"),
        ("Name", "Priya Nair"),
        ("E-mail", "priya@example.com"),
    ]
    assert ("Status", "delayed") in [(fact.name, fact.value) for fact in facts["shop order A-1007"]]
    assert ("Total", "84.5 EUR") in [(fact.name, fact.value) for fact in facts["shop order A-1007"]]


def test_without_a_summary_the_customers_own_words_stand(database: Database) -> None:
    story = an_angry_conversation(database)
    story.handoff("customer_asked", "")
    assert (
        briefing(database, story).summary == "This is the THIRD time I am asking. Where is my order A-1007?!"
    )


def test_nothing_is_invented_where_nothing_is_known(database: Database) -> None:
    story = Story(database, name=None)
    story.handoff("danger")
    brief = briefing(database, story)
    assert (brief.summary, brief.case, brief.wanted, brief.ledger) == ("", None, None, None)
    assert (brief.facts, brief.scores, brief.promises, brief.tried) == ((), (), (), ())


def test_what_was_offered_and_turned_down_is_not_offered_again(database: Database) -> None:
    story = Story(database)
    story.remembers(remedying={"offered": ["trace_the_order", "refund"], "rejected": ["trace_the_order"]})
    story.turn("no", "I see.")
    brief = briefing(database, story)
    assert (brief.offered, brief.rejected) == (("trace the order", "refund"), ("trace the order",))


def test_moves_are_counted_so_that_the_agent_does_not_try_them_again(database: Database) -> None:
    story = Story(database)
    story.turn("one", "I see.")
    story.turn("two", "I see that.")
    story.turn("three", "What happened?", moves=[("clarify", "the story is not clear")])
    assert briefing(database, story).tried == (("acknowledge", 2), ("clarify", 1))
