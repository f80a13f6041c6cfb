"""The replay room's pages; every one of them is for trainers only, and none of them changes anything."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response

from amends.records import transcripts
from amends.web.pages import render
from amends.web.plain_words import REASONS, customer_name
from amends.web.replay.chart import chart_of
from amends.web.replay.timeline import TurnMoment, timeline_of
from amends.web.signin.guards import trainers_only

router = APIRouter(prefix="/replay", include_in_schema=False, dependencies=[Depends(trainers_only)])

PER_PAGE = 30
LONGEST_SEARCH = 200


@router.get("")
def list_conversations(
    request: Request,
    q: Annotated[str, Query(max_length=LONGEST_SEARCH)] = "",
    band: str = "",
    reason: str = "",
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Conversations, the newest first; words that are no band or reason narrow nothing."""
    band = band if band in transcripts.BAND_LIMITS else ""
    reason = reason if reason in REASONS else ""
    with request.app.state.database.reading() as session:
        found = transcripts.list_conversations(
            session,
            search=q.strip(),
            band=band,
            reason=reason,
            limit=PER_PAGE + 1,
            offset=(page - 1) * PER_PAGE,
        )
    chosen = {"q": q.strip(), "band": band, "reason": reason}
    context = {
        **chosen,
        "rows": found[:PER_PAGE],
        "bands": list(transcripts.BAND_LIMITS),
        "reasons": REASONS,
        "page": page,
        "newer": _link(chosen, page - 1) if page > 1 else None,
        "older": _link(chosen, page + 1) if len(found) > PER_PAGE else None,
    }
    return render(request, "replay_list.html", context)


@router.get("/conversations/{conversation_id}")
def show_replay(request: Request, conversation_id: str) -> Response:
    """One conversation turn by turn, with what was read and why each step was taken."""
    with request.app.state.database.reading() as session:
        transcript = transcripts.read_transcript(session, conversation_id)
    if transcript is None:
        raise HTTPException(404, "There is no such conversation.")
    return render(request, "replay.html", _replay(transcript))


def _replay(transcript: transcripts.Transcript) -> dict[str, Any]:
    moments = timeline_of(transcript)
    name = transcript.customer.name if transcript.customer else None
    turns = [moment for moment in moments if isinstance(moment, TurnMoment)]
    return {
        "conversation": transcript.conversation,
        "customer": customer_name(name, transcript.conversation.id),
        "cases": transcript.cases,
        "handoffs": transcript.handoffs,
        "promises": transcript.promises,
        "moments": moments,
        "chart": chart_of(turns),
        "turn_count": len(turns),
    }


def _link(chosen: dict[str, str], page: int) -> str:
    kept = {name: value for name, value in chosen.items() if value}
    return f"/replay?{urlencode({**kept, 'page': page})}"
