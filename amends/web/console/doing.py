"""What an agent does to a conversation, and in plain words why it could not be done."""

from typing import Any

from fastapi import HTTPException

from amends.desk.errors import (
    ClientIdReused,
    HandoffTaken,
    NotTheHolder,
    UnknownConversation,
    UnknownHandoff,
)

NOT_YOURS = "You no longer hold this conversation, so nothing was done."
NOT_SENT = "You no longer hold this conversation, so your message was not sent."
ID_REUSED = "This was sent before with other words. Reload the page and send it again."


async def accept(desk: Any, handoff_id: int, agent_id: int) -> bool:
    """Accept a handoff; False when it does not wait any more. Raises 404 for one that never was."""
    try:
        await desk.accept_handoff(handoff_id, agent_id)
    except UnknownHandoff as error:
        raise HTTPException(404, "There is no such handoff.") from error
    except HandoffTaken:
        return False
    return True


async def say(
    desk: Any, conversation_id: str, agent_id: int, text: str, client_id: str, fence: int
) -> str | None:
    """Say something to the customer; None when it is said, otherwise why it was not."""
    try:
        await desk.agent_says(conversation_id, agent_id, text, client_id, fence)
    except NotTheHolder:
        return NOT_SENT
    except ClientIdReused:
        return ID_REUSED
    except UnknownConversation as error:
        raise HTTPException(404, "There is no such conversation.") from error
    return None


async def hand_back(desk: Any, conversation_id: str, agent_id: int, fence: int) -> str | None:
    """Give the conversation back to the assistant; None when done, otherwise why it was not."""
    return await _give_up(desk.return_to_assistant, conversation_id, agent_id, fence)


async def end(desk: Any, conversation_id: str, agent_id: int, fence: int) -> str | None:
    """End the conversation; None when done, otherwise why it was not."""
    return await _give_up(desk.end_handoff, conversation_id, agent_id, fence)


async def _give_up(way: Any, conversation_id: str, agent_id: int, fence: int) -> str | None:
    try:
        await way(conversation_id, agent_id, fence)
    except NotTheHolder:
        return NOT_YOURS
    except UnknownConversation as error:
        raise HTTPException(404, "There is no such conversation.") from error
    return None
