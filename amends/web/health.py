"""Says whether the desk, its records and the assistant are well."""

import asyncio
import logging

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from amends.desk.desk import Desk

log = logging.getLogger(__name__)

router = APIRouter()


@router.get("/health")
async def health(request: Request) -> Response:
    """200 {status, assistant, database}; 503 when the records cannot be read.

    An assistant that is away degrades the desk and does not stop it: messages are still kept.
    """
    desk: Desk = request.app.state.desk
    database, assistant = await asyncio.gather(_database(desk), desk.health())
    well = "ok" if assistant.ready else "degraded"
    body = {
        "status": well if database else "failing",
        "assistant": "ready" if assistant.ready else "away",
        "database": "ok" if database else "failing",
    }
    return JSONResponse(body, status_code=200 if database else 503, headers={"Cache-Control": "no-store"})


async def _database(desk: Desk) -> bool:
    try:
        return await desk.database_answers()
    except Exception:
        log.exception("the records cannot be read")
        return False
