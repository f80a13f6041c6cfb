"""Says in one sentence where two runs of a conversation part, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amends.coaching.comparison import (
    DONE,
    HANDOFF,
    Turn,
    band_of,
    handoff_of,
    intent_of,
    names_of,
    replies_of,
    rule_of,
    score_of,
)

# Moves as what somebody does.
VERBS = {
    "acknowledge": "acknowledge",
    "validate": "validate",
    "apologise": "apologise",
    "paraphrase": "sum up",
    "clarify": "ask",
    "inform": "inform",
    "offer_options": "offer remedies",
    "commit": "commit to something",
    "set_boundary": "set a boundary",
    "offer_handoff": "offer a person",
    "hand_off": "bring in a person",
    "check_fixed": "check that it is fixed",
    "thank": "thank",
    "re_engage": "come back to the matter",
    "close": "close",
}


@dataclass(frozen=True)
class Verdict:
    """How two runs of a conversation compare; `first` is the first turn that differs in what is done."""

    identical: bool
    turns: int
    first: int | None
    sentence: str


def exact_verdict(turns: Sequence[Turn]) -> Verdict:
    """Whether a conversation replays to the last letter and digit."""
    differing = next((turn for turn in turns if turn.parts), None)
    if differing is None:
        return Verdict(True, len(turns), None, f"Identical in {_all(len(turns))}.")
    parts = _list(list(differing.parts))
    sentence = f"Not identical: turn {differing.number} differs in its {parts}."
    return Verdict(False, len(turns), differing.number, sentence)


def verdict(turns: Sequence[Turn]) -> Verdict:
    """Where the assistant would first do something else, what and why."""
    first = next((turn for turn in turns if turn.done_otherwise), None)
    if first is not None:
        sentence = f"First differs at turn {first.number}: {deviation(first)}{cause(first)}."
        return Verdict(False, len(turns), first.number, sentence)
    seen = next((turn for turn in turns if turn.parts), None)
    if seen is None:
        return Verdict(True, len(turns), None, f"Identical in {_all(len(turns))}.")
    sentence = f"Says and does the same in {_all(len(turns))}; from turn {seen.number} on {_seen(seen)}."
    return Verdict(False, len(turns), None, sentence)


def deviation(turn: Turn) -> str:
    """What the assistant would do instead in a turn."""
    was, now = names_of(turn.recorded), names_of(turn.played)
    added = [VERBS.get(move, move) for move in now if move not in was]
    dropped = [VERBS.get(move, move) for move in was if move not in now]
    if HANDOFF in turn.parts and handoff_of(turn.played) and not handoff_of(turn.recorded):
        return "the assistant would bring in a person"
    if HANDOFF in turn.parts and handoff_of(turn.recorded) and not handoff_of(turn.played):
        return "the assistant would not bring in a person yet"
    if added and dropped:
        return f"the assistant would {_list(added)} instead of {_list([_doing(one) for one in dropped])}"
    if added:
        return f"the assistant would also {_list(added)}"
    if dropped:
        return f"the assistant would not {_list(dropped, 'or')}"
    if was != now:
        return "the assistant would make the same moves in another order"
    return _other_words(turn)


def cause(turn: Turn) -> str:
    """Why it differs, as far as the two records tell; empty when they do not."""
    was, now = intent_of(turn.recorded), intent_of(turn.played)
    if was != now:
        return f", because the message would be read as “{_words(now)}” and not as “{_words(was)}”"
    if band_of(turn.recorded) != band_of(turn.played):
        return f", because {_score(turn)}"
    if rule_of(turn.recorded) != rule_of(turn.played):
        now, was = rule_of(turn.played) or "plain rules", rule_of(turn.recorded) or "plain rules"
        return f", because “{now}” would decide and not “{was}”"
    return ""


def _other_words(turn: Turn) -> str:
    was, now = replies_of(turn.recorded), replies_of(turn.played)
    if [reply.get("text") for reply in was] != [reply.get("text") for reply in now]:
        return "the assistant would make the same moves in other words"
    if was != now:
        return "the assistant would offer other buttons"
    return "the assistant would do the same for another reason"


def _seen(turn: Turn) -> str:
    was, now = intent_of(turn.recorded), intent_of(turn.played)
    if was != now:
        return f"a message is read as “{_words(now)}” and not as “{_words(was)}”"
    if score_of(turn.recorded) != score_of(turn.played):
        return _score(turn)
    parts = [part for part in turn.parts if part not in DONE]
    return f"the {_list(parts)} {'differs' if len(parts) == 1 else 'differ'} in detail"


def _score(turn: Turn) -> str:
    was, now = score_of(turn.recorded), score_of(turn.played)
    return f"the score would stand at {_points(now)} and not at {_points(was)}"


def _points(score: float | None) -> str:
    return "nothing" if score is None else f"{100 * score:.0f}"


def _words(name: str) -> str:
    return name.replace("_", " ") or "nothing"


def _doing(verb: str) -> str:
    """“sum up” → “summing up”: what somebody does, as a deed."""
    first, _, rest = verb.partition(" ")
    doubled = {"commit": "committing", "set": "setting", "sum": "summing"}
    deed = doubled.get(first) or f"{first.removesuffix('e')}ing"
    return f"{deed} {rest}".strip()


def _all(count: int) -> str:
    return "its one turn" if count == 1 else f"all {count} turns"


def _list(words: list[str], last: str = "and") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
