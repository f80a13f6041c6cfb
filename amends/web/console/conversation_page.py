"""One conversation as a page shows it: standing, transcript and briefing together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.records.dossiers import Dossier
from amends.records.log_lines import LogLine
from amends.web.console.briefing import Briefing, briefing_of
from amends.web.console.lines import Line, lines_of
from amends.web.console.live import LiveLedger
from amends.web.console.standing import Standing, standing_of
from amends.web.plain_words import customer_name


@dataclass(frozen=True)
class ConversationView:
    """Everything that `conversation.html` and `_live.html` show."""

    id: str
    customer: str
    standing: Standing
    lines: list[Line]
    briefing: Briefing

    @property
    def live(self) -> LiveLedger | None:
        """The frustration ledger as it stands now."""
        return self.briefing.live


def conversation_view(
    dossier: Dossier, entries: Sequence[LogLine], reader_id: int, now: datetime
) -> ConversationView:
    """The view of one agent; `entries` are those of the log that the page is to show."""
    briefing = briefing_of(dossier, now)
    name = dossier.customer.name if dossier.customer else None
    return ConversationView(
        id=dossier.conversation.id,
        customer=customer_name(name, dossier.conversation.id),
        standing=standing_of(dossier, reader_id),
        lines=lines_of(entries, dossier.notes, reader_id, name),
        briefing=briefing,
    )
