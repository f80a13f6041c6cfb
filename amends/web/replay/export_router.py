"""Corrections and conversations as files to take along; nothing is ever written into data/ from here."""

import logging
import re
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response

from amends.records import corrections
from amends.rulebook.scenario_file import load_scenario
from amends.rulebook.source import RulebookError
from amends.web.pages import SECURITY_HEADERS, render
from amends.web.plain_words import customer_name
from amends.web.replay.corrections_page import mask_of, open_transcript
from amends.web.replay.export_files import nlu_file, readings_file
from amends.web.replay.export_scenario import name_of, scenario_of
from amends.web.signin.guards import Signed

router = APIRouter(include_in_schema=False)
log = logging.getLogger(__name__)

LONGEST_TEST = 200_000


@router.get("/corrections/nlu.yml")
def export_intents(request: Request, visitor: Signed) -> Response:
    """The accepted intents as a file for data/nlu."""
    with request.app.state.database.reading() as session:
        text = nlu_file(corrections.taught(session))
    log.info("user %d exported the corrected intents", visitor.user_id)
    return _file("corrections.yml", text, "application/yaml")


@router.get("/corrections/readings.jsonl")
def export_readings(request: Request, visitor: Signed) -> Response:
    """The accepted bands and signals as a file for data/readings."""
    with request.app.state.database.reading() as session:
        text = readings_file(corrections.taught(session))
    log.info("user %d exported the corrected readings", visitor.user_id)
    return _file("corrections.jsonl", text, "application/jsonl")


@router.get("/conversations/{conversation_id}/test")
def show_test(request: Request, conversation_id: str, moves: str = "") -> Response:
    """The conversation as a test conversation, to be looked at and edited before it is taken along."""
    transcript = open_transcript(request, conversation_id)
    told = _told(request, conversation_id)
    text = scenario_of(transcript, told, keep_moves=moves == "keep")
    return _test_page(request, conversation_id, text, name_of(transcript, told), moves == "keep", "")


@router.post("/conversations/{conversation_id}/test")
def take_test(
    request: Request,
    visitor: Signed,
    conversation_id: str,
    text: Annotated[str, Form(max_length=LONGEST_TEST)] = "",
    name: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """The edited test as a file; one that the runner could not read is refused with its line."""
    text = text.replace("\r\n", "\n")
    file = Path(f"{_file_name(name)}.yml")
    try:
        load_scenario(file, text)
    except RulebookError as error:
        return _test_page(request, conversation_id, text, file.stem, False, str(error), status=422)
    log.info("user %d exported %s as a test", visitor.user_id, conversation_id)
    return _file(file.name, text, "application/yaml")


def _test_page(
    request: Request,
    conversation_id: str,
    text: str,
    name: str,
    keep: bool,
    refused: str,
    status: int = 200,
) -> Response:
    transcript = open_transcript(request, conversation_id)
    customer = transcript.customer.name if transcript.customer else None
    told = _told(request, conversation_id)
    context = {
        "conversation": transcript.conversation,
        "customer": customer_name(customer, conversation_id),
        "text": text,
        "name": name,
        "keep": keep,
        "refused": refused,
        "left": mask_of(transcript).left_in(text.partition("steps:")[2]),
        "expected": sum(1 for each in told if each.correction.status == corrections.ACCEPTED),
        "undecided": sum(1 for each in told if each.correction.status == corrections.OPEN),
    }
    return render(request, "replay_test.html", context, status=status)


def _told(request: Request, conversation_id: str) -> list[corrections.Told]:
    with request.app.state.database.reading() as session:
        return corrections.corrections_of(session, conversation_id)


def _file_name(name: str) -> str:
    return re.sub("[^a-z0-9]+", "_", name.lower()).strip("_")[:120] or "conversation"


def _file(name: str, text: str, kind: str) -> Response:
    if not text:
        raise HTTPException(404, "There is nothing accepted to take along yet.")
    headers = {**SECURITY_HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=f"{kind}; charset=utf-8", headers=headers)
