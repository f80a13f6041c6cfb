"""What an agent does to a conversation, and in plain words why it could not be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import HTTPException

from amends.casework.promise import Word
from amends.desk.errors import (
    ClientIdReused,
    HandoffTaken,
    NotTheHolder,
    UnknownConversation,
    UnknownHandoff,
)
from amends.records.holding import Held
from amends.records.notes import NoteIdReused

NOT_YOURS = "You no longer hold this conversation, so nothing was done."
NOT_SENT = "You no longer hold this conversation, so your message was not sent."
ID_REUSED = "An earlier wording of this was sent already. Look at the transcript, then send again if need be."
NOTE_REUSED = "An earlier wording of this note was kept already. Look at the transcript, then keep it again."
NO_CONVERSATION = "There is no such conversation."
NO_HANDOFF = "There is no such handoff."


@dataclass(frozen=True)
class Refused:
    """Why nothing was done; `code` tells the page's script what may be done about it."""

    words: str
    code: str


async def accept(desk: Any, handoff_id: int, agent_id: int) -> Held | None:
    """Accept a handoff; None when it does not wait any more. Raises 404 for one that never was."""
    try:
        held: Held = await desk.agents.accept_handoff(handoff_id, agent_id)
    except UnknownHandoff as error:
        raise HTTPException(404, NO_HANDOFF) from error
    except HandoffTaken:
        return None
    return held


async def decline(desk: Any, handoff_id: int, agent_id: int) -> None:
    """Let an offer go to the next agent; raises 404 for a handoff that never was."""
    try:
        await desk.agents.decline_offer(handoff_id, agent_id)
    except UnknownHandoff as error:
        raise HTTPException(404, NO_HANDOFF) from error


async def take_up(desk: Any, conversation_id: str, agent_id: int) -> Held | None:
    """Take a conversation whose handoff has ended; None when somebody else has it. Raises 404."""
    try:
        held: Held = await desk.agents.take_up(conversation_id, agent_id)
    except (UnknownConversation, UnknownHandoff) as error:
        raise HTTPException(404, NO_CONVERSATION) from error
    except HandoffTaken:
        return None
    return held


async def say(
    desk: Any,
    conversation_id: str,
    agent_id: int,
    text: str,
    client_id: str,
    fence: int,
    given: Sequence[Word] = (),
) -> Refused | None:
    """Say something to the customer, with the words `given` in it; None when it is said, else why not."""
    try:
        await desk.agents.say(conversation_id, agent_id, text, client_id, fence, given)
    except NotTheHolder:
        return Refused(NOT_SENT, "not-the-holder")
    except ClientIdReused:
        return Refused(ID_REUSED, "id-reused")
    except UnknownConversation as error:
        raise HTTPException(404, NO_CONVERSATION) from error
    return None


async def write_note(
    desk: Any, conversation_id: str, agent_id: int, note_id: str, text: str
) -> Refused | None:
    """Keep a note for colleagues; None when it is kept, otherwise why it was not."""
    try:
        await desk.agents.write_note(conversation_id, agent_id, note_id, text)
    except NoteIdReused:
        return Refused(NOTE_REUSED, "id-reused")
    except UnknownConversation as error:
        raise HTTPException(404, NO_CONVERSATION) from error
    return None


async def hand_back(desk: Any, conversation_id: str, agent_id: int, fence: int, note: str) -> Refused | None:
    """Give the conversation back to the assistant; None when done, otherwise why it was not."""
    return await _finish(desk.agents.return_to_assistant(conversation_id, agent_id, fence, note))


async def complete(
    desk: Any, conversation_id: str, agent_id: int, fence: int, disposition: str, note: str
) -> Refused | None:
    """End the conversation with its wrap-up; None when done, otherwise why it was not."""
    return await _finish(desk.agents.complete(conversation_id, agent_id, fence, disposition, note))


async def _finish(way: Any) -> Refused | None:
    try:
        await way
    except NotTheHolder:
        return Refused(NOT_YOURS, "not-the-holder")
    except UnknownConversation as error:
        raise HTTPException(404, NO_CONVERSATION) from error
    return None
