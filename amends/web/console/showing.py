"""Reads what the console's pages show and turns it into answers; every page of the room is made here."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from amends.casework.handoff import HELD, WRAP_UPS
from amends.records import callbacks, dossiers, ids, log_lines, notes, queue, staffing
from amends.web.console.conversation_page import ConversationView, conversation_view
from amends.web.console.doing import NO_CONVERSATION, Refused
from amends.web.console.lines import Line, lines_of
from amends.web.console.live import live_ledger
from amends.web.console.queue_page import queue_context
from amends.web.pages import SECURITY_HEADERS, redirect, render
from amends.web.signin.visitor import Visitor, now_utc


def conversation_path(conversation_id: str) -> str:
    """Where a conversation is shown."""
    return f"/console/conversations/{conversation_id}"


def view_of(
    request: Request, visitor: Visitor, conversation_id: str, *, with_lines: bool = True
) -> ConversationView:
    """A conversation as this agent sees it; raises 404 for one that no person was ever asked for."""
    with request.app.state.database.reading() as session:
        dossier = dossiers.read_dossier(session, conversation_id)
        # Agents see what a person was asked for; the rest is between the customer and the assistant.
        if dossier is None or not dossier.handoffs:
            raise HTTPException(404, NO_CONVERSATION)
        entries = log_lines.lines_after(session, conversation_id) if with_lines else []
    return conversation_view(dossier, entries, visitor.user_id, now_utc(request))


def lines_since(
    request: Request, visitor: Visitor, conversation_id: str, after: int, notes_shown: int
) -> list[Line]:
    """What a page that shows the log up to `after` and so many notes lacks; raises 404 as `view_of` does."""
    with request.app.state.database.reading() as session:
        shown, customer = log_lines.customer_of_handed_over(session, conversation_id)
        if not shown:
            raise HTTPException(404, NO_CONVERSATION)
        entries = log_lines.lines_after(session, conversation_id, after)
        written = notes.notes_of(session, conversation_id)
    # All of them where the number differs: clocks of two desks may sort a note before one that is shown.
    fresh = written if len(written) != notes_shown else []
    return lines_of(entries, fresh, visitor.user_id, customer)


def queue_of(request: Request, visitor: Visitor, current: str | None) -> Mapping[str, Any]:
    """What the queue shows to this agent; `current` is the conversation that is open beside it."""
    now, window_s = now_utc(request), request.app.state.desk.options.presence_window_s
    with request.app.state.database.reading() as session:
        entries = [_felt(session, entry, visitor.user_id) for entry in queue.open_handoffs(session, now)]
        due = callbacks.callbacks_due(session, now)
        at_work = staffing.agents_at_work(session, now, window_s, visitor.user_id)
    return queue_context(entries, due, at_work, visitor.user_id, now, current)


def _felt(session: Any, entry: queue.QueueEntry, reader_id: int) -> queue.QueueEntry:
    """The reader's own conversations with the ledger as it stands now, which is what their head shows."""
    if entry.agent_id != reader_id or entry.status not in HELD:
        return entry
    dossier = dossiers.read_dossier(session, entry.conversation_id)
    live = live_ledger(dossier.record, dossier.scores, dossier.held) if dossier else None
    return replace(entry, score=live.score, band=live.band) if live else entry


def conversation_page(
    request: Request,
    visitor: Visitor,
    conversation_id: str,
    *,
    notice: str | None = None,
    status: int = 200,
    draft: str = "",
    note_draft: str = "",
) -> Response:
    """The whole page of a conversation; `notice` says why something was not done, drafts are kept in it."""
    known = {
        "view": view_of(request, visitor, conversation_id),
        "wrap_ups": WRAP_UPS,
        "notice": notice,
        "draft": draft,
        "note_draft": note_draft,
        "client_id": ids.new_id(),
        "note_id": ids.new_id(),
    }
    context = {**queue_of(request, visitor, conversation_id), **known}
    return render(request, "conversation.html", context, status=status)


async def answer_deed(
    request: Request, visitor: Visitor, conversation_id: str, refused: Refused | None, **drafts: str
) -> Response:
    """After something was done or refused: the page for people, a bare answer for the page's script."""
    if request.headers.get("HX-Request"):
        if refused is None:
            return Response(status_code=204, headers=dict(SECURITY_HEADERS))
        headers = {**SECURITY_HEADERS, "Amends-Refusal": refused.code}
        return Response(refused.words, 409, headers, media_type="text/plain")
    if refused is None:
        return redirect(conversation_path(conversation_id))
    return await run_in_threadpool(
        conversation_page, request, visitor, conversation_id, notice=refused.words, status=409, **drafts
    )
