"""A conversation as a test conversation, with what was corrected as its expectations."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from amends.records.corrections import ACCEPTED, Told
from amends.records.tables import Correction, Turn
from amends.records.transcripts import Transcript
from amends.web.replay.corrections_form import signal_of
from amends.web.replay.corrections_page import mask_of
from amends.web.replay.timeline import text_of

_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


@dataclass
class Expected:
    """What a turn is expected to be read as and to do."""

    intent: str = ""
    band: str = ""
    signals: dict[str, bool] = field(default_factory=dict)
    moves: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The lines under `expect`."""
        if self.intent:
            yield f"intent: {self.intent}"
        if self.band:
            yield f"band: {self.band}"
        if self.signals:
            said = ", ".join(f"{name}: {'true' if seen else 'false'}" for name, seen in self.signals.items())
            yield f"signals: {{{said}}}"
        if self.moves:
            yield f"moves: [{', '.join(self.moves)}]"
        if self.never:
            yield f"never: [{', '.join(self.never)}]"


def scenario_of(transcript: Transcript, told: Sequence[Told], *, keep_moves: bool = False) -> str:
    """The text of a scenario file; with `keep_moves`, uncorrected turns must make the moves they made.

    Only accepted corrections are expected, and personal data is replaced as in everything that is taught.
    """
    accepted = [each.correction for each in told if each.correction.status == ACCEPTED]
    mask = mask_of(transcript)
    by_id = {message.id: message for message in transcript.messages}
    taken: dict[str, None] = {}
    steps: list[str] = []
    for turn in transcript.turns:
        said = [by_id[each] for each in turn.message_ids if each in by_id]
        if said and all(message.button_id for message in said):
            steps += [f"  - press: {quoted(_button(message))}" for message in said]
        else:
            masked = mask.mask(text_of(said))
            taken |= dict.fromkeys(masked.taken)
            steps.append(f"  - say: {quoted(masked.text)}")
        lines = list(expected_of(turn, accepted, keep_moves=keep_moves).lines())
        steps += ["    expect:", *(f"      {line}" for line in lines)] if lines else []
    head = [f"# From the conversation {transcript.conversation.id}."]
    head += [f"# Replaced: {', '.join(taken)}."] if taken else []
    return "\n".join([*head, "steps:", *steps, "at_the_end:", *_end(transcript, accepted), ""])


def expected_of(turn: Turn, accepted: Sequence[Correction], *, keep_moves: bool) -> Expected:
    """What the accepted corrections of a turn ask for."""
    expected = Expected()
    mine = [each for each in accepted if each.turn_number == turn.number]
    for correction in mine:
        if correction.subject == "intent":
            expected.intent = correction.right
        elif correction.subject == "band":
            expected.band = correction.right
        elif correction.subject == "signal":
            name, seen = signal_of(correction.right)
            expected.signals[name] = seen
        else:
            expected.moves += [correction.right] if correction.right else []
            expected.never += [correction.was] if correction.was else []
    if keep_moves and not mine:
        expected.moves = [str(move["move"]) for move in turn.record.get("moves") or ()]
    return expected


def name_of(transcript: Transcript, told: Sequence[Told]) -> str:
    """A file's name that says what it proves."""
    for each in (each.correction for each in told if each.correction.status == ACCEPTED):
        where = f"turn_{each.turn_number}"
        if each.subject == "intent":
            return f"{where}_is_read_as_{each.right}"
        if each.subject == "band":
            return f"{where}_is_read_as_{each.right}"
        if each.subject == "signal":
            name, seen = signal_of(each.right)
            return f"{where}_{'shows' if seen else 'does_not_show'}_{name}"
        return f"{where}_makes_{each.right}" if each.right else f"{where}_does_not_{each.was}"
    return f"conversation_{re.sub('[^a-z0-9]', '', transcript.conversation.id.lower())[:12]}_goes_as_it_went"


def _end(transcript: Transcript, accepted: Sequence[Correction]) -> list[str]:
    lines = ["  no_text_twice: true"]
    # With another move, the conversation may well have ended otherwise.
    if not any(each.subject == "move" for each in accepted):
        reasons = [handoff.reason for handoff in transcript.handoffs]
        lines.append(f"  handoff: {reasons[-1] if reasons else 'false'}")
        lines.append(f"  case: {'true' if transcript.cases else 'false'}")
    return lines


def _button(message: Any) -> str:
    # What follows the colon is this customer's own; the runner presses the first button that starts so.
    return str(message.button_id).partition(":")[0]


def quoted(text: str) -> str:
    """A text in double quotes, with everything escaped that YAML would not read as it stands."""

    def escaped(match: re.Match[str]) -> str:
        return f"\\u{ord(match.group()):04x}"

    quoted: Any = json.dumps(text, ensure_ascii=False)
    return _UNSEEN.sub(escaped, quoted)
