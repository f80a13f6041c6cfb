"""Turns what the desk refuses into answers that say what to do."""

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from amends.desk.errors import (
    ButtonNotOffered,
    ClientIdReused,
    TooManyWaiting,
    UnknownConversation,
    WrongToken,
)
from amends.web.chat.validation import Refusal
from amends.web.refused import REASONS, because

RETRY_AFTER_S = 5

DESK_REFUSALS: dict[type[Exception], Refusal] = {
    UnknownConversation: Refusal(
        404, "unknown_conversation", "There is no such conversation; open one with POST /chat/conversations."
    ),
    WrongToken: Refusal(
        401,
        "wrong_token",
        "This token does not open the conversation; send the one given when it was opened.",
    ),
    ClientIdReused: Refusal(
        409, "client_id_reused", "This client_id belongs to another message; give each message a new one."
    ),
    ButtonNotOffered: Refusal(
        422,
        "button_not_offered",
        "This button was not offered in the conversation; send the text without it.",
    ),
    TooManyWaiting: Refusal(
        429,
        "too_many_waiting",
        "Many of your messages still wait for an answer; keep this one and send it again in a few seconds.",
        RETRY_AFTER_S,
    ),
}


async def answer_refusal(request: Request, error: Exception) -> Response:
    """The JSON answer {error, detail} to a Refusal or to one of the desk's own errors."""
    refusal = error if isinstance(error, Refusal) else DESK_REFUSALS[type(error)]
    if refusal.status in REASONS:
        because(request, refusal.error)
    headers = {"Cache-Control": "no-store"}
    if refusal.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if refusal.retry_after_s is not None:
        headers["Retry-After"] = str(refusal.retry_after_s)
    # A body that was refused unread must not be taken for the next request on the same connection.
    if refusal.status in (413, 415):
        headers["Connection"] = "close"
    body = {"error": refusal.error, "detail": refusal.detail}
    return JSONResponse(body, status_code=refusal.status, headers=headers)
