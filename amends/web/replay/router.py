"""The replay room's pages; every one of them is for trainers only."""

from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from amends.records import corrections, transcripts
from amends.web.pages import render
from amends.web.plain_words import customer_name
from amends.web.replay import corrections_router, export_router, fork_router, whatif_router
from amends.web.replay.chart import chart_of
from amends.web.replay.finding_page import list_context
from amends.web.replay.timeline import TurnMoment, timeline_of
from amends.web.signin.guards import trainers_only

router = APIRouter(prefix="/replay", include_in_schema=False, dependencies=[Depends(trainers_only)])


@router.get("")
def list_conversations(request: Request) -> Response:
    """Conversations, the newest first; words that are no band, date and so on narrow nothing and say so."""
    return render(request, "replay_list.html", list_context(request))


@router.get("/conversations/{conversation_id}")
def show_replay(request: Request, conversation_id: str) -> Response:
    """One conversation turn by turn, with what was read and why each step was taken."""
    with request.app.state.database.reading() as session:
        transcript = transcripts.read_transcript(session, conversation_id)
        if transcript is None:
            raise HTTPException(404, "There is no such conversation.")
        told = corrections.corrections_of(session, conversation_id)
        review = corrections.review_of(session, conversation_id)
    return render(request, "replay.html", _replay(transcript, told, review))


def _replay(transcript: transcripts.Transcript, told: list[corrections.Told], review: Any) -> dict[str, Any]:
    moments = timeline_of(transcript)
    name = transcript.customer.name if transcript.customer else None
    turns = [moment for moment in moments if isinstance(moment, TurnMoment)]
    by_turn: dict[int, list[corrections.Told]] = {}
    for each in told:
        by_turn.setdefault(each.correction.turn_number, []).append(each)
    return {
        "conversation": transcript.conversation,
        "customer": customer_name(name, transcript.conversation.id),
        "cases": transcript.cases,
        "handoffs": transcript.handoffs,
        "promises": transcript.promises,
        "moments": moments,
        "chart": chart_of(turns, transcript.handoffs, transcript.names),
        "turn_count": len(turns),
        "corrections": by_turn,
        "reviewed": _reviewed(review, transcript.conversation.turn_count),
    }


def _reviewed(review: Any, turn_count: int) -> dict[str, Any] | None:
    if review is None:
        return None
    row, name = review
    return {"by": name, "at": row.made_at, "stale": row.turn_count < turn_count}


for part in (corrections_router, export_router, whatif_router, fork_router):
    router.include_router(part.router)
