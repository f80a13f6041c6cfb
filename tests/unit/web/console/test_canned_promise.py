"""A word given in a ready text, and found again in what is sent."""

from datetime import timedelta

import pytest

from amends.casework.clocks import BusinessHours
from amends.deescalation.wording import Catalogue
from amends.rulebook import RulebookError, house_catalogue, house_rulebook
from amends.web.console.canned_occasion import occasion_of
from amends.web.console.canned_promise import COMMIT_RESPONSE, words_given, words_to_give
from tests.unit.web.console import situations
from tests.unit.web.console.situations import AGENT, NOW, by_agent, dossier

HOURS = BusinessHours()


def deeds(*promises: tuple[str, str, int]) -> list[str]:
    found = dossier(situations.late_lamp(), by_agent("I am Sam."), promises=promises)
    given = words_to_give(occasion_of(found, AGENT, house_rulebook(), NOW, HOURS), NOW, HOURS)
    return [one.word.what for one in given]


def test_the_remedies_that_fit_and_a_callback_can_be_promised() -> None:
    assert deeds() == ["trace the order and tell you where it is", "decide on your refund", "call you back"]


def test_what_is_promised_already_is_not_promised_again() -> None:
    assert "call you back" not in deeds(("our support team", "call you back", 20))


def test_every_text_that_gives_a_word_gives_exactly_that_word() -> None:
    found = occasion_of(dossier(situations.late_lamp()), AGENT, house_rulebook(), NOW, HOURS)
    for given in words_to_give(found, NOW, HOURS):
        for variant in house_catalogue().variants(COMMIT_RESPONSE):
            assert words_given(variant.filled(given.facts), AGENT, NOW) == [given.word], variant.text


SENTENCE = "I will call you back by Monday 23 November, 17:00 UTC."


def test_words_around_it_do_no_harm_and_two_words_are_two() -> None:
    more = "And I will decide on your refund by Tuesday 24 November, 17:00 UTC!"
    text = f"Hello Priya, thank you. {SENTENCE} {more}"
    assert [one.what for one in words_given(text, AGENT, NOW)] == ["decide on your refund", "call you back"]
    (word,) = words_given(SENTENCE, AGENT, NOW)
    assert (word.who, word.due_at.isoformat()) == (AGENT, "2026-11-23T17:00:00+00:00")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Will you be in by Monday? I am.",
        SENTENCE.replace("call you back", "marry you"),
        SENTENCE.replace("17:00", "18:00"),
        SENTENCE.replace("23 November", "23 December"),
        SENTENCE.replace("Monday 23", "Thursday 26"),  # Later than the house promises a callback.
        "You will call you back by Monday 23 November, 17:00 UTC.",
    ],
)
def test_a_changed_sentence_gives_no_word_that_we_can_record(text: str) -> None:
    assert words_given(text, AGENT, NOW) == []


def test_a_draft_that_lay_overnight_still_gives_its_word_and_one_that_is_due_does_not() -> None:
    assert words_given(SENTENCE, AGENT, NOW + timedelta(days=2, hours=20))
    assert words_given(SENTENCE, AGENT, NOW + timedelta(days=4)) == []


def test_a_broken_file_of_texts_keeps_nobody_from_answering(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Catalogue:
        raise RulebookError("data/responses/agent.yml:7: this is not YAML")

    assert words_given(SENTENCE, AGENT, NOW, catalogue=broken) == []
    assert "agent.yml:7" in caplog.text and "call you back" not in caplog.text
