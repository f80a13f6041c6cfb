"""Which words and requests wait to be made good."""

from __future__ import annotations

from dataclasses import replace

from amends.deescalation.message import Message, view
from amends.deescalation.owed import KEPT_BACK, kept_back, owes_person, owes_record, words_to_save
from amends.deescalation.reading import Reading
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.state import ConversationState, HandoffState, ThisTurn
from amends.deescalation.turn import TurnInput


def message(text: str, button: str | None = None, intent: str = "report_problem") -> Message:
    return view(TurnInput(text, Reading(text, intent, 0.9), button=button), PlaybookRules())


def test_the_newest_two_thousand_characters_are_kept() -> None:
    state = ConversationState(unsaved=("a" * 1500, "b" * 900))
    kept = kept_back(state, message("c" * 300))
    assert len("\n".join(kept)) <= KEPT_BACK
    assert kept[-1] == "c" * 300 and kept[1] == "b" * 900 and set(kept[0]) == {"a"}
    assert len(kept_back(ConversationState(), message("d" * 4000))[0]) == KEPT_BACK


def test_words_that_failed_in_this_turn_are_not_saved_twice() -> None:
    state = ConversationState(unsaved=("late",), now=ThisTurn(receipts=("action_log_complaint:failed",)))
    assert words_to_save(state, message("late")) == ("late",)
    assert words_to_save(replace(state, now=ThisTurn()), message("and wet")) == ("late", "and wet")


def test_the_title_of_a_button_is_none_of_the_customers_words() -> None:
    state = ConversationState(unsaved=("late",))
    assert words_to_save(state, message("I don't have one", "no_order_number")) == ("late",)


def test_a_person_is_owed_until_one_is_there_or_let_go() -> None:
    failed = ConversationState(handoff=HandoffState(status="failed"))
    assert owes_person(failed, message("well?")) and not owes_person(ConversationState(), message("well?"))
    assert not owes_person(failed, message("forget it", intent="forget_it"))
    assert owes_record(ConversationState(unsaved=("late",))) and not owes_record(ConversationState())
