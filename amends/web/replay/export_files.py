"""Accepted corrections as the files that the assistant learns from: data/nlu and data/readings."""

import json
import re
from collections.abc import Iterable, Sequence

from amends.records.corrections import Taught
from amends.rulebook.nlu_file import VERSION
from amends.web.replay import known
from amends.web.replay.corrections_form import one_line, read_as, signal_of

NLU_HEAD = """\
# Messages that trainers corrected, accepted by a second one; look at them, then put the file into data/nlu.
"""
# Rasa takes words in square brackets for entities.
_BRACKETS = str.maketrans("[]", "()")


def nlu_file(taught: Iterable[Taught]) -> str:
    """The intents that would have been right, with their messages, as Rasa YAML; "" when there are none."""
    examples: dict[str, list[str]] = {}
    for each in taught:
        if each.correction.subject == "intent" and (text := _example(each.correction.text)):
            texts = examples.setdefault(each.correction.right, [])
            if text not in texts:
                texts.append(text)
    if not examples:
        return ""
    order = {name: number for number, name in enumerate(known.intents())}
    blocks = [
        f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in examples[intent])
        for intent in sorted(examples, key=lambda name: order.get(name, len(order)))
    ]
    return f'{NLU_HEAD}version: "{VERSION}"\nnlu:\n' + "".join(blocks)


def readings_file(taught: Iterable[Taught]) -> str:
    """One row per corrected turn, with the band and all the signals that would have been right."""
    turns: dict[tuple[str, int], list[Taught]] = {}
    for each in taught:
        if each.correction.subject in ("band", "signal"):
            turns.setdefault((each.correction.conversation_id, each.correction.turn_number), []).append(each)
    rows = [json.dumps(row, ensure_ascii=False) for row in map(_row, turns.values()) if row["text"]]
    return "".join(f"{row}\n" for row in dict.fromkeys(rows))


def _row(corrections: Sequence[Taught]) -> dict[str, object]:
    was = read_as(corrections[0].record)
    row: dict[str, object] = {"text": _words(corrections[-1].correction.text)}
    signals = dict(was.signals)
    for each in corrections:
        if each.correction.subject == "band":
            row["band"] = each.correction.right
        else:
            name, seen = signal_of(each.correction.right)
            signals[name] = seen
    # A row with signals says of every signal whether it is there; a row about the band says nothing of them.
    if any(each.correction.subject == "signal" for each in corrections):
        row["signals"] = [name for name, seen in signals.items() if seen]
    return row


def _example(text: str) -> str:
    # A sign of a list at the start would be taken off again by Rasa's reader.
    return re.sub(r"^[-\s]+", "", _words(text).translate(_BRACKETS))


def _words(text: str) -> str:
    return one_line(text)
