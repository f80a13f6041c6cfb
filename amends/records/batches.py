"""The waiting messages that make one turn: taking them, and ending the turn in a single transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.orm import Session

from amends.records.cases import acknowledge_cases
from amends.records.conversations import lock_conversation
from amends.records.facts import customer_facts, duty_facts, history_facts
from amends.records.leases import Lessee, check_lease, drop_lease, give_lease_back, take_lease
from amends.records.log import WAITING, announce_receipt, append, waiting_messages
from amends.records.marks import marks_of
from amends.records.tables import Conversation, Message, State
from amends.records.turn_writes import add_turn, keep_state, settle_messages
from amends.records.wakes import QUEUE, Signal, announce, conversation_topic

# Built once: putting a statement together costs more than the database takes to answer it.
_MORE_WAITS = select(
    exists().where(Message.state == WAITING, Message.conversation_id == bindparam("conversation_id"))
)


class BatchOvertaken(RuntimeError):
    """Somebody else answered the batch, or its conversation changed hands and came back; nothing is kept."""


@dataclass(frozen=True)
class Taken:
    """A message in a batch; `attempts` counts this attempt."""

    id: str
    seq: int
    text: str
    button_id: str | None
    attempts: int

    def to_dict(self) -> dict[str, str]:
        """The message as the turn contract wants it."""
        message = {"message_id": self.id, "text": self.text}
        return message if self.button_id is None else {**message, "button_id": self.button_id}


@dataclass(frozen=True)
class Batch:
    """What one turn is made of, and who held the conversation when it was taken.

    `desk_id` is the desk that has the conversation's lease; None on SQLite, where there are no leases.
    """

    conversation_id: str
    desk_id: str | None
    holder: str
    fence: int
    messages: tuple[Taken, ...]
    state: dict[str, Any] | None
    customer: dict[str, Any]
    history: dict[str, Any]
    duty: dict[str, Any]
    taken_at: datetime

    @property
    def attempts(self) -> int:
        """How often these messages were tried, this time included."""
        return max(message.attempts for message in self.messages)

    @property
    def ids(self) -> list[str]:
        """The ids of the messages, the oldest first."""
        return [message.id for message in self.messages]

    def request(self) -> dict[str, Any]:
        """The body of the turn contract."""
        return {
            "conversation_id": self.conversation_id,
            "messages": [message.to_dict() for message in self.messages],
            "state": self.state,
            "customer": self.customer,
            "history": self.history,
            "duty": self.duty,
        }


@dataclass(frozen=True)
class Answer:
    """What a turn gave: replies to say, the whole record to keep, the state for the next turn."""

    replies: Sequence[Mapping[str, Any]]
    record: dict[str, Any]
    state: dict[str, Any]
    model_id: str | None
    elapsed_ms: float


@dataclass(frozen=True)
class Settled:
    """What became of a batch: the numbers settled, whether replies were said, whether more waits."""

    seqs: tuple[int, ...]
    spoken: bool
    more: bool


def take_batch(
    session: Session,
    conversation_id: str,
    *,
    presence_window_s: float,
    at: datetime,
    lessee: Lessee | None = None,
) -> Batch | None:
    """Take the messages of the next turn and count the attempt; None when nothing waits for this desk.

    With a lessee the conversation's lease comes with them. A desk that has the lease already answers what
    came meanwhile too: it looks again, under the conversation's lock, when it ends its turn.

    Messages that were tried before go again by themselves: the same batch gives the same turn, and the
    effects of its actions are found again under the same messages. Only `isolate` parts a batch.
    """
    conversation = lock_conversation(session, conversation_id)
    waiting = waiting_messages(session, conversation_id)
    batch = [message for message in waiting if message.attempts > 0] or waiting
    if batch and batch[0].alone:
        batch = batch[:1]
    if not batch:
        drop_lease(session, conversation_id, lessee)
        return None
    if lessee is not None and not take_lease(session, conversation_id, lessee):
        return None
    for message in batch:
        message.attempts += 1
    if conversation.holder == "assistant":
        _announce_typing(session, conversation_id, True)
    state = session.get(State, conversation_id)
    return Batch(
        conversation_id=conversation_id,
        desk_id=lessee.desk_id if lessee else None,
        holder=conversation.holder,
        fence=conversation.fence,
        messages=tuple(Taken(m.id, m.seq, m.text, m.button_id, m.attempts) for m in batch),
        state=state.state if state else None,
        customer=customer_facts(session, conversation, at),
        history=history_facts(session, conversation, batch[0].at, at),
        duty=duty_facts(session, at, presence_window_s),
        taken_at=at,
    )


def finish_turn(
    session: Session, batch: Batch, answer: Answer, *, new_id: Callable[[], str], at: datetime
) -> Settled:
    """Store replies, record and state of a turn together; raises BatchOvertaken and LeaseLost.

    When an agent took over meanwhile, the replies are kept in the record and not said. Then the memory stays
    as it was before the turn, and the messages wait on, to be read like all that an agent holds: they count
    when the assistant catches up with the agent's talk, or is asked again because there was none.
    """
    conversation = lock_conversation(session, batch.conversation_id)
    spoken = conversation.holder == "assistant"
    if spoken and conversation.fence != batch.fence:
        raise BatchOvertaken(batch.conversation_id)
    record = answer.record if spoken else _left_unsaid(batch, answer)
    turn = {
        "conversation_id": conversation.id,
        "number": conversation.turn_count + 1,
        "message_ids": batch.ids,
        "record": record,
        **marks_of(record),
        "model_id": answer.model_id,
        "elapsed_ms": answer.elapsed_ms,
        "started_at": batch.taken_at,
        "finished_at": at,
    }
    turn_id = add_turn(session, turn)
    _settle(session, batch, "answered" if spoken else WAITING, turn_id)
    if spoken:
        keep_state(session, conversation.id, answer.state, conversation.turn_count + 1)
    # Changed last, together with the next number of the log, so that it is one statement.
    conversation.turn_count += 1
    if spoken:
        _say(session, conversation, turn_id, answer.replies, new_id, at)
        if record.get("case_reference"):
            acknowledge_cases(session, conversation.id, at)
    return _settled(session, batch, batch.messages if spoken else (), spoken)


def _left_unsaid(batch: Batch, answer: Answer) -> dict[str, Any]:
    return {**answer.record, "replies": [], "unsaid": list(answer.replies), "state": batch.state}


def finish_reading(session: Session, batch: Batch, readings: Sequence[dict[str, Any]]) -> Settled:
    """Store the readings of messages that an agent holds; raises LeaseLost.

    Raises BatchOvertaken when no agent holds them any more.
    """
    conversation = lock_conversation(session, batch.conversation_id)
    if conversation.holder != "agent":
        raise BatchOvertaken(batch.conversation_id)
    for message, reading in zip(batch.messages, readings, strict=True):
        session.execute(
            update(Message)
            .where(Message.id == message.id, Message.state == WAITING)
            .values(state="read", reading=reading)
        )
    return _settled(session, batch, batch.messages)


def give_back(session: Session, batch: Batch, *, keep_together: bool, keep_lease: bool = False) -> None:
    """Uncount an attempt that was not the messages' fault; raises LeaseLost.

    `keep_together` when the turn may have begun: the next attempt must then be the same batch.
    Unless `keep_lease`, another desk, whose assistant may be there, can try at once.
    """
    lock_conversation(session, batch.conversation_id)
    (check_lease if keep_lease else give_lease_back)(session, batch.conversation_id, batch.desk_id)
    _announce_typing(session, batch.conversation_id, False)
    session.execute(
        update(Message)
        .where(Message.id.in_(batch.ids), Message.state == WAITING, Message.attempts > int(keep_together))
        .values(attempts=Message.attempts - 1)
    )


def hand_over(session: Session, batch: Batch) -> None:
    """Let another desk, whose assistant may be there, try what counts as tried; raises LeaseLost."""
    lock_conversation(session, batch.conversation_id)
    give_lease_back(session, batch.conversation_id, batch.desk_id)
    _announce_typing(session, batch.conversation_id, False)


def bury(session: Session, batch: Batch) -> Settled:
    """Give up on messages that fail again and again; raises LeaseLost.

    Raises BatchOvertaken when they wait no more.
    """
    _settle(session, batch, "dead")
    return _settled(session, batch, batch.messages)


def _settle(session: Session, batch: Batch, state: str, turn_id: int | None = None) -> None:
    if settle_messages(session, batch.ids, state, turn_id) != len(batch.messages):
        raise BatchOvertaken(batch.conversation_id)


def _say(
    session: Session,
    conversation: Conversation,
    turn_id: int,
    replies: Sequence[Mapping[str, Any]],
    new_id: Callable[[], str],
    at: datetime,
) -> None:
    for reply in replies:
        entry = Message(
            id=new_id(),
            type="message",
            author="assistant",
            text=reply["text"],
            buttons=list(reply.get("buttons") or ()),
            move=reply.get("move"),
            response=reply.get("response"),
            turn_id=turn_id,
            at=at,
        )
        append(session, conversation, entry)


def _settled(
    session: Session, batch: Batch, messages: Sequence[Taken], spoken: bool = False
) -> Settled:
    give_lease_back(session, batch.conversation_id, batch.desk_id)
    for message in messages:
        announce_receipt(session, batch.conversation_id, message.seq, "answered" if spoken else "read")
    _announce_typing(session, batch.conversation_id, False)
    announce(session, conversation_topic(batch.conversation_id))
    announce(session, QUEUE)
    session.flush()
    more = bool(session.scalar(_MORE_WAITS, {"conversation_id": batch.conversation_id}))
    return Settled(tuple(message.seq for message in messages), spoken, more)


def _announce_typing(session: Session, conversation_id: str, on: bool) -> None:
    signal = Signal("typing", {"author": "assistant", "on": on})
    announce(session, conversation_topic(conversation_id), signal)
