"""What the assistant does when the playbook cannot decide: tells the truth and offers a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from amends.deescalation.moves import HAND_OFF, OFFER_HANDOFF, REQUEST_HANDOFF
from amends.deescalation.receipt import Receipt
from amends.deescalation.turn import Step, TurnInput
from amends.deescalation.wording import Catalogue
from assistant.conversation_slots import TURN

INTRODUCTION = "utter_inform_bot"
TROUBLE = "utter_offer_handoff_trouble"
REQUESTED = "utter_hand_off_trouble"
FAILED = "something failed on our side"
WANTS_HUMAN = 0.6


class SafeSteps:
    """Steps, as JSON, that need no playbook: only the catalogue's texts and the handoff action."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def instead(self, turn: TurnInput, state: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The agenda of a turn without a plan: a person if one is wanted, else the offer of one."""
        offered = bool((state.get(TURN) or {}).get("offered_person"))
        if _wants_person(turn, offered):
            return [_request(turn, "customer_asked")]
        return self._trouble(turn)

    def after_request(self, turn: TurnInput, receipt: Receipt) -> list[dict[str, Any]]:
        """The agenda after the handoff action has answered."""
        requested = self.say(REQUESTED, HAND_OFF, "a person was asked for", turn) if receipt.ok else None
        return [requested] if requested else self._trouble(turn)

    def after_failure(self, turn: TurnInput, receipt: Receipt) -> list[dict[str, Any]]:
        """The agenda when the playbook fails after an action: what was requested is said, nothing else."""
        if receipt.action == REQUEST_HANDOFF:
            return self.after_request(turn, receipt)
        return self._trouble(turn)

    def say(self, response: str, move: str, reason: str, turn: TurnInput) -> dict[str, Any] | None:
        """A step with a text not said before, None when there is none left."""
        wording = self._catalogue.choose(response, {}, turn.said, turn.seed, turn.reading.band)
        if wording is None:
            return None
        return Step(move, reason, response, wording.text, wording.buttons).to_dict()

    def _trouble(self, turn: TurnInput) -> list[dict[str, Any]]:
        step = self.say(TROUBLE, OFFER_HANDOFF, FAILED, turn)
        if step is None:
            # Every way to say it was used. Repeating it is better than silence.
            wording = self._catalogue.choose(TROUBLE, {}, (), turn.seed, turn.reading.band)
            if wording is None:
                return []
            step = Step(OFFER_HANDOFF, FAILED, TROUBLE, wording.text, wording.buttons).to_dict()
        return [step]


def _wants_person(turn: TurnInput, offered: bool) -> bool:
    intents = set(turn.reading.intents)
    asked = "request_agent" in intents or turn.reading.signal("wants_human") >= WANTS_HUMAN
    return asked or turn.button == "request_agent" or (offered and "affirm" in intents)


def _request(turn: TurnInput, reason: str) -> dict[str, Any]:
    arguments = {
        "reason": reason,
        "summary": "The assistant could not decide what to do; the customer asked for a person.",
        "category": "other",
        "narrative": turn.text,
        "contact": turn.customer.contact,
        "name": turn.customer.name,
        "frustration": {"score": turn.reading.score, "band": turn.reading.band, "peak": turn.reading.score},
    }
    return Step(HAND_OFF, reason, action=REQUEST_HANDOFF, arguments=arguments).to_dict()
