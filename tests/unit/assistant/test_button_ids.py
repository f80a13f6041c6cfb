from __future__ import annotations

import pytest

from assistant.button_ids import button_id_of, payload_of, reading_of_button


@pytest.mark.parametrize(
    "button_id", ["affirm", "accept_remedy:replacement", 'propose_remedy:a "big" {one}: ü']
)
def test_an_id_survives_the_way_through_rasa(button_id: str) -> None:
    assert button_id_of(payload_of(button_id)) == button_id


def test_payloads_are_what_rasa_shell_understands() -> None:
    assert payload_of("affirm") == "/affirm"
    assert payload_of("accept_remedy:replacement") == '/accept_remedy{"value": "replacement"}'


def test_a_payload_that_is_no_json_stays_as_it_is() -> None:
    assert button_id_of("/affirm{oops") == "/affirm{oops"


def test_a_button_is_a_certain_intent_and_a_calm_reading() -> None:
    reading = reading_of_button("accept_remedy:refund")
    assert reading["intent"] == {"name": "accept_remedy", "confidence": 1.0}
    assert reading["frustration"] == {"score": 0.0, "band": "calm", "cues": []}
    assert reading["entities"] == [{"entity": "value", "value": "refund", "start": 0, "end": 0}]
    assert reading["signals"]["wants_human"] == 0.0
    assert reading_of_button("request_agent")["signals"]["wants_human"] == 1.0
