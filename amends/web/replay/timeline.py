"""A conversation as a line of moments: turns, what was said while an agent held it, and what happened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.records.transcripts import Transcript
from amends.web.plain_words import author_in_words, reason_in_words, sentence, status_in_words, words
from amends.web.replay.reading_view import ReadingView, reading_view


@dataclass(frozen=True)
class TurnMoment:
    """A turn of the assistant with its whole record."""

    at: datetime
    number: int
    text: str
    burst: int
    reading: ReadingView
    ledger: dict[str, Any] | None
    moves: list[dict[str, Any]]
    replies: list[dict[str, Any]]
    steps: list[dict[str, Any]]
    elapsed_ms: float
    model_id: str | None
    delivered: bool
    kind: str = "turn"


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
    texts = {message.id: message.text for message in transcript.messages}
    delivered = {message.turn_id for message in transcript.messages if message.turn_id is not None}
    shown: set[int] = set()
    for message in transcript.messages:
        turn = turn_of.get(message.id)
        if turn is not None:
            if turn.id not in shown:
                shown.add(turn.id)
                yield _turn(turn, message.at, texts, turn.id in delivered)
        elif message.turn_id is None:
            yield _outside_a_turn(transcript, message)


def _turn(turn: Any, at: datetime, texts: dict[str, str], delivered: bool) -> TurnMoment:
    record = turn.record
    # The reading of a burst counts its spans in the messages joined by new lines.
    text = "\n".join(texts.get(message_id, "") for message_id in turn.message_ids)
    replies = list(record.get("replies") or ())
    return TurnMoment(
        at=at,
        number=turn.number,
        text=text,
        burst=len(turn.message_ids),
        reading=reading_view(record.get("reading"), text),
        ledger=record.get("ledger"),
        moves=list(record.get("moves") or ()),
        replies=replies,
        steps=list(record.get("steps") or ()),
        elapsed_ms=turn.elapsed_ms,
        model_id=turn.model_id,
        delivered=delivered or not replies,
    )


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
        if handoff.ended_at:
            yield EventMoment(handoff.ended_at, "handoff", f"Handoff {status_in_words(handoff.status)}")
    for case in transcript.cases:
        kind = f"{words(case.category)}, {case.severity} severity"
        yield EventMoment(case.opened_at, "case", f"Case {case.reference} opened: {kind}")
    for promise in transcript.promises:
        yield EventMoment(promise.made_at, "promise", f"Promise made by {words(promise.who)}: {promise.what}")
