from __future__ import annotations

from assistant.quiet_errors import describe


def test_an_error_is_described_by_type_and_place_without_its_message() -> None:
    try:
        int("my card number")
    except ValueError as error:
        text = describe(error)
    assert text.startswith("ValueError at test_quiet_errors.py:")
    assert "card" not in text


def test_an_error_without_a_place_is_described_too() -> None:
    assert describe(KeyError("x")) == "KeyError at unknown place"
