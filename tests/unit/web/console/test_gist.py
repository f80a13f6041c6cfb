from datetime import timedelta
from typing import Any

from amends.records.database import Database
from amends.records.dossiers import Dossier, read_dossier
from amends.web.console.facts import remembered
from amends.web.console.gist import Told, happened, mood, shortened, wanted, words_given
from amends.web.console.live import live_ledger
from tests.builders import Story, a_ledger


def dossier_of(database: Database, story: Story) -> Dossier:
    with database.reading() as session:
        dossier = read_dossier(session, story.id)
    assert dossier is not None
    return dossier


def what_happened(database: Database, story: Story) -> Told:
    dossier = dossier_of(database, story)
    return happened(dossier, remembered(dossier))


def test_what_the_customer_confirmed_comes_before_what_they_said_and_what_we_say(database: Database) -> None:
    story = Story(database)
    story.message("customer", "hi")
    story.message("customer", "my lamp never came and I waited twice")
    story.handoff(summary="Problem: a late lamp.")
    assert what_happened(database, story) == Told("Problem: a late lamp.", "the assistant's summary")
    story.remembers(facts={"quote": "I waited twice"})
    story.turn("well?", "I see.")
    assert what_happened(database, story) == Told("I waited twice", "the customer's words")
    story.case(confirmed_paraphrase="The lamp did not come, twice.")
    assert what_happened(database, story) == Told(
        "The lamp did not come, twice.", "confirmed by the customer"
    )


def test_without_any_record_the_longest_of_the_first_words_stands(database: Database) -> None:
    story = Story(database)
    for text in ("hi", "my lamp never came", "hello?"):
        story.message("customer", text)
    assert what_happened(database, story) == Told("my lamp never came", "the customer's words")


def test_what_they_want_and_what_they_agreed_to(database: Database) -> None:
    def what(**memory: Any) -> Told:
        story = Story(database, id=f"c{len(told)}")
        story.remembers(**memory)
        story.turn("hello", "Hi.")
        dossier = dossier_of(database, story)
        return wanted(dossier, remembered(dossier))

    told: list[Told] = []
    told.append(what())
    told.append(what(facts={"wish": "refund"}))
    told.append(what(facts={"remedy_sought": "my money back"}, remedying={"accepted": "full_refund"}))
    assert told == [Told("", ""), Told("Refund", ""), Told("My money back", "agreed to: full refund")]


def test_the_mood_says_where_it_goes_and_what_made_it_worse(database: Database) -> None:
    story = Story(database)
    assert mood(None) == Told("", "")
    ledger = a_ledger(0.3, "irritated", 0.5, ("theirs", "thanks", -0.25), ("ours", "made_them_wait", 0.05))
    story.turn("hello", "Hi.", ledger=ledger)
    dossier = dossier_of(database, story)
    live = live_ledger(dossier.record, dossier.scores, dossier.held)
    assert mood(live) == Told("Irritated, 30 of 100, easing", "most of all: made them wait (ours)")


def test_promises_that_are_open_come_first_by_their_time(database: Database) -> None:
    story = Story(database)
    for what, hours in (("late", -1), ("soon", 1), ("later", 5)):
        story.promise(what, due_in=timedelta(hours=hours))
    given = words_given(dossier_of(database, story), story.at)
    assert [(word.what, word.overdue) for word in given] == [
        ("late", True),
        ("soon", False),
        ("later", False),
    ]


def test_a_long_text_is_cut_at_a_word_and_a_short_one_is_left_alone() -> None:
    assert shortened("  one\n two ") == "one two"
    cut = shortened("a sentence, " * 40, most=50)
    assert len(cut) <= 50
    assert cut == "a sentence, a sentence, a sentence, a sentence, a…"
