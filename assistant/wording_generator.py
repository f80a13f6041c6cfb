"""Says what the plan has chosen; for replies chosen by a rule it picks a text that was not said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from amends.deescalation.ledger import Ledger
from amends.deescalation.moves import MOVES, OFFER_HANDOFF
from amends.deescalation.turn import Button
from amends.deescalation.wording import Catalogue, Wording
from assistant.button_ids import payload_of
from assistant.conversation_slots import AGENDA, STATE
from assistant.rehearsal_request import conversation_of
from assistant.safe_steps import INTRODUCTION, TROUBLE
from assistant.turn_input import said_so_far, turn_number

# When every variant of a small-talk reply was used: another move rather than the same words again.
INSTEAD = ("utter_clarify_open", "utter_default")


# For a model without the response for trouble: the one text in code, so that a fallback cannot fail.
LAST_RESORT = Wording(
    "Something failed on our side, and your message was not dealt with. Shall I ask for a person?",
    (Button("request_agent", "Talk to a person"),),
)
# Replies that say themselves what the assistant is.
INTRODUCING = frozenset({INTRODUCTION, "utter_inform_about_me", "utter_re_engage_greet"})


class WordingGenerator(TemplatedNaturalLanguageGenerator):
    """Reads the current step of the agenda; chance has no part in it."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        super().__init__(domain.responses if domain else {})

    # Rasa makes the generator before it has a model and sets the responses of the model afterwards.
    @property
    def responses(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """What can be said, in Rasa's form."""
        return self._responses

    @responses.setter
    def responses(self, responses: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        self._responses = responses
        self._catalogue = Catalogue.from_responses(responses)

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Text, buttons, move and response name; None when there is no such response."""
        step = self._current_step(tracker)
        if step and step.get("response") == utter_action and step.get("text"):
            buttons = tuple(Button.from_dict(button) for button in step.get("buttons") or ())
            return _message(Wording(step["text"], buttons), str(step["move"]))
        wording = self._choose(utter_action, tracker)
        if wording is None:
            return None
        parts = [wording.text]
        if utter_action not in INTRODUCING and not (tracker.get_slot(STATE) or {}).get("introduced"):
            parts = [*self._introduction(tracker), *parts]
        whole = Wording(" ".join(parts), wording.buttons)
        # Each part counts as said, so that it does not come again without the other.
        return {**_message(whole, _move_of(utter_action)), "parts": parts}

    async def after_silence(self, tracker: DialogueStateTracker) -> dict[str, Any]:
        """The reply for a turn that ended without one: it says so and offers a person."""
        wording = self._choose(TROUBLE, tracker) or LAST_RESORT
        return {
            "text": wording.text,
            "buttons": [button.to_dict() for button in wording.buttons],
            "move": OFFER_HANDOFF,
            "response": TROUBLE,
        }

    def _current_step(self, tracker: DialogueStateTracker) -> dict[str, Any] | None:
        agenda = (tracker.get_slot(STATE) or {}).get(AGENDA) or []
        return agenda[0] if agenda else None

    def _introduction(self, tracker: DialogueStateTracker) -> list[str]:
        """The sentence that says it is a bot, for the first reply of a conversation."""
        wording = self._choose(INTRODUCTION, tracker)
        return [wording.text] if wording else []

    def _choose(self, response: str, tracker: DialogueStateTracker) -> Wording | None:
        state = tracker.get_slot(STATE) or {}
        seed = f"{conversation_of(tracker.sender_id)}:{turn_number(tracker, begun=True)}"
        band = Ledger(int(state.get("score", 0))).band
        said = said_so_far(tracker)
        for name in (response, *INSTEAD):
            wording = self._catalogue.choose(name, {}, said, seed, band)
            if wording is not None:
                return wording
        return self._catalogue.choose(response, {}, (), seed, band)


def _message(wording: Wording, move: str | None) -> dict[str, Any]:
    buttons = [{"title": button.title, "payload": payload_of(button.id)} for button in wording.buttons]
    return {"text": wording.text, "buttons": buttons, "move": move}


def _move_of(response: str) -> str | None:
    """`utter_re_engage_greet` → `re_engage`: the move is part of a response's name."""
    name = response.removeprefix("utter_")
    return next((move for move in MOVES if name == move or name.startswith(f"{move}_")), None)
