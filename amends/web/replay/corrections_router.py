"""What trainers do to turns: correct them, judge the corrections of others, note what they looked through."""

import logging
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request, Response

from amends.records import corrections
from amends.records.corrections import AlreadyJudged, OwnCorrection, UnknownCorrection
from amends.web.pages import redirect, render
from amends.web.replay.corrections_form import (
    LONGEST_NOTE,
    LONGEST_TEXT,
    BadCorrection,
    one_line,
    read_as,
    wrongs_of,
)
from amends.web.replay.corrections_page import (
    form_context,
    list_context,
    mask_of,
    open_transcript,
    teachable,
    turn_of,
)
from amends.web.row_id import RowId
from amends.web.signin.guards import Signed
from amends.web.signin.visitor import now_utc

router = APIRouter(include_in_schema=False)
log = logging.getLogger(__name__)

Field = Annotated[str, Form(max_length=64)]
OWN = "Your own correction is judged by another trainer. You can take it back while it is open."


@router.get("/conversations/{conversation_id}/turns/{number}/correct")
def show_form(request: Request, conversation_id: str, number: RowId) -> Response:
    """The form for one turn: a page of its own, or a piece of the replay page."""
    context = form_context(open_transcript(request, conversation_id), number, {}, "")
    template = "_correct.html" if request.headers.get("HX-Request") else "replay_correct.html"
    return render(request, template, context)


@router.post("/conversations/{conversation_id}/turns/{number}/corrections")
def correct(
    request: Request,
    visitor: Signed,
    conversation_id: str,
    number: RowId,
    intent: Field = "",
    band: Field = "",
    signal: Field = "",
    move_was: Field = "",
    move_right: Field = "",
    note: Annotated[str, Form(max_length=LONGEST_NOTE)] = "",
) -> Response:
    """Say what was wrong in a turn and what would have been right."""
    transcript = open_transcript(request, conversation_id)
    turn = turn_of(transcript, number)
    fields = {"intent": intent, "band": band, "signal": signal}
    fields |= {"move_was": move_was, "move_right": move_right}
    try:
        wrongs = wrongs_of(fields, read_as(turn.record))
    except BadCorrection as error:
        context = form_context(transcript, number, {**fields, "note": note}, str(error))
        return render(request, "replay_correct.html", context, status=422)
    with request.app.state.database.session() as session:
        corrections.write_corrections(
            session,
            conversation_id,
            number,
            wrongs,
            note=note.strip(),
            text=teachable(transcript, turn).text,
            made_by=visitor.user_id,
            at=now_utc(request),
        )
    subjects = ", ".join(wrong.subject for wrong in wrongs)
    log.info("user %d corrected turn %d of %s: %s", visitor.user_id, number, conversation_id, subjects)
    return redirect(f"/replay/conversations/{conversation_id}#turn-{number}")


@router.post("/conversations/{conversation_id}/review")
def review(
    request: Request,
    visitor: Signed,
    conversation_id: str,
    turns: Annotated[int | None, Form(ge=0, lt=2**31)] = None,
) -> Response:
    """Note that this trainer has looked through the conversation, as far as their page showed it."""
    with request.app.state.database.session() as session:
        by, at = visitor.user_id, now_utc(request)
        if not corrections.look_through(session, conversation_id, by=by, at=at, turns=turns):
            raise HTTPException(404, "There is no such conversation.")
    log.info("user %d reviewed %s", visitor.user_id, conversation_id)
    return redirect(f"/replay/conversations/{conversation_id}")


@router.get("/corrections")
def list_corrections(
    request: Request,
    visitor: Signed,
    status: Annotated[str, Query(max_length=16)] = "open",
    before: Annotated[int | None, Query(ge=1, lt=2**31)] = None,
) -> Response:
    """Corrections by where they stand, the newest first, with the way to judge and to export them."""
    return render(request, "replay_corrections.html", list_context(request, visitor, status, before))


@router.post("/corrections/{correction_id}/accept")
def accept(
    request: Request,
    visitor: Signed,
    correction_id: RowId,
    text: Annotated[str, Form(max_length=LONGEST_TEXT)] = "",
    checked: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """Accept a correction, with the words that may be taught; refused while they hold personal data."""
    words = one_line(text)
    if problem := _problem(request, correction_id, words, checked == "yes"):
        context = list_context(request, visitor, "open", None, {correction_id: (problem, words)})
        return render(request, "replay_corrections.html", context, status=422)
    return _judge(request, visitor.user_id, correction_id, accepted=True, text=words)


@router.post("/corrections/{correction_id}/reject")
def reject(request: Request, visitor: Signed, correction_id: RowId) -> Response:
    """Reject a correction; it stays on record."""
    return _judge(request, visitor.user_id, correction_id, accepted=False, text=None)


@router.post("/corrections/{correction_id}/take-back")
def take_back(request: Request, visitor: Signed, correction_id: RowId) -> Response:
    """Take back one's own correction before anybody has judged it."""
    try:
        with request.app.state.database.session() as session:
            conversation_id = corrections.take_back(session, correction_id, by=visitor.user_id)
    except UnknownCorrection as error:
        raise HTTPException(404, "There is no such correction of yours.") from error
    except AlreadyJudged as error:
        raise HTTPException(409, "This correction has been judged, so it stays.") from error
    log.info("user %d took back correction %d", visitor.user_id, correction_id)
    return redirect(f"/replay/conversations/{conversation_id}")


def _problem(request: Request, correction_id: int, text: str, checked: bool) -> str:
    with request.app.state.database.reading() as session:
        correction = corrections.read_correction(session, correction_id)
    if correction is None:
        raise HTTPException(404, "There is no such correction.")
    if correction.subject == "move":
        return ""
    if not text:
        return "Without words there is nothing to teach."
    left = mask_of(open_transcript(request, correction.conversation_id)).left_in(text)
    if left and not checked:
        return f"The words still seem to hold {' and '.join(left)}. Put something invented in its place."
    return ""


def _judge(request: Request, user_id: int, correction_id: int, **how: Any) -> Response:
    try:
        with request.app.state.database.session() as session:
            row = corrections.judge(session, correction_id, by=user_id, at=now_utc(request), **how)
    except UnknownCorrection as error:
        raise HTTPException(404, "There is no such correction.") from error
    except AlreadyJudged as error:
        raise HTTPException(409, f"{error} has judged this correction already.") from error
    except OwnCorrection as error:
        raise HTTPException(403, OWN) from error
    log.info("user %d judged correction %d: %s", user_id, correction_id, row.status)
    return redirect("/replay/corrections")
