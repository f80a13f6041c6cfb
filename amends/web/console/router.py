"""The console's pages; every one of them is for agents only, and looking changes nothing."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from sse_starlette import EventSourceResponse

from amends.records import users
from amends.web.console.canned_router import router as canned
from amends.web.console.deeds import router as deeds
from amends.web.console.events import Watch, hints
from amends.web.console.search_router import router as search
from amends.web.console.showing import conversation_page, lines_since, queue_of, view_of
from amends.web.pages import SECURITY_HEADERS, render
from amends.web.signin.guards import Signed, agents_only
from amends.web.signin.visitor import find_visitor, now_utc, token_of

router = APIRouter(prefix="/console", include_in_schema=False, dependencies=[Depends(agents_only)])
router.include_router(deeds)
router.include_router(search)
router.include_router(canned)


@router.get("")
def show_queue(request: Request, visitor: Signed) -> Response:
    """The queue, with nothing open."""
    return render(request, "console.html", queue_of(request, visitor, None))


@router.get("/queue")
def refresh_queue(
    request: Request, visitor: Signed, current: Annotated[str | None, Query(max_length=64)] = None
) -> Response:
    """The queue alone, for a page that is open already."""
    return render(request, "_queue.html", queue_of(request, visitor, current))


@router.get("/conversations/{conversation_id}")
def show_conversation(request: Request, visitor: Signed, conversation_id: str) -> Response:
    """A conversation with its briefing; reading it changes nothing."""
    return conversation_page(request, visitor, conversation_id)


@router.get("/conversations/{conversation_id}/live")
def refresh_conversation(request: Request, visitor: Signed, conversation_id: str) -> Response:
    """Head and briefing alone, for a page that is open already; its transcript asks for itself."""
    view = view_of(request, visitor, conversation_id, with_lines=False)
    return render(request, "_live.html", {"view": view})


@router.get("/conversations/{conversation_id}/lines")
def show_new_lines(
    request: Request,
    visitor: Signed,
    conversation_id: str,
    after: Annotated[int, Query(ge=0)] = 0,
    notes: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """The entries after number `after`, and the private notes when they are not `notes` many."""
    lines = lines_since(request, visitor, conversation_id, after, notes)
    return render(request, "_lines.html", {"lines": lines})


@router.get("/events")
async def listen(
    request: Request, visitor: Signed, conversation: Annotated[str | None, Query(max_length=64)] = None
) -> Response:
    """The page's live line; while it is open the agent counts as present."""
    database, token = request.app.state.database, token_of(request)
    desk = request.app.state.desk

    def still_signed_in() -> bool:
        found = find_visitor(database, token, now_utc(request))
        if found is None or found.role != "agent":
            return False
        with database.session() as session:
            users.saw_user(session, found.user_id, now_utc(request))
        return True

    watch = Watch(database, conversation, visitor.user_id, desk.options.presence_window_s)
    events = hints(watch, desk.hub, still_signed_in)
    return EventSourceResponse(events, ping=15, headers={**SECURITY_HEADERS, "Cache-Control": "no-store"})
