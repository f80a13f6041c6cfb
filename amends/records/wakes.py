"""Wake-ups between processes: what a transaction changed is told to every desk when it is committed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

QUEUE = "queue"
# A desk gave its work back: whoever has time looks for what waits.
WORK = "work"

# PostgreSQL takes less than 8000 bytes, and fewer payloads are cheaper.
LONGEST_PAYLOAD = 7_500
# Several installations (and tests) may share a server's database, each in a schema of its own.
CHANNEL = "left('amends_' || current_schema(), 63)"
# The desk that writes; it wakes its own listeners itself, and sooner.
SENDER = "wakes_sender"

_CONVERSATION = "conversation:"
_PENDING = "wakes_pending"
_TRAVELS = frozenset({"author", "on", "seq", "state"})
_TELL = text(f"SELECT pg_notify({CHANNEL}, payload) FROM unnest(CAST(:payloads AS text[])) AS payload")


def conversation_topic(conversation_id: str) -> str:
    """The topic of everything that happens in one conversation."""
    return f"{_CONVERSATION}{conversation_id}"


def conversation_of(topic: str) -> str | None:
    """The id of the conversation that a topic is about, or None."""
    return topic.removeprefix(_CONVERSATION) if topic.startswith(_CONVERSATION) else None


@dataclass(frozen=True)
class Signal:
    """Something worth showing now and not worth keeping: `typing` or `receipt`, with its data."""

    name: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Wake:
    """One topic that another process announced; without a signal the records changed there."""

    topic: str
    signal: Signal | None


def announce(session: Session, topic: str, signal: Signal | None = None) -> None:
    """Tell every desk about `topic` once this transaction is committed, and never if it is not.

    Costs one statement per transaction, however much is announced; on SQLite, where one desk works alone,
    it does nothing. Of a signal only author, on, seq and state travel: no names, no texts.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    words: tuple[Any, ...] = (topic,) if signal is None else (topic, signal.name, _bare(signal.data))
    # The same announced twice is one wake-up.
    session.info.setdefault(_PENDING, {})[json.dumps(words, separators=(",", ":"))] = None


def tell(session: Session) -> None:
    """Send what was announced in this transaction; `Database.session` calls it before it commits."""
    pending = session.info.pop(_PENDING, None)
    if pending:
        session.execute(_TELL, {"payloads": list(_payloads(pending, session.info.get(SENDER)))})


def read_payload(payload: str, own: str | None) -> list[Wake]:
    """The wake-ups in a payload, none when the desk `own` sent it itself or when it is not ours at all."""
    try:
        sender, *wakes = json.loads(payload)
        if own is not None and sender == own:
            return []
        return [_wake(*words) for words in wakes]
    except (TypeError, ValueError):
        return []


def _wake(topic: str, name: str | None = None, data: Mapping[str, Any] | None = None) -> Wake:
    return Wake(topic, None if name is None else Signal(name, dict(data or {})))


def _payloads(pending: Iterable[str], sender: str | None) -> Iterator[str]:
    head = json.dumps(sender)
    batch, length = [head], len(head)
    for words in pending:
        if length + len(words) + 3 > LONGEST_PAYLOAD and len(batch) > 1:
            yield f"[{','.join(batch)}]"
            batch, length = [head], len(head)
        batch.append(words)
        length += len(words) + 1
    yield f"[{','.join(batch)}]"


def _bare(data: Mapping[str, Any]) -> dict[str, Any]:
    """What may leave the process: whoever may connect to the server can listen, so no name and no text."""
    return {key: value for key, value in data.items() if key in _TRAVELS}
