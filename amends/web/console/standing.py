"""How a conversation stands towards the agent who looks at it."""

from dataclasses import dataclass
from datetime import datetime

from amends.records.dossiers import Dossier


@dataclass(frozen=True)
class Standing:
    """`state` is one of waiting, offered, mine, colleague, assistant, closed; `words` says it to the agent.

    `due_at` is when an offer to the reader lapses; `can_take_up` says that no handoff is open, so the
    reader may ask for the conversation.
    """

    state: str
    words: str
    handoff_id: int | None
    fence: int
    due_at: datetime | None = None

    @property
    def can_take_up(self) -> bool:
        """Whether an agent may make a handoff of it, as for a callback."""
        return self.state in ("assistant", "closed")


def standing_of(dossier: Dossier, reader_id: int) -> Standing:
    """Who may speak now, and what the reader may do about it."""
    conversation, handoff, offer = dossier.conversation, dossier.open_handoff, dossier.offer
    handoff_id = handoff.id if handoff else None

    def standing(state: str, words: str, due_at: datetime | None = None) -> Standing:
        return Standing(state, words, handoff_id, conversation.fence, due_at)

    if conversation.closed_at is not None:
        return standing("closed", "This conversation has ended.")
    if conversation.holder == "agent":
        if conversation.agent_id == reader_id:
            return standing("mine", "You have this conversation.")
        return standing("colleague", f"{dossier.holder_name or 'Another agent'} has this conversation.")
    if handoff is not None and handoff.status in ("requested", "offered"):
        if offer is not None and offer.agent_id == reader_id:
            return standing("offered", "This conversation is offered to you.", offer.due_at)
        return standing("waiting", "Waits for a person. The assistant keeps the customer company until then.")
    return standing("assistant", "The assistant has this conversation.")
