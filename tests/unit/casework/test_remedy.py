from datetime import datetime, timezone

import pytest

from amends.casework.clocks import BusinessHours
from amends.casework.remedy import TERMS, callback_word, remedy_word

MONDAY = datetime(2026, 11, 23, 10, tzinfo=timezone.utc)
HOURS = BusinessHours()


def test_a_remedy_comes_with_a_promise() -> None:
    word = remedy_word("replacement", MONDAY, HOURS)
    assert (word.who, word.what) == ("our support team", "send the replacement")
    assert word.due_at == datetime(2026, 11, 25, 17, tzinfo=timezone.utc)


def test_a_remedy_we_have_no_terms_for_is_promised_by_its_name() -> None:
    word = remedy_word("gift_wrapping", MONDAY, HOURS)
    assert word.what == "gift wrapping"
    assert word.due_at == datetime(2026, 11, 25, 17, tzinfo=timezone.utc)


@pytest.mark.parametrize("remedy", sorted(TERMS))
def test_no_remedy_is_promised_for_the_same_day(remedy: str) -> None:
    assert remedy_word(remedy, MONDAY, HOURS).due_at.day > MONDAY.day


def test_a_callback_names_the_case() -> None:
    assert (
        callback_word("C-2026-000001", MONDAY, HOURS).what == "get in touch with you about case C-2026-000001"
    )
    assert callback_word(None, MONDAY, HOURS).what == "get in touch with you about this conversation"
