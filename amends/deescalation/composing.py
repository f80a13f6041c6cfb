"""Chooses the words for a decision: fresh texts, filled with facts, short enough for the mood."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from amends.deescalation.decision import Bubble, Decision, Fragment
from amends.deescalation.situation import Situation, facts_for
from amends.deescalation.texts import digest, sentences
from amends.deescalation.turn import Button, Step
from amends.deescalation.wording import Catalogue, Wording


class NothingLeftToSay(Exception):
    """A fragment that the decision needs has no fresh text left."""


def compose(decision: Decision, situation: Situation, catalogue: Catalogue) -> tuple[Decision, list[Step]]:
    """The decision's steps with their final texts, and the decision with what was said in its state.

    Raises NothingLeftToSay when a needed text is used up.
    """
    room = _Room(decision, situation)
    steps: list[Step] = []
    said: list[str] = []
    for bubble in decision.bubbles:
        step, fragments = _bubble(
            bubble, situation.after(decision.state), catalogue, room, said, decision.rule
        )
        if step is not None:
            steps.append(step)
            said += fragments
    state = decision.state
    texts = tuple(step.text for step in steps if step.text)
    moves = tuple(pair["move"] for step in steps for pair in step.moves)
    now = replace(state.now, texts=(*state.now.texts, *texts), moves=(*state.now.moves, *moves))
    if decision.call is not None:
        call = decision.call
        reason = f"{decision.rule}: {call.reason}"
        steps.append(Step(call.move, reason, action=call.action, arguments=call.arguments))
        now = replace(now, focus=call.focus, action=call.action)
    else:
        now = replace(now, focus="", action=None)
    kept = tuple(dict.fromkeys((*state.moves, *moves)))
    validated_at = state.turns if "validate" in moves else state.validated_at
    state = replace(state, now=now, said=(*state.said, *said), moves=kept, validated_at=validated_at)
    return replace(decision, state=state), steps


class _Room:
    """Counts how many sentences the turn still has room for; None is as many as needed."""

    def __init__(self, decision: Decision, situation: Situation) -> None:
        self.left: int | None = None
        if situation.hostile:
            used = sum(len(sentences(text)) for text in decision.state.now.texts)
            # What the action brings back needs a sentence of its own, a request for a person two.
            reserved = 0 if decision.call is None else 2 if decision.call.move == "hand_off" else 1
            self.left = situation.sentences_allowed - used - reserved
        self.needed = sum(not one.spare for bubble in decision.bubbles for one in bubble.fragments)

    def for_fragment(self, fragment: Fragment) -> int | None:
        """Sentences this fragment may take so that every needed one after it still fits."""
        if self.left is None:
            return None
        return self.left - (self.needed if fragment.spare else self.needed - 1)

    def take(self, fragment: Fragment, text: str | None) -> None:
        """Counts a fragment that was dealt with, and what it takes when something is said."""
        self.needed -= not fragment.spare
        if self.left is not None and text:
            self.left -= len(sentences(text))


def _bubble(
    bubble: Bubble, situation: Situation, catalogue: Catalogue, room: _Room, said_now: list[str], rule: str
) -> tuple[Step | None, list[str]]:
    said = {*situation.state.said, *situation.turn.said, *said_now}
    found: dict[int, tuple[str, Wording]] = {}
    # Needed fragments choose first, so that a spare one never takes the room of a question.
    for index, fragment in sorted(enumerate(bubble.fragments), key=lambda pair: pair[1].spare):
        choice = _choose(fragment, situation, catalogue, said, room.for_fragment(fragment))
        room.take(fragment, choice[1].text if choice else None)
        if choice is not None:
            found[index] = choice
            said.add(digest(choice[1].text))
        elif not fragment.spare:
            raise NothingLeftToSay(" / ".join(fragment.responses))
    chosen = [(fragment, *found[index]) for index, fragment in enumerate(bubble.fragments) if index in found]
    return _step(chosen, bubble, rule) if chosen else (None, [])


def _step(chosen: list[tuple[Fragment, str, Wording]], bubble: Bubble, rule: str) -> tuple[Step, list[str]]:
    text = " ".join(wording.text for _, _, wording in chosen)
    (first, response, _), *rest = chosen
    also = tuple((one.move, f"{rule}: {one.reason}") for one, _, _ in rest)
    buttons = _buttons((*bubble.buttons, *(b for _, _, wording in chosen for b in wording.buttons)))
    step = Step(first.move, f"{rule}: {first.reason}", response, text, buttons, also=also)
    return step, [digest(wording.text) for _, _, wording in chosen]


def _choose(
    fragment: Fragment, situation: Situation, catalogue: Catalogue, said: Collection[str], room: int | None
) -> tuple[str, Wording] | None:
    if room is not None and room < 1:
        return None
    facts: Mapping[str, str] = {**facts_for(situation), **fragment.facts}
    for response in fragment.responses:
        wording = catalogue.choose(response, facts, said, situation.turn.seed, situation.band, room)
        if wording is not None:
            return response, wording
    return None


def _buttons(buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    return tuple({button.id: button for button in buttons}.values())
