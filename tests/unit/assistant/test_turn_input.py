from __future__ import annotations

from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, UserUttered

from amends.deescalation.texts import digest
from assistant.turn_input import done_in_turn, said_so_far, turn_input

from .trackers import message, said, tracker

READING = {
    "intent": {"name": "report_problem", "confidence": 0.8},
    "frustration": {"score": 0.6, "band": "frustrated", "cues": []},
}


def test_the_turn_is_built_from_the_message_and_what_the_desk_sent_with_it() -> None:
    sent = {
        "message_ids": ["m-0", "m-1"],
        "button": "affirm",
        "customer": {"name": "Ada"},
        "history": {"waited_s": 9},
        "duty": {"agents_on_duty": 2},
    }
    turn = turn_input(
        tracker(message(" It broke ", READING, **sent), slots={"amends_state": {"turn": {"number": 4}}})
    )
    assert (turn.text, turn.message_ids, turn.button) == (" It broke ", ("m-0", "m-1"), "affirm")
    assert (turn.customer.name, turn.history.waited_s, turn.duty.agents_on_duty) == ("Ada", 9.0, 2)
    assert (turn.turn_number, turn.seed) == (5, "c:5")
    assert (turn.reading.intent, turn.reading.band) == ("report_problem", "frustrated")


def test_the_number_of_a_turn_does_not_change_once_it_has_begun() -> None:
    begun = tracker(message(), ActionExecuted("utter_x"), slots={"amends_state": {"turn": {"number": 5}}})
    assert turn_input(begun).seed == "c:5"


def test_what_was_said_earlier_and_just_now_is_said() -> None:
    spoken = tracker(message(), said("Hello!"), slots={"said": ["aaa"]})
    assert said_so_far(spoken) == {"aaa", digest("hello")}
    assert turn_input(spoken).said == said_so_far(spoken)


def test_a_reply_made_of_parts_counts_with_each_of_them() -> None:
    spoken = tracker(message(), said("I am a bot. Hello!", parts=["I am a bot.", "Hello!"]))
    assert said_so_far(spoken) == {digest("I am a bot. Hello!"), digest("I am a bot."), digest("Hello!")}


def test_only_this_turns_actions_are_done_and_a_refused_one_counts() -> None:
    now = tracker(
        message("one"),
        ActionExecuted("utter_a"),
        ActionExecuted("action_listen"),
        message("two"),
        ActionExecuted("utter_b"),
        ActionExecutionRejected("action_log_complaint"),
    )
    assert done_in_turn(now) == ["utter_b", "action_log_complaint"]


def test_an_intent_typed_into_rasa_shell_is_a_button() -> None:
    entities = [{"entity": "value", "value": "refund"}]
    typed = UserUttered(
        '/accept_remedy{"value": "refund"}', {"name": "accept_remedy", "confidence": 1.0}, entities
    )
    turn = turn_input(tracker(typed))
    assert (turn.text, turn.button, turn.reading.intent) == ("", "accept_remedy:refund", "accept_remedy")
    assert turn.reading.value("value") == "refund"
