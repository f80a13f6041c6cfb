"""A transcript as an agent reads it: one line per entry of the log, each with a truthful label."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.records.transcripts import Transcript
from amends.web.plain_words import author_in_words


@dataclass(frozen=True)
class Line:
    """One entry; `kind` is message, notice, holder or closed, `by` who wrote it."""

    seq: int
    kind: str
    by: str
    label: str
    text: str
    at: datetime
    offered: tuple[str, ...]
    band: str | None


def lines_of(transcript: Transcript, reader_id: int) -> list[Line]:
    """All entries in order; the reader's own messages are labelled "You (agent)"."""
    bands = dict(_bands(transcript))
    return [
        Line(
            seq=message.seq,
            kind=message.type,
            by=message.author,
            label=_label(transcript, message, reader_id),
            text=message.text,
            at=message.at,
            offered=tuple(str(button.get("title", "")) for button in message.buttons or ()),
            band=bands.get(message.id),
        )
        for message in transcript.messages
    ]


def _label(transcript: Transcript, message: Any, reader_id: int) -> str:
    if message.author == "agent":
        if message.agent_id == reader_id:
            return "You (agent)"
        name = transcript.names.get(message.agent_id)
        return f"{name} (agent)" if name else "Agent"
    if message.author == "customer":
        name = transcript.customer.name if transcript.customer else None
        return f"{name} (customer)" if name else "Customer"
    return author_in_words(message.author)


def _bands(transcript: Transcript) -> Iterator[tuple[str, str]]:
    for turn in transcript.turns:
        band = ((turn.record.get("reading") or {}).get("frustration") or {}).get("band")
        if band:
            yield from ((message_id, band) for message_id in turn.message_ids)
    for message in transcript.messages:
        band = ((message.reading or {}).get("frustration") or {}).get("band")
        if band:
            yield message.id, band
