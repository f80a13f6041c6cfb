"""One conversation as a page shows it: standing, transcript and briefing together."""

from dataclasses import dataclass

from amends.records.transcripts import Transcript
from amends.web.console.briefing import Briefing, briefing_of
from amends.web.console.lines import Line, lines_of
from amends.web.console.standing import Standing, standing_of
from amends.web.plain_words import customer_name


@dataclass(frozen=True)
class ConversationView:
    """Everything that `conversation.html` and `_live.html` show; `trend` holds points of an SVG line."""

    id: str
    customer: str
    standing: Standing
    lines: list[Line]
    briefing: Briefing
    trend: str


def conversation_view(transcript: Transcript, reader_id: int) -> ConversationView:
    """The view of one agent."""
    briefing = briefing_of(transcript)
    name = transcript.customer.name if transcript.customer else None
    return ConversationView(
        id=transcript.conversation.id,
        customer=customer_name(name, transcript.conversation.id),
        standing=standing_of(transcript, reader_id),
        lines=lines_of(transcript, reader_id),
        briefing=briefing,
        trend=trend_points(briefing.scores),
    )


def trend_points(scores: tuple[float, ...]) -> str:
    """Scores of 0..1 as points in a box of 100 by 24; nothing for fewer than two."""
    if len(scores) < 2:
        return ""
    step = 100 / (len(scores) - 1)
    return " ".join(f"{index * step:.1f},{23 - 22 * score:.1f}" for index, score in enumerate(scores))
