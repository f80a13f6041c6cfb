"""What is still owed to the customer after a failure of ours: their words on record, a person asked for."""

from __future__ import annotations

from amends.deescalation import moves
from amends.deescalation.message import Message
from amends.deescalation.state import ConversationState

KEPT_BACK = 2_000  # Characters of unsaved words that the state carries along; the chat itself keeps them all.
_SAVES = (moves.LOG_COMPLAINT, moves.REQUEST_HANDOFF)
_LETS_GO = ("deny", "forget_it", "decline_contact")


def words_to_save(state: ConversationState, message: Message) -> tuple[str, ...]:
    """The customer's words for the next save: those that earlier ones did not take, then the new ones."""
    fresh = message.text
    failed_now = any(mark == f"{action}:failed" for mark in state.now.receipts for action in _SAVES)
    if state.unsaved and (failed_now or message.only_pressed or not fresh):
        # A button's title is none of the customer's own words, and a failure of this turn kept them already.
        return state.unsaved
    return (*state.unsaved, fresh)


def kept_back(state: ConversationState, message: Message) -> tuple[str, ...]:
    """The words that a failed save leaves behind: the newest ones, 2,000 characters at most."""
    kept: list[str] = []
    room = KEPT_BACK
    for text in reversed(words_to_save(state, message)):
        part = text[-room:] if room > 0 else ""
        if part:
            kept.insert(0, part)
            room -= len(part) + 1
    return tuple(kept)


def owes_person(state: ConversationState, message: Message) -> bool:
    """Whether a request for a person failed before and is still wanted."""
    return state.handoff.status == "failed" and message.intent not in _LETS_GO


def owes_record(state: ConversationState) -> bool:
    """Whether words of the customer still wait to be put on record."""
    return bool(state.unsaved)
