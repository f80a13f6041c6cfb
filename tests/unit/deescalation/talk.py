"""A conversation with the real playbook, catalogue and rulebook, and a desk that answers its actions."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from amends.deescalation.invariants import Violation, check_turn
from amends.deescalation.playbook import Playbook
from amends.deescalation.reading import Reading
from amends.deescalation.receipt import Receipt
from amends.deescalation.state import ConversationState
from amends.deescalation.texts import digest
from amends.deescalation.turn import CustomerFacts, Duty, History, Plan, Step, TurnInput
from amends.deescalation.wording import Catalogue
from amends.rulebook import Rulebook, load_rulebook

DATA = Path(__file__).parents[3] / "data"
REFERENCE = "C-2026-000123"
ORDER = {
    "number": "A-1001",
    "item": "walnut desk lamp",
    "status": "delayed",
    "promised_for": "2026-11-18",
    "carrier": "Swift",
    "tracking": "SW99",
}


@lru_cache
def responses() -> dict[str, list[dict[str, Any]]]:
    """All responses of data/responses, by name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((DATA / "responses").glob("*.yml")):
        found.update(yaml.safe_load(path.read_text(encoding="utf-8"))["responses"])
    return found


@lru_cache
def rulebook() -> Rulebook:
    return load_rulebook(DATA)


@lru_cache
def playbook() -> Playbook:
    book = rulebook()
    return Playbook(book.playbook, Catalogue.from_responses(responses()), book.remedies, book.brand)


@dataclass
class Talk:
    """Says customer messages to the playbook and keeps what came back."""

    agents_on_duty: int = 0
    failing: set[str] = field(default_factory=set)
    contact: str | None = None
    seed: str = "talk"
    state: ConversationState = field(default_factory=ConversationState)
    said: set[str] = field(default_factory=set)
    turns: int = 0
    plans: list[Plan] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    all_texts: list[str] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)

    def says(
        self,
        text: str,
        intent: str = "report_problem",
        score: float = 0.3,
        *,
        confidence: float = 0.9,
        cues: tuple[str, ...] = ("wording",),
        button: str | None = None,
        history: History | None = None,
        entities: dict[str, str] | None = None,
        **signals: float,
    ) -> Talk:
        """One turn from the customer's message to the last step of the answer."""
        self.turns += 1
        reading = {
            "intent": {"name": intent, "confidence": confidence},
            "intents": [intent],
            "frustration": {"score": score, "cues": [{"cue": cue, "weight": 1.0} for cue in cues]},
            "signals": signals,
            "entities": [{"entity": name, "value": value} for name, value in (entities or {}).items()],
        }
        turn = TurnInput(
            text=text,
            reading=Reading.from_dict(reading, text),
            message_ids=(f"m{self.turns}",),
            button=button,
            customer=CustomerFacts(contact=self.contact),
            history=history or History(),
            duty=Duty(self.agents_on_duty, 240 if self.agents_on_duty else None),
            turn_number=self.turns,
            seed=f"{self.seed}:{self.turns}",
            said=frozenset(self.said),
        )
        return self.takes(turn)

    def presses(self, button: str) -> Talk:
        """The customer presses a button."""
        return self.says("", button.partition(":")[0], 0.0, confidence=1.0, cues=(), button=button)

    def takes(self, turn: TurnInput) -> Talk:
        self.plans, self.steps, self.texts = [], [], []
        before = self.state
        plan = playbook().begin_turn(before, turn)
        while plan is not None:
            self._keep(before, plan, turn)
            last = plan.steps[-1]
            if last.action is None:
                return self
            receipt = self._answer(last)
            plan = playbook().resume_turn(self.state, turn, receipt, frozenset(self.said))
        return self

    def _keep(self, before: ConversationState, plan: Plan, turn: TurnInput) -> None:
        self.plans.append(plan)
        self.steps += plan.steps
        new = [step.text for step in plan.steps if step.text]
        self.texts += new
        self.all_texts += new
        # The checks see what had been said before this plan, as the guard does.
        checked = TurnInput(**{**turn.__dict__, "said": frozenset(self.said)})
        step_before = before if len(self.plans) == 1 else self.state
        self.violations += check_turn(step_before, plan.state, checked, plan.steps, rulebook().playbook)
        self.said |= {digest(text) for text in new}
        self.state = ConversationState.from_dict(json.loads(json.dumps(plan.state.to_dict())))

    def _answer(self, step: Step) -> Receipt:
        action, arguments = step.action or "", dict(step.arguments)
        if action in self.failing:
            return Receipt.from_dict(None)
        promise = {"id": "1", "who": "our support team", "due_at": "-", "due_text": "by Monday 23 November"}
        answers: dict[str, dict[str, Any]] = {
            "action_log_complaint": {"case_reference": REFERENCE, "created": "reference" not in arguments},
            "action_look_up_order": _order(arguments.get("order_number")),
            "action_request_handoff": {
                "handoff_id": "7",
                "status": "requested",
                "case_reference": REFERENCE,
                "agents_on_duty": self.agents_on_duty,
                "expected_wait_s": 240 if self.agents_on_duty else None,
                "promise": {**promise, "what": "get in touch"}
                if not self.agents_on_duty and arguments.get("contact")
                else None,
            },
            "action_record_remedy": {
                "case_reference": REFERENCE,
                "promise": {**promise, "what": f"send the {arguments.get('remedy')}: and details"},
            },
        }
        return Receipt.from_dict({"ok": True, "action": action, **answers[action]})

    @property
    def answer(self) -> str:
        """Everything said in the last turn."""
        return " ".join(self.texts)

    @property
    def moves(self) -> list[str]:
        """The moves of the last turn in their order."""
        return [pair["move"] for step in self.steps for pair in step.moves]

    @property
    def actions(self) -> list[str]:
        """The actions called in the last turn."""
        return [step.action for step in self.steps if step.action]

    @property
    def buttons(self) -> list[str]:
        """The ids of all buttons of the last turn."""
        return [button.id for step in self.steps for button in step.buttons]

    def arguments(self, action: str) -> dict[str, Any]:
        """What the action was given in the last turn."""
        return dict(next(step.arguments for step in self.steps if step.action == action))


def _order(number: str | None) -> dict[str, Any]:
    known = number == ORDER["number"]
    return {"found": known, "order": ORDER if known else None, "source": f"shop order {number}"}


LATE = "My lamp was due on Tuesday and it still has not arrived"


def late(talk: Talk, score: float = 0.55) -> Talk:
    """A first complaint about a delay."""
    return talk.says(LATE, "report_late_delivery", score, cues=("waiting",))


def with_order(talk: Talk) -> Talk:
    """The delay, and the number of the order."""
    return late(talk).says("A-1001", "give_details", 0.2, entities={"order_number": "A-1001"})
