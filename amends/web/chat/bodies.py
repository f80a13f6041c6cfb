"""Reads a request's body with a cap, so that nobody can fill the memory with one."""

from fastapi import Request

from amends.web.chat.validation import LARGEST_BODY, Refusal


async def read_json_body(request: Request) -> bytes:
    """The raw body of a JSON request; raises Refusal 415, 413 or 400 before anything is parsed."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type != "application/json":
        raise Refusal(415, "not_json_type", "Send the request with Content-Type: application/json.")
    announced = request.headers.get("content-length", "0")
    if not announced.isdigit():
        raise Refusal(
            400, "bad_length", "The Content-Length is not a number; send it again with a right one."
        )
    if int(announced) > LARGEST_BODY:
        raise _too_large()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise _too_large()
    return bytes(body)


def _too_large() -> Refusal:
    return Refusal(
        413, "body_too_large", f"The request has more than {LARGEST_BODY // 1024} KiB; send less at a time."
    )
