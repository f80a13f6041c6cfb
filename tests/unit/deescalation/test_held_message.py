"""What comes back of the time with an agent."""

from __future__ import annotations

import pytest

from amends.deescalation.held_message import AGENT, CUSTOMER, HeldMessage

READ = {"intent": {"name": "affirm", "confidence": 0.9}, "frustration": {"score": 0.4, "band": "irritated"}}


def test_an_entry_of_the_contract_is_read_and_a_bare_text_is_the_customers() -> None:
    assert HeldMessage.from_dict("hello") == HeldMessage(CUSTOMER, "hello")
    entry = {"author": "agent", "text": "hi", "at": "2026-11-20T12:00:00+00:00"}
    assert HeldMessage.from_dict(entry) == HeldMessage(AGENT, "hi", None, "2026-11-20T12:00:00+00:00")
    assert not HeldMessage.from_dict({"text": "hi"}).by_agent


def test_only_a_customers_message_that_was_read_has_a_reading() -> None:
    read = HeldMessage(CUSTOMER, "yes", READ).read()
    assert read is not None and (read.intent, read.score) == ("affirm", 0.4)
    assert HeldMessage(CUSTOMER, "yes", {}).read() is None and HeldMessage(AGENT, "yes", READ).read() is None


@pytest.mark.parametrize(
    ("first", "then", "seconds"),
    [
        ("2026-11-20T12:00:00+00:00", "2026-11-20T12:03:00+00:00", 180.0),
        ("2026-11-20T12:03:00+00:00", "2026-11-20T12:00:00+00:00", 0.0),
        ("2026-11-20T12:00:00", "2026-11-20T12:03:00+00:00", 0.0),
        ("yesterday", "2026-11-20T12:03:00+00:00", 0.0),
        (None, "2026-11-20T12:03:00+00:00", 0.0),
    ],
)
def test_time_between_two_messages(first: str | None, then: str, seconds: float) -> None:
    earlier, later = HeldMessage(CUSTOMER, "a", at=first), HeldMessage(CUSTOMER, "b", at=then)
    assert later.seconds_after(earlier) == seconds
