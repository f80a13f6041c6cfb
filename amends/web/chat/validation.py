"""What a customer may send: each refusal has a status, a short code and a sentence that says what to do."""

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from amends.web.chat.machine_text import is_command, is_html

LARGEST_BODY = 64 * 1024
LONGEST_TEXT = 4000
LONGEST_BUTTON_ID = 255
LONGEST_NAME = 200
LONGEST_EMAIL = 320
LONGEST_PAGE = 2000
LONGEST_NUMBER = 15

_CLIENT_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{4,38}")
_ALLOWED_CONTROLS = "\n\t"


class Refusal(Exception):
    """A request that cannot be taken; it changes nothing."""

    def __init__(self, status: int, error: str, detail: str, retry_after_s: int | None = None) -> None:
        """Answer with `status`, a code for programs and a sentence for people."""
        super().__init__(f"{status} {error}: {detail}")
        self.status = status
        self.error = error
        self.detail = detail
        self.retry_after_s = retry_after_s


@dataclass(frozen=True)
class NewMessage:
    """A message that may be stored."""

    client_id: str
    text: str
    button_id: str | None


@dataclass(frozen=True)
class Contact:
    """How to reach a customer; what is None was not given and stays as it is."""

    name: str | None
    email: str | None
    phone: str | None


def parse_object(body: bytes) -> dict[str, Any]:
    """Read a JSON object from UTF-8 bytes; raises Refusal 400 for anything else."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(
            400, "not_utf8", "The request is not valid UTF-8; send JSON encoded as UTF-8."
        ) from None
    try:
        value = json.loads(text)
    # Deep nesting exhausts the parser's stack and absurd numbers its patience; both are just bad JSON here.
    except (ValueError, RecursionError):
        raise Refusal(400, "not_json", "The request is not valid JSON; send one JSON object.") from None
    if not isinstance(value, dict):
        raise Refusal(422, "not_an_object", "The request is JSON but not an object; send one JSON object.")
    return value


def parse_message(body: dict[str, Any]) -> NewMessage:
    """Check a message; raises Refusal (413 when only too long, else 422)."""
    client_id = body.get("client_id")
    if not isinstance(client_id, str) or not _CLIENT_ID.fullmatch(client_id):
        raise Refusal(
            422,
            "bad_client_id",
            "Give the message a client_id of 1 to 64 letters, digits or . _ : - and keep it for retries.",
        )
    text = body.get("text")
    if not isinstance(text, str):
        raise Refusal(422, "no_text", "The message needs a text, as a string.")
    check_text(text)
    check_written_by_hand(text)
    button_id = body.get("button_id")
    if button_id is not None:
        button_id = _line(button_id, "button_id", LONGEST_BUTTON_ID)
    return NewMessage(client_id=client_id, text=text, button_id=button_id)


def check_text(text: str) -> None:
    """Make sure that a text can be stored and shown; raises Refusal 413 or 422."""
    if len(text) > LONGEST_TEXT:
        raise Refusal(
            413,
            "text_too_long",
            f"The text has {len(text)} characters and at most {LONGEST_TEXT} fit; send it in parts.",
        )
    for character in text:
        category = unicodedata.category(character)
        if category == "Cs":
            raise Refusal(
                422, "broken_text", "The text holds half a character (a lone surrogate); repair it."
            )
        if category == "Cc" and character not in _ALLOWED_CONTROLS:
            raise Refusal(
                422,
                "control_character",
                f"The text holds control character U+{ord(character):04X}; send new lines and tabs only.",
            )
    if not is_visible(text):
        raise Refusal(422, "empty_text", "The message is empty; write something and send it again.")


def check_written_by_hand(text: str) -> None:
    """Make sure that a text is meant for people and not for programs; raises Refusal 422."""
    if is_html(text):
        raise Refusal(422, "html", "The message holds HTML; send it as plain text, without tags.")
    if is_command(text):
        raise Refusal(422, "command", "This is a command for programs; say it in your own words.")


def is_visible(text: str) -> bool:
    """Whether a reader would see anything: spaces and invisible format characters alone are nothing."""
    return any(unicodedata.category(character) not in ("Cc", "Cf", "Zs", "Zl", "Zp") for character in text)


def parse_contact(body: dict[str, Any]) -> Contact:
    """Check contact details; raises Refusal 422. At least one must be given."""
    name = _optional_line(body, "name", LONGEST_NAME)
    email = _optional_line(body, "email", LONGEST_EMAIL)
    phone = _optional_line(body, "phone", 40)
    if email is not None and not _EMAIL.fullmatch(email):
        raise Refusal(
            422, "bad_email", "This is not an e-mail address; it should look like name@example.org."
        )
    if phone is not None and not _PHONE.fullmatch(phone):
        raise Refusal(
            422, "bad_phone", "This is not a phone number; use digits, spaces and a leading + only."
        )
    if name is None and email is None and phone is None:
        raise Refusal(422, "no_contact", "Give at least one of name, email and phone.")
    return Contact(name=name, email=email, phone=phone)


def parse_page(body: dict[str, Any]) -> str | None:
    """The address of the page where the conversation was opened, if it was told."""
    return _optional_line(body, "page", LONGEST_PAGE)


def _optional_line(body: dict[str, Any], key: str, longest: int) -> str | None:
    value = body.get(key)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    return _line(value, key, longest)


def _line(value: object, key: str, longest: int) -> str:
    if not isinstance(value, str):
        raise Refusal(422, f"bad_{key}", f"{key} must be a string.")
    line = value.strip()
    if len(line) > longest:
        raise Refusal(422, f"bad_{key}", f"{key} may have at most {longest} characters.")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in line) or not is_visible(line):
        raise Refusal(422, f"bad_{key}", f"{key} must be one line of readable characters.")
    return line


def parse_after(value: str | None) -> int:
    """The number after which a reader wants to go on, 0 for the whole log; raises Refusal 422."""
    if value is None or value == "":
        return 0
    if not (value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER):
        raise Refusal(
            422, "bad_after", "after (or Last-Event-ID) must be the number of the last event you have."
        )
    return int(value)
