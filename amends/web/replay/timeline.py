"""A conversation as a line of moments: turns, what was said while an agent held it, and what happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.records.transcripts import Transcript
from amends.web.plain_words import author_in_words, reason_in_words, sentence, status_in_words, words
from amends.web.replay.considered_view import ConsideredView, considered_view
from amends.web.replay.highlight import Piece, parts
from amends.web.replay.reading_view import ReadingView, reading_view

# The reading of a burst counts its spans in the messages joined so.
SEPARATOR = "\n"


@dataclass(frozen=True)
class SaidMoment:
    """One message of a turn, when it was said; pressed buttons add nothing to what was read."""

    at: datetime
    pieces: list[Piece]
    pressed: bool


@dataclass(frozen=True)
class ReplyMoment:
    """One reply of a turn; `delivered` unless an agent had taken the conversation before it."""

    at: datetime
    text: str
    move: str | None
    buttons: list[dict[str, Any]]
    delivered: bool


@dataclass(frozen=True)
class TurnMoment:
    """A turn of the assistant with its whole record."""

    at: datetime
    number: int
    text: str
    said: list[SaidMoment]
    reading: ReadingView
    ledger: dict[str, Any] | None
    moves: list[dict[str, Any]]
    considered: ConsideredView
    replies: list[ReplyMoment]
    steps: list[dict[str, Any]]
    elapsed_ms: float
    model_id: str | None
    answered_at: datetime
    kind: str = "turn"

    @property
    def delivered(self) -> bool:
        """Whether everything that the assistant had to say was said."""
        return all(reply.delivered for reply in self.replies)


@dataclass(frozen=True)
class SpokenMoment:
    """Something said outside a turn: by an agent, by a customer to an agent, or a notice of the desk."""

    at: datetime
    by: str
    label: str
    text: str
    reading: ReadingView | None
    waiting: bool
    kind: str = "spoken"


@dataclass(frozen=True)
class EventMoment:
    """Something that happened to the conversation, its handoffs, its cases or its promises."""

    at: datetime
    about: str
    text: str
    kind: str = "event"


Moment = TurnMoment | SpokenMoment | EventMoment


def timeline_of(transcript: Transcript) -> list[Moment]:
    """All moments in order of time; what happened within a turn stands right after it."""
    moments: list[Moment] = [*_from_log(transcript), *_events(transcript)]
    return sorted(moments, key=lambda moment: moment.at)


def _from_log(transcript: Transcript) -> Iterator[Moment]:
    turn_of = {message_id: turn for turn in transcript.turns for message_id in turn.message_ids}
    by_id = {message.id: message for message in transcript.messages}
    replies: dict[int, list[Any]] = {}
    for message in transcript.messages:
        if message.turn_id is not None and message.author == "assistant":
            replies.setdefault(message.turn_id, []).append(message)
    shown: set[int] = set()
    for message in transcript.messages:
        turn = turn_of.get(message.id)
        if turn is not None:
            if turn.id not in shown:
                shown.add(turn.id)
                said = [by_id[each] for each in turn.message_ids if each in by_id]
                yield _turn(turn, said, replies.get(turn.id, []))
        elif message.turn_id is None:
            yield _outside_a_turn(transcript, message)


def _turn(turn: Any, said: Sequence[Any], replies: Sequence[Any]) -> TurnMoment:
    record = turn.record
    text = text_of(said)
    reading = reading_view(record.get("reading"), text)
    return TurnMoment(
        at=said[0].at,
        number=turn.number,
        text=text,
        said=_said(said, reading),
        reading=reading,
        ledger=record.get("ledger"),
        moves=list(record.get("moves") or ()),
        considered=considered_view(record),
        replies=_replies(turn, replies),
        steps=list(record.get("steps") or ()),
        elapsed_ms=turn.elapsed_ms,
        model_id=turn.model_id,
        answered_at=replies[0].at if replies else turn.finished_at,
    )


def text_of(said: Sequence[Any]) -> str:
    """The words of a turn as they were read; a button counts only where nothing else was said."""
    written = [message.text for message in said if not message.button_id]
    return SEPARATOR.join(written or [message.text for message in said])


def _said(said: Sequence[Any], reading: ReadingView) -> list[SaidMoment]:
    moments, start = [], 0
    alone = all(message.button_id for message in said)
    for message in said:
        pressed = bool(message.button_id)
        if pressed and not alone:
            moments.append(SaidMoment(message.at, [Piece(message.text, ())], pressed))
            continue
        end = start + len(message.text)
        moments.append(SaidMoment(message.at, parts(reading.pieces, start, end), pressed))
        start = end + len(SEPARATOR)
    return moments


def _replies(turn: Any, stored: Sequence[Any]) -> list[ReplyMoment]:
    record = turn.record
    said = list(record.get("replies") or ())
    delivered = bool(stored) or not said
    found = []
    for number, reply in enumerate(said or record.get("unsaid") or ()):
        at = stored[number].at if number < len(stored) else turn.finished_at
        kept = delivered and bool(said)
        buttons = list(reply.get("buttons") or ())
        found.append(ReplyMoment(at, str(reply.get("text") or ""), reply.get("move"), buttons, kept))
    return found


def _outside_a_turn(transcript: Transcript, message: Any) -> Moment:
    if message.type != "message":
        return EventMoment(message.at, message.type, message.text or sentence(message.type))
    name = transcript.names.get(message.agent_id) if message.agent_id else None
    return SpokenMoment(
        at=message.at,
        by=message.author,
        label=f"{name} (agent)" if name else author_in_words(message.author),
        text=message.text,
        reading=reading_view(message.reading, message.text) if message.reading else None,
        waiting=message.state == "waiting",
    )


def _events(transcript: Transcript) -> Iterator[EventMoment]:
    for handoff in transcript.handoffs:
        reason = reason_in_words(handoff.reason)
        yield EventMoment(handoff.requested_at, "handoff", f"Handoff asked for: {reason}")
        if handoff.accepted_at:
            name = transcript.names.get(handoff.agent_id or 0, "an agent")
            yield EventMoment(handoff.accepted_at, "handoff", f"{name} took the conversation")
        if handoff.ended_at:
            yield EventMoment(handoff.ended_at, "handoff", f"Handoff {status_in_words(handoff.status)}")
    for case in transcript.cases:
        kind = f"{words(case.category)}, {case.severity} severity"
        yield EventMoment(case.opened_at, "case", f"Case {case.reference} opened: {kind}")
    for promise in transcript.promises:
        yield EventMoment(promise.made_at, "promise", f"Promise made by {words(promise.who)}: {promise.what}")
