"""The address of the ready texts; the console's router, which lets in agents only, carries it."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse

from amends.casework.clocks import BusinessHours
from amends.records import dossiers, spoken
from amends.rulebook import house_catalogue, house_rulebook
from amends.web.console.canned import ready_texts
from amends.web.console.canned_menu import HEADINGS
from amends.web.console.doing import NO_CONVERSATION
from amends.web.pages import SECURITY_HEADERS, render
from amends.web.signin.guards import Signed
from amends.web.signin.visitor import now_utc

router = APIRouter(include_in_schema=False)

MAX_SEARCH = 100


@router.get("/manner")
def tell_manner(visitor: Signed) -> JSONResponse:
    """What drafts are looked at for: `{phrases, sentences, words}`; the last two count when hostile."""
    book = house_rulebook()
    manner = {
        "phrases": list(book.brand.banned_phrases),
        "sentences": book.playbook.hostile_sentences,
        "words": book.playbook.hostile_sentence_words,
    }
    return JSONResponse(manner, headers={**SECURITY_HEADERS, "Cache-Control": "private, max-age=600"})


@router.get("/conversations/{conversation_id}/canned")
def offer_ready_texts(
    request: Request,
    visitor: Signed,
    conversation_id: str,
    q: Annotated[str, Query(max_length=MAX_SEARCH)] = "",
    move: Annotated[str, Query(max_length=32)] = "",
) -> Response:
    """The texts that fit this conversation now, narrowed by words (`q`) or to one move."""
    if move and move not in HEADINGS:
        raise HTTPException(404, "There is no such move.")
    with request.app.state.database.reading() as session:
        dossier = dossiers.read_dossier(session, conversation_id)
        # Agents see what a person was asked for; the rest is between the customer and the assistant.
        if dossier is None or not dossier.handoffs:
            raise HTTPException(404, NO_CONVERSATION)
        said = spoken.spoken_texts(session, conversation_id)
    groups = ready_texts(
        dossier,
        said,
        visitor.name,
        house_catalogue(),
        house_rulebook(),
        now_utc(request),
        BusinessHours(),
        search=q,
        move=move,
    )
    return render(request, "_canned.html", {"groups": groups, "search": q})
