"""What the desk posts to the channel, checked before anything else sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.rehearsal_request import RehearsalRequest, parse_rehearsal, running_as

MAX_BODY_BYTES = 2_000_000
MAX_TEXT_CHARS = 4_000
MAX_MESSAGES = 50
MAX_TEXTS_TO_READ = 500

_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_.:-]{1,128}")
_BUTTON_ID = re.compile(r"[a-z][a-z0-9_]{0,63}(:[^\x00-\x1f]{1,200})?")


class BadRequest(ValueError):
    """The body is not what the contract says; the message names the field and never repeats its content."""


@dataclass(frozen=True)
class IncomingMessage:
    """One message of the customer: typed text, a button that was pressed, or a button with its words."""

    message_id: str
    text: str
    button_id: str | None


@dataclass(frozen=True)
class TurnRequest:
    """Everything one turn starts from; the same request and model give the same turn."""

    conversation_id: str
    messages: tuple[IncomingMessage, ...]
    state: Mapping[str, Any]
    customer: Mapping[str, Any]
    history: Mapping[str, Any]
    duty: Mapping[str, Any]
    rehearsal: RehearsalRequest | None = None

    @property
    def running_as(self) -> str:
        """The name under which the turn runs: a rehearsal must not get into its conversation's own turn."""
        return running_as(self.conversation_id, self.rehearsal)

    @property
    def message_id(self) -> str:
        """The id under which actions of this turn are done once: that of the last message."""
        return self.messages[-1].message_id

    @property
    def button_id(self) -> str | None:
        """The last button pressed in the burst, if any."""
        return next((m.button_id for m in reversed(self.messages) if m.button_id), None)


def parse_turn(body: bytes) -> TurnRequest:
    """Read the body of `POST /turn`; raises BadRequest."""
    fields = _json_object(body)
    return TurnRequest(
        conversation_id=_matching(fields, "conversation_id", _IDENTIFIER),
        messages=_messages(fields.get("messages")),
        state=_object(fields, "state"),
        customer=_object(fields, "customer"),
        history=_object(fields, "history"),
        duty=_object(fields, "duty"),
        rehearsal=_rehearsal(fields),
    )


def parse_texts(body: bytes) -> tuple[str, ...]:
    """Read the body of `POST /read`; raises BadRequest."""
    texts = _json_object(body).get("texts")
    if not isinstance(texts, list) or not 1 <= len(texts) <= MAX_TEXTS_TO_READ:
        raise BadRequest(f"texts must be a list of 1 to {MAX_TEXTS_TO_READ} texts")
    return tuple(_text(text, f"texts[{number}]") for number, text in enumerate(texts))


def _json_object(body: bytes) -> dict[str, Any]:
    if len(body) > MAX_BODY_BYTES:
        raise BadRequest(f"the body is larger than {MAX_BODY_BYTES} bytes")
    try:
        fields = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise BadRequest("the body is not JSON in UTF-8") from None
    if not isinstance(fields, dict):
        raise BadRequest("the body must be a JSON object")
    return fields


def _no_constant(_: str) -> Any:
    raise ValueError("NaN and Infinity are not JSON")


def _messages(value: Any) -> tuple[IncomingMessage, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_MESSAGES:
        raise BadRequest(f"messages must be a list of 1 to {MAX_MESSAGES} messages")
    return tuple(_message(item, f"messages[{number}]") for number, item in enumerate(value))


def _message(value: Any, place: str) -> IncomingMessage:
    if not isinstance(value, dict):
        raise BadRequest(f"{place} must be an object")
    button_id = value.get("button_id")
    if button_id is not None:
        button_id = _matching(value, "button_id", _BUTTON_ID, place)
    text = value.get("text")
    return IncomingMessage(
        message_id=_matching(value, "message_id", _MESSAGE_ID, place),
        text="" if text is None and button_id else _text(text, f"{place}.text"),
        button_id=button_id,
    )


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str):
        raise BadRequest(f"{place} must be a text")
    if not value.strip():
        raise BadRequest(f"{place} is empty")
    if len(value) > MAX_TEXT_CHARS:
        raise BadRequest(f"{place} is longer than {MAX_TEXT_CHARS} characters")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise BadRequest(f"{place} is not valid Unicode") from None
    return value


def _matching(fields: Mapping[str, Any], name: str, pattern: re.Pattern[str], place: str = "") -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise BadRequest(f"{f'{place}.' if place else ''}{name} is missing or malformed")
    return value


def _rehearsal(fields: Mapping[str, Any]) -> RehearsalRequest | None:
    try:
        return parse_rehearsal(fields)
    except ValueError as error:
        raise BadRequest(str(error)) from None


def _object(fields: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = fields.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadRequest(f"{name} must be an object")
    return value
