"""How a conversation stands towards the agent who looks at it."""

from dataclasses import dataclass

from amends.records.transcripts import Transcript


@dataclass(frozen=True)
class Standing:
    """`state` is one of waiting, mine, colleague, assistant, closed; `words` says it to the agent."""

    state: str
    words: str
    handoff_id: int | None
    fence: int


def standing_of(transcript: Transcript, reader_id: int) -> Standing:
    """Who may speak now, and what the reader may do about it."""
    conversation, handoff = transcript.conversation, transcript.open_handoff
    handoff_id = handoff.id if handoff else None

    def standing(state: str, words: str) -> Standing:
        return Standing(state, words, handoff_id, conversation.fence)

    if conversation.closed_at is not None:
        return standing("closed", "This conversation has ended.")
    if conversation.holder == "agent":
        if conversation.agent_id == reader_id:
            return standing("mine", "You have this conversation.")
        name = transcript.names.get(conversation.agent_id or 0, "Another agent")
        return standing("colleague", f"{name} has this conversation.")
    if handoff is not None and handoff.status in ("requested", "offered"):
        return standing("waiting", "Waits for a person. The assistant keeps the customer company until then.")
    return standing("assistant", "The assistant has this conversation.")
