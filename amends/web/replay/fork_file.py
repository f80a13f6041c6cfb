"""A fork as a test conversation: what was really said up to its turn, then what was typed."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from amends.coaching.comparison import names_of
from amends.records.transcripts import Transcript
from amends.web.replay.corrections_page import words_of
from amends.web.replay.export_scenario import quoted
from amends.web.replay.fork_page import Message
from amends.web.replay.masking import Mask


def scenario_of(
    transcript: Transcript,
    turn_number: int,
    messages: Sequence[Message],
    records: Sequence[dict[str, Any]],
    mask: Mask,
) -> str:
    """The text of a scenario that expects the moves which the fork showed; personal data is replaced."""
    lines = [f"# A fork of the conversation {transcript.conversation.id} at turn {turn_number}.", "steps:"]
    by_id = {message.id: message for message in transcript.messages}
    for turn in transcript.turns:
        if turn.number < turn_number:
            said = [by_id[one] for one in turn.message_ids if one in by_id]
            pressed = [str(one.button_id) for one in said if one.button_id]
            lines += _steps(pressed if len(pressed) == len(said) else [], words_of(transcript, turn), mask)
    for message, record in zip(messages, records, strict=True):
        lines += _steps([message.button_id] if message.button_id else [], message.text, mask)
        moves = names_of(record)
        if moves:
            lines += ["    expect:", f"      moves: [{', '.join(moves)}]"]
    return "\n".join([*lines, "at_the_end:", "  no_text_twice: true", ""])


def name_of(conversation_id: str, turn_number: int) -> str:
    """A file's name until the trainer finds a sentence for it."""
    return f"conversation_{re.sub('[^a-z0-9]', '', conversation_id.lower())[:12]}_forked_at_{turn_number}"


def _steps(pressed: Sequence[str], text: str, mask: Mask) -> Iterator[str]:
    if pressed:
        # What follows the colon is this customer's own; the runner presses the first button that starts so.
        yield from (f"  - press: {quoted(button.partition(':')[0])}" for button in pressed)
    else:
        yield f"  - say: {quoted(mask.mask(text).text)}"
