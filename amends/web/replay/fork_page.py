"""A fork as its page shows it: what was said before, what was typed since, and which buttons are offered."""

from dataclasses import dataclass
from typing import Any

from amends.records.transcripts import Transcript
from amends.web.replay.corrections_page import words_of
from amends.web.replay.rehearsing import Played, played


@dataclass(frozen=True)
class Message:
    """What the customer might have said: words, or a button with its words."""

    text: str
    button_id: str = ""

    def to_dict(self) -> dict[str, str]:
        """As the turn contract wants it."""
        return {"text": self.text, **({"button_id": self.button_id} if self.button_id else {})}

    def to_list(self) -> list[str]:
        """As the form carries it along."""
        return [self.text, self.button_id]


def messages_of(carried: Any) -> list[Message]:
    """Read back what the form carried; raises ValueError for anything else."""
    if not isinstance(carried, list):
        raise ValueError("no list of messages")
    for item in carried:
        pair = isinstance(item, list) and len(item) == 2 and all(isinstance(one, str) for one in item)
        if not pair or not item[0].strip():
            raise ValueError("no message")
    return [Message(text, button_id) for text, button_id in carried]


def before(transcript: Transcript, turn_number: int) -> list[Played]:
    """The turns before a turn, the first one first."""
    earlier = [turn for turn in transcript.turns if turn.number < turn_number]
    return [played(turn.record, words_of(transcript, turn)) for turn in earlier]


def really_said(transcript: Transcript, turn_number: int) -> str:
    """What the customer really said in a turn; empty behind the last one."""
    turn = next((turn for turn in transcript.turns if turn.number == turn_number), None)
    return words_of(transcript, turn) if turn is not None else ""


def offered_in(replies: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The buttons under the latest words, each once."""
    buttons = {button["id"]: button for reply in replies for button in reply.get("buttons") or ()}
    return list(buttons.values())
