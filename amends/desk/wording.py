"""What the desk itself says: only what is true when it is said, with no promise that no record keeps."""

from amends.records.notices import Handing, Notice

_PERSON_BUTTON = {"id": "request_agent", "title": "Talk to a person"}

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
