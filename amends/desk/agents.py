"""What agents may do at the desk: take customers up, speak, hand back, finish, and be on duty."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from amends.casework.promise import Word
from amends.desk.hub import QUEUE, Hub, Signal, conversation_topic
from amends.desk.threads import Threads
from amends.records import holding, notes, offers, users, wrap_ups
from amends.records.holding import Held, NotTheHolder
from amends.records.log import Said
from amends.records.queue import QueueEntry, open_handoffs

log = logging.getLogger(__name__)


class Agents:
    """The agents' side of one desk; every `agent_id` is the user's, every `fence` the one they were given."""

    def __init__(
        self,
        threads: Threads,
        hub: Hub,
        wake: Callable[[str], None],
        *,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        """Work on the records through `threads`; `wake` has the desk look at a conversation's messages."""
        self._threads = threads
        self._hub = hub
        self._wake = wake
        self._now = now
        self._new_id = new_id

    async def accept_handoff(self, handoff_id: int, agent_id: int) -> Held:
        """Give the conversation to the agent; raises UnknownHandoff, HandoffTaken."""
        held = await self._threads.write(
            holding.accept, handoff_id, agent_id, new_id=self._new_id, at=self._now()
        )
        self._changed_hands(held)
        return held

    async def decline_offer(self, handoff_id: int, agent_id: int) -> None:
        """Let the handoff go to the next agent; nothing happens when it is not offered to this one."""
        if await self._threads.write(offers.decline, handoff_id, agent_id, at=self._now()):
            self._hub.publish(QUEUE)

    async def take_up(self, conversation_id: str, agent_id: int) -> Held:
        """Hold a conversation whose handoff has ended, as with a callback that is due.

        Asks for a person anew with the earlier reason, or accepts the handoff that waits; raises
        UnknownConversation, UnknownHandoff (a person was never asked for) and HandoffTaken.
        """
        held = await self._threads.write(
            holding.take_up, conversation_id, agent_id, new_id=self._new_id, at=self._now()
        )
        self._changed_hands(held)
        return held

    async def say(
        self,
        conversation_id: str,
        agent_id: int,
        text: str,
        client_id: str,
        fence: int,
        given: Sequence[Word] = (),
    ) -> int:
        """Say something as the holder and return its number; raises NotTheHolder, ClientIdReused.

        The words `given` in it go on record as promises together with the message.
        """
        said = Said(self._new_id(), client_id, text)
        try:
            seq = await self._threads.write(
                holding.say,
                conversation_id,
                agent_id,
                said,
                fence=fence,
                at=self._now(),
                given=given,
            )
        except NotTheHolder:
            # What was said is dropped; who, where and under which fence is all that a log may hold of it.
            log.warning(
                "a reply of agent %d in %s came under fence %d, which no longer holds; it was dropped",
                agent_id, conversation_id, fence,
            )  # fmt: skip
            raise
        self._hub.publish(conversation_topic(conversation_id))
        self._hub.publish(QUEUE)
        return seq

    async def types(self, conversation_id: str, name: str, on: bool) -> None:
        """Show the customer that the agent is typing, or stopped."""
        signal = Signal("typing", {"author": "agent", "name": name, "on": on})
        self._hub.broadcast(conversation_topic(conversation_id), signal)

    async def return_to_assistant(
        self, conversation_id: str, agent_id: int, fence: int, note: str = ""
    ) -> Held:
        """The assistant holds the conversation again; a note is for colleagues. Raises NotTheHolder."""
        held = await self._threads.write(
            holding.hand_back,
            conversation_id,
            agent_id,
            fence=fence,
            note=note,
            new_id=self._new_id,
            at=self._now(),
        )
        self._changed_hands(held)
        return held

    async def complete(
        self, conversation_id: str, agent_id: int, fence: int, disposition: str, note: str
    ) -> Held:
        """The agent has finished: wrapped up, and closed until the customer writes again.

        `disposition` is one of amends.casework.handoff.WRAP_UPS; raises UnknownWrapUp and NotTheHolder.
        """
        held = await self._threads.write(
            wrap_ups.complete,
            conversation_id,
            agent_id,
            fence=fence,
            disposition=disposition,
            note=note,
            new_id=self._new_id,
            at=self._now(),
        )
        self._changed_hands(held)
        return held

    async def write_note(self, conversation_id: str, agent_id: int, note_id: str, text: str) -> None:
        """Keep a note for colleagues, once per id; raises UnknownConversation and NoteIdReused."""
        await self._threads.write(
            notes.write_note, conversation_id, agent_id, note_id=note_id, text=text, at=self._now()
        )
        self._hub.publish(conversation_topic(conversation_id))

    async def set_duty(self, agent_id: int, on_duty: bool) -> None:
        """Go on duty or off; going off gives back what is offered to this agent and was not taken."""
        await self._threads.write(offers.set_duty, agent_id, on_duty, at=self._now())
        self._hub.publish(QUEUE)

    async def set_most_at_once(self, agent_id: int, most: int) -> None:
        """How many conversations are offered to the agent at once; raises ValueError below 1."""
        await self._threads.write(users.set_most_at_once, agent_id, most)
        self._hub.publish(QUEUE)

    async def seen(self, agent_id: int) -> None:
        """An agent's page is open just now."""
        await self._threads.write(users.saw_user, agent_id, self._now())

    async def queue(self) -> list[QueueEntry]:
        """Every open handoff with what an agent needs to choose one, the most urgent first."""
        return await self._threads.read(open_handoffs, self._now())

    def _changed_hands(self, held: Held) -> None:
        self._hub.publish(conversation_topic(held.conversation_id))
        self._hub.publish(QUEUE)
        self._wake(held.conversation_id)
