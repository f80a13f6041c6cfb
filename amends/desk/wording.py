"""What the desk itself says: only what is true when it is said, with no promise that no record keeps."""

from collections.abc import Callable

from amends.casework.clocks import BusinessHours, due_text
from amends.records.handoff_steps import Words
from amends.records.notices import Handing, Notice
from amends.records.tables import Promise

_PERSON_BUTTON = {"id": "request_agent", "title": "Talk to a person"}

_CONTACT_BUTTON = {"id": "give_contact", "title": "Leave my details"}

WELCOME = Notice(
    name="notice_bot_and_privacy",
    text=(
        "You are chatting with an automated assistant (a bot). You can ask for a person at any time. "
        "This conversation is stored so that we can deal with what you tell us."
    ),
)

ASSISTANT_AWAY = Notice(
    name="notice_assistant_away",
    text=(
        "The automated assistant is not available at the moment. Your message is saved: it is answered here "
        "as soon as the assistant is back, and you do not need to send it again. "
        "You can also ask for a person."
    ),
    buttons=(_PERSON_BUTTON,),
)

PERSON_WHILE_AWAY = Handing(
    reason="customer_asked",
    summary=(
        "The customer asked for a person while the assistant was not available. "
        "What they wrote so far is in the conversation."
    ),
    notice=Notice(
        name="notice_person_requested",
        text=(
            "You asked for a person: this conversation is now in our team's queue, with everything you "
            "have written. The automated assistant is not available at the moment."
        ),
    ),
)

ASSISTANT_FAILED = Handing(
    reason="assistant_failed",
    summary=(
        "The assistant failed five times on what the customer wrote last, so nobody has answered it yet. "
        "The customer was told that a person has been asked to read it."
    ),
    notice=Notice(
        name="notice_assistant_failed",
        text=(
            "I am sorry: something is broken on our side, and the automated assistant cannot answer your "
            "last message. The message is saved, and the conversation is now in our team's queue for a "
            "person to read. You do not need to write it again."
        ),
    ),
)


_NOBODY_CAME = "Nobody from our team could join this chat in time, and we are sorry about that."


def words_of_the_clock(hours: BusinessHours) -> Words:
    """What the customer is told when a handoff goes another way than hoped."""
    return Words(
        let_down=let_down, expired=lambda promise: expired(_promised(promise, hours) if promise else None)
    )


def callback_notice(hours: BusinessHours) -> Callable[[Promise], Notice]:
    """What the customer is told when contact details came after the wait had ended."""
    return lambda promise: Notice(
        name="notice_callback_promised", text=f"Your details are saved. {_promised(promise, hours)}"
    )


def let_down(agent: str, others_on_duty: bool) -> str:
    """The agent who joined does not answer; the conversation is back in the queue where it was."""
    if others_on_duty:
        rest = "You keep your place in the queue, and the next person who is free is asked now."
    else:
        rest = "Nobody else is on duty right now; you keep your place in our team's queue."
    sorry = f"We are sorry: {agent} cannot answer at the moment."
    return f"{sorry} {rest} The automated assistant is here meanwhile."


def expired(promised: str | None) -> Notice:
    """Nobody accepted in time; `promised` is the sentence that says what happens instead."""
    if promised is not None:
        return Notice(
            name="notice_handoff_expired",
            text=f"{_NOBODY_CAME} {promised} The automated assistant is here meanwhile.",
        )
    return Notice(
        name="notice_handoff_expired",
        text=(
            f"{_NOBODY_CAME} If you leave an e-mail address or a phone number, we put a callback on record "
            "and tell you at once by when you hear from us."
        ),
        buttons=(_CONTACT_BUTTON,),
    )


def _promised(promise: Promise, hours: BusinessHours) -> str:
    who = promise.who[:1].upper() + promise.who[1:]
    return f"{who} will {promise.what} {due_text(promise.due_at, promise.made_at, hours)}."
