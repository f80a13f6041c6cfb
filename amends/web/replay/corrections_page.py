"""The pages on which corrections are made and judged: what they show."""

from typing import Any

from fastapi import HTTPException, Request

from amends.records import corrections, transcripts
from amends.records.corrections import Told
from amends.records.transcripts import Transcript
from amends.web.plain_words import customer_name
from amends.web.replay import known
from amends.web.replay.corrections_form import one_line, read_as
from amends.web.replay.masking import Mask, Masked
from amends.web.replay.timeline import text_of
from amends.web.signin.visitor import Visitor

PER_PAGE = 30
STATUSES = ("open", "accepted", "rejected")


def open_transcript(request: Request, conversation_id: str) -> Transcript:
    """The conversation, or 404."""
    with request.app.state.database.reading() as session:
        transcript = transcripts.read_transcript(session, conversation_id)
    if transcript is None:
        raise HTTPException(404, "There is no such conversation.")
    return transcript


def turn_of(transcript: Transcript, number: int) -> Any:
    """The turn with a number, or 404."""
    turn = next((turn for turn in transcript.turns if turn.number == number), None)
    if turn is None:
        raise HTTPException(404, "This conversation has no such turn.")
    return turn


def words_of(transcript: Transcript, turn: Any) -> str:
    """What the customer said in a turn."""
    by_id = {message.id: message for message in transcript.messages}
    return text_of([by_id[each] for each in turn.message_ids if each in by_id])


def mask_of(transcript: Transcript) -> Mask:
    """A mask that knows the customer's name."""
    return Mask([transcript.customer.name] if transcript.customer else [])


def teachable(transcript: Transcript, turn: Any) -> Masked:
    """The customer's words of a turn as they may be taught."""
    return mask_of(transcript).mask(one_line(words_of(transcript, turn)))


def form_context(transcript: Transcript, number: int, fields: dict[str, str], refused: str) -> dict[str, Any]:
    """What the form for a turn shows; `fields` are what was filled in before."""
    turn = turn_of(transcript, number)
    name = transcript.customer.name if transcript.customer else None
    return {
        "conversation": transcript.conversation,
        "customer": customer_name(name, transcript.conversation.id),
        "number": number,
        "said": words_of(transcript, turn),
        "was": read_as(turn.record),
        "choices": known.choices(),
        "fields": fields,
        "refused": refused,
    }


def list_context(
    request: Request, visitor: Visitor, status: str, before: int | None, refused: dict[int, Any] | None = None
) -> dict[str, Any]:
    """What the page of corrections shows; `refused` are texts that could not be accepted, and why."""
    status = status if status in STATUSES else ""
    with request.app.state.database.reading() as session:
        told = corrections.list_corrections(session, status=status, before=before, limit=PER_PAGE + 1)
        alone = corrections.is_the_only_trainer(session, visitor.user_id)
        accepted = corrections.taught(session)
        undecided = corrections.count_open(session)
        of: dict[str, Transcript | None] = {
            each: transcripts.read_transcript(session, each)
            for each in {each.correction.conversation_id for each in told[:PER_PAGE]}
        }
        rows = [
            _row(transcript, each, visitor, alone)
            for each in told[:PER_PAGE]
            if (transcript := of[each.correction.conversation_id])
        ]
    return {
        "status": status,
        "statuses": STATUSES,
        "rows": rows,
        "refused": refused or {},
        "older": told[PER_PAGE - 1].correction.id if len(told) > PER_PAGE else None,
        "paged": before is not None,
        "undecided": undecided,
        "examples": sum(1 for each in accepted if each.correction.subject == "intent"),
        "readings": sum(1 for each in accepted if each.correction.subject in ("band", "signal")),
        "conversations": list(dict.fromkeys(each.correction.conversation_id for each in accepted)),
        "alone": alone,
    }


def _row(transcript: Transcript, told: Told, visitor: Visitor, alone: bool) -> dict[str, Any]:
    correction = told.correction
    turn = turn_of(transcript, correction.turn_number)
    name = transcript.customer.name if transcript.customer else None
    return {
        "told": told,
        "customer": customer_name(name, correction.conversation_id),
        "said": words_of(transcript, turn),
        "masked": teachable(transcript, turn).taken,
        "mine": correction.made_by == visitor.user_id,
        "judge": correction.status == "open" and (alone or correction.made_by != visitor.user_id),
        "taught": correction.subject != "move",
    }
