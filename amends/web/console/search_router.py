"""Search: the conversations, cases and customers that agents may see, on one page."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from amends.casework.handoff import WRAP_UPS
from amends.deescalation.bands import BANDS
from amends.records import search, staffing
from amends.records.search import Sought
from amends.web.pages import render
from amends.web.signin.guards import Signed

router = APIRouter()

PER_PAGE = 25
MOST_OTHERS = 8
LONGEST_SEARCH = 200
OUTCOMES = ("waiting", "held", "returned", *WRAP_UPS, "expired", "failed")


@router.get("/search")
def show_search(
    request: Request,
    visitor: Signed,
    q: Annotated[str, Query(max_length=LONGEST_SEARCH)] = "",
    band: str = "",
    outcome: str = "",
    agent: str = "",
    since: str = "",
    until: str = "",
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> Response:
    """What fits all that was filled in, the newest first; values that mean nothing narrow nothing."""
    sought = Sought(
        text=" ".join(q.split()),
        band=band if band in BANDS else "",
        outcome=outcome if outcome in OUTCOMES else "",
        agent_id=int(agent) if agent.isdecimal() and len(agent) < 10 else None,
        since=_midnight(since),
        before=_midnight(until, days=1),
    )
    with request.app.state.database.reading() as session:
        found = search.find_conversations(session, sought, limit=PER_PAGE + 1, offset=(page - 1) * PER_PAGE)
        first = page == 1
        cases = search.find_cases(session, sought.text, limit=MOST_OTHERS) if first else []
        customers = search.find_customers(session, sought.text, limit=MOST_OTHERS) if first else []
        agents = staffing.all_agents(session)
    chosen = _chosen(sought, since, until)
    context = {
        **chosen,
        "found": found[:PER_PAGE],
        # Cases with a person are shown with their conversations.
        "cases": cases,
        "customers": customers,
        "agents": agents,
        "bands": BANDS,
        "outcomes": OUTCOMES,
        "page": page,
        "asked": any(chosen.values()),
        "newer": _link(chosen, page - 1) if page > 1 else None,
        "older": _link(chosen, page + 1) if len(found) > PER_PAGE else None,
    }
    return render(request, "search.html", context)


def _chosen(sought: Sought, since: str, until: str) -> dict[str, Any]:
    return {
        "q": sought.text,
        "band": sought.band,
        "outcome": sought.outcome,
        "agent": "" if sought.agent_id is None else str(sought.agent_id),
        "since": since if sought.since else "",
        "until": until if sought.before else "",
    }


def _midnight(day: str, days: int = 0) -> datetime | None:
    """The start of a day in UTC, `days` later; None for what is no day."""
    try:
        found = date.fromisoformat(day) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None
    return datetime(found.year, found.month, found.day, tzinfo=UTC)


def _link(chosen: dict[str, Any], page: int) -> str:
    kept = {name: value for name, value in chosen.items() if value}
    return "/console/search?" + urlencode({**kept, "page": page})
