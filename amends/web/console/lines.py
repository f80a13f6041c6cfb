"""A transcript as an agent reads it: entries of the log and private notes, each with a truthful label."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.records.log_lines import LogLine
from amends.records.notes import Written
from amends.web.plain_words import author_in_words


@dataclass(frozen=True)
class Line:
    """One entry; `kind` is message, notice, holder, closed or note, `by` who wrote it, `mark` its HTML id.

    `settled` says that nothing about it changes any more; a note has no `seq`.
    """

    mark: str
    seq: int | None
    kind: str
    by: str
    label: str
    text: str
    at: datetime
    offered: tuple[str, ...] = ()
    band: str | None = None
    settled: bool = True


def lines_of(
    entries: Sequence[LogLine], notes: Sequence[Written], reader_id: int, customer: str | None
) -> list[Line]:
    """All of it in the order of time; the reader's own words are labelled "You (agent)"."""
    log = [_of_entry(entry, reader_id, customer) for entry in entries]
    written = [_of_note(note, reader_id) for note in notes]
    # The log keeps its own order even where a clock was set back; notes stand where they fit in.
    for note in sorted(written, key=lambda line: line.at):
        place = next((index for index, line in enumerate(log) if line.at > note.at), len(log))
        log.insert(place, note)
    return log


def _of_entry(entry: LogLine, reader_id: int, customer: str | None) -> Line:
    return Line(
        mark=f"m-{entry.seq}",
        seq=entry.seq,
        kind=entry.kind,
        by=entry.author,
        label=_label(entry, reader_id, customer),
        text=entry.text,
        at=entry.at,
        offered=entry.offered,
        band=entry.band,
        settled=entry.read,
    )


def _of_note(note: Written, reader_id: int) -> Line:
    who = "You" if note.agent_id == reader_id else note.agent_name
    return Line(f"note-{note.id}", None, "note", "agent", who, note.text, note.at)


def _label(entry: LogLine, reader_id: int, customer: str | None) -> str:
    if entry.author == "agent":
        if entry.agent_id == reader_id:
            return "You (agent)"
        return f"{entry.agent_name} (agent)" if entry.agent_name else "Agent"
    if entry.author == "customer":
        return f"{customer} (customer)" if customer else "Customer"
    return author_in_words(entry.author)
