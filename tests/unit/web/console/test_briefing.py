from datetime import timedelta

from amends.records.database import Database
from amends.records.dossiers import read_dossier
from amends.records.tables import Conversation, Note, WrapUp
from amends.web.console.briefing import Briefing, briefing_of
from amends.web.console.gist import Told
from tests.builders import Story, a_person, an_angry_conversation


def briefing(database: Database, story: Story) -> Briefing:
    with database.reading() as session:
        dossier = read_dossier(session, story.id)
    assert dossier is not None
    return briefing_of(dossier, story.at)


def test_it_holds_what_the_customer_would_otherwise_have_to_repeat(database: Database) -> None:
    story = an_angry_conversation(database)
    story.handoff("customer_asked", "The lamp is late; waited at home twice.")
    brief = briefing(database, story)
    assert brief.reason == "customer_asked"
    assert brief.happened == Told("The lamp is late; waited at home twice.", "the assistant's summary")
    assert brief.wanted.text == "Refund"
    assert [promise.what for promise in brief.promises] == [
        "A person looks at the delivery with the carrier and writes to you"
    ]
    assert brief.live is not None
    assert brief.live.band == "hostile"
    assert brief.mood == Told("Hostile, 78 of 100, rising", "most of all: asked for a person (theirs)")
    assert [quote.text for quote in brief.quotes][:2] == [
        "This is the THIRD time I am asking. Where is my order A-1007?!",
        "I waited at home twice",
    ]


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
    told = briefing(database, story).happened
    assert told == Told(
        "This is the THIRD time I am asking. Where is my order A-1007?!", "the customer's words"
    )


def test_nothing_is_invented_where_nothing_is_known(database: Database) -> None:
    story = Story(database, name=None)
    story.handoff("danger")
    brief = briefing(database, story)
    nothing = Told("", "")
    assert (brief.happened, brief.case, brief.wanted, brief.mood) == (nothing, None, nothing, nothing)
    assert (brief.facts, brief.live, brief.promises, brief.tried) == ((), None, (), ())
    assert (brief.quotes, brief.notes, brief.before, brief.earlier) == ((), (), (), ())
    assert brief.next_promise is None


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


def test_quotes_are_what_the_assistant_kept_as_the_account_with_where_it_was_said(database: Database) -> None:
    story = Story(database)
    story.remembers(facts={"narrative": ["The lamp is\nbroken", "and nobody answers"]})
    story.turn(["hi", "The lamp is", "broken", "and nobody answers"], "I see.")
    quotes = briefing(database, story).quotes
    assert [(quote.seq, quote.text) for quote in quotes] == [
        (2, "The lamp is"),
        (3, "broken"),
        (4, "and nobody answers"),
    ]


def test_of_a_long_account_the_beginning_and_the_end_are_quoted(database: Database) -> None:
    story = Story(database)
    for number in range(9):
        story.message("customer", f"and then another thing happened: {number}")
    story.handoff()
    brief = briefing(database, story)
    assert [quote.text[-1] for quote in brief.quotes] == ["0", "1", "2", "7", "8"]
    assert brief.more_quotes == 4


def test_what_colleagues_did_and_wrote_is_passed_on(database: Database) -> None:
    kim = a_person(database, "Kim Park")
    story = an_angry_conversation(database)
    first = story.handoff(status="completed", agent_id=kim, ended_at=story.at)
    with database.session() as session:
        session.add(
            WrapUp(
                handoff_id=first, agent_id=kim, disposition="callback_agreed", note="Rings at 9", at=story.at
            )
        )
        session.add(
            Note(id="n", conversation_id=story.id, agent_id=kim, text="Speaks Polish as well", at=story.at)
        )
    story.handoff("frustration_peak")
    brief = briefing(database, story)
    assert brief.reason == "frustration_peak"
    ((before,), (note,)) = brief.before, brief.notes
    assert before.wrap_up is not None
    assert (before.agent_name, before.wrap_up.note) == ("Kim Park", "Rings at 9")
    assert (note.agent_name, note.text) == ("Kim Park", "Speaks Polish as well")


def test_earlier_cases_are_those_of_the_same_customer_only(database: Database) -> None:
    old, other = Story(database, id="old"), Story(database, id="other")
    reference = old.case(disposition="resolved_by_agent", stage="resolved")
    other.case()
    story = an_angry_conversation(database)
    with database.session() as session:
        customer_id = session.get_one(Conversation, story.id).customer_id
        session.get_one(Conversation, "old").customer_id = customer_id
    earlier = briefing(database, story).earlier
    assert [(case.reference, case.disposition) for case in earlier] == [(reference, "resolved_by_agent")]


def test_the_promise_that_is_overdue_comes_first_and_is_marked(database: Database) -> None:
    story = an_angry_conversation(database)
    story.promise("Call back", "agent", timedelta(minutes=-5))
    brief = briefing(database, story)
    assert brief.next_promise is not None
    assert (brief.next_promise.what, brief.next_promise.overdue) == ("Call back", True)
    assert [word.overdue for word in brief.promises] == [True, False]
