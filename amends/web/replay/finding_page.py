"""The list of conversations as a page: filters, chips, rows, and the way to newer and older ones."""

from typing import Any

from fastapi import Request

from amends.records import finding, staffing
from amends.records.corrections import count_open
from amends.web.replay import finding_form, known
from amends.web.signin.visitor import now_utc

PER_PAGE = 30


def list_context(request: Request) -> dict[str, Any]:
    """What the list's template shows for the address that was asked for."""
    with request.app.state.database.reading() as session:
        agents = staffing.all_agents(session)
        search = finding_form.understand(request.query_params, agents)
        found = finding.find(
            session,
            search.wanted,
            now=now_utc(request),
            limit=PER_PAGE,
            after=search.after,
            before=search.before,
        )
        undecided = count_open(session)
    return {
        "search": search,
        "choices": finding_form.choices(agents),
        "meanings": known.OUTCOME_MEANINGS,
        "outcomes": known.OUTCOMES,
        "rows": found.rows,
        "undecided": undecided,
        **_ways(search, found),
    }


def _ways(search: finding_form.Search, found: finding.Found) -> dict[str, str | None]:
    if not found.rows:
        # A page beyond the end leads back to the start instead of nowhere.
        moved = search.after or search.before
        return {"newer": finding_form.address(search.chosen) if moved else None, "older": None}
    first, last = finding.ends_of(found.rows)
    newer = finding_form.address(search.chosen, before=finding_form.cursor(first))
    older = finding_form.address(search.chosen, after=finding_form.cursor(last))
    return {"newer": newer if found.newer else None, "older": older if found.older else None}
