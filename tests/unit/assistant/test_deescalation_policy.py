from __future__ import annotations

import asyncio
from typing import Any, get_type_hints

import pytest
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.events import ActionExecuted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from amends.deescalation.ledger import Ledger
from amends.deescalation.receipt import Receipt
from amends.deescalation.state import ConversationState
from amends.deescalation.turn import Plan, Step, TurnInput
from amends.rulebook import load_rulebook, rulebook_id
from assistant.deescalation_policy import PROJECT, DeescalationPolicy
from assistant.turn_scope import begin_scope

from .trackers import DOMAIN, message, tracker

SAY = Step("acknowledge", "upset", "utter_acknowledge", "I see.")


class FakePlaybook:
    """One acknowledgement for whoever reports something, nothing for the rest."""

    def begin_turn(self, state: ConversationState, turn: TurnInput) -> Plan | None:
        if turn.reading.intent != "report_problem":
            return None
        return Plan((SAY,), ConversationState(score=400), Ledger(400, 0))

    def resume_turn(
        self, state: ConversationState, turn: TurnInput, receipt: Receipt, said: frozenset[str]
    ) -> Plan:
        raise AssertionError("no action was asked for")


@pytest.fixture
def policy(tmp_path: Any) -> DeescalationPolicy:
    return DeescalationPolicy(
        DeescalationPolicy.get_default_config(),
        LocalModelStorage.create(tmp_path),
        Resource("policy"),
        ExecutionContext(GraphSchema({})),
        playbook=FakePlaybook(),
    )


def predict(policy: DeescalationPolicy, at: DialogueStateTracker) -> tuple[str | None, PolicyPrediction]:
    prediction = policy.predict_action_probabilities(at, DOMAIN)
    best = max(prediction.probabilities)
    chosen = DOMAIN.action_names_or_texts[prediction.probabilities.index(best)] if best else None
    return chosen, prediction


def test_it_predicts_the_plans_step_with_certainty_and_sets_the_slots_with_it(
    policy: DeescalationPolicy,
) -> None:
    complaint = {"intent": {"name": "report_problem", "confidence": 0.9}}
    at = tracker(message("It broke", complaint))
    chosen, prediction = predict(policy, at)
    assert (chosen, prediction.max_confidence) == ("utter_acknowledge", 1.0)
    at.update_with_events(prediction.events, DOMAIN)
    at.update(ActionExecuted("utter_acknowledge"))
    assert at.get_slot("amends_state")["score"] == 400
    assert predict(policy, at)[0] == "action_listen"


def test_it_abstains_when_the_playbook_does_and_counts_the_turn_all_the_same(
    policy: DeescalationPolicy,
) -> None:
    chosen, prediction = predict(policy, tracker(message("Hi")))
    assert chosen is None
    [event] = [e for e in prediction.events if isinstance(e, SlotSet) and e.key == "amends_state"]
    assert event.value["turn"]["number"] == 1


def test_it_decides_before_the_rules() -> None:
    assert DeescalationPolicy.get_default_config()["priority"] > RulePolicy.get_default_config()["priority"]


@pytest.mark.parametrize(
    "method", ["__init__", "train", "load", "predict_action_probabilities", "supported_data"]
)
def test_every_method_of_the_component_is_fully_annotated_because_rasa_checks_that(method: str) -> None:
    function = getattr(DeescalationPolicy, method)
    function = getattr(function, "__func__", function)
    names = set(function.__code__.co_varnames[: function.__code__.co_argcount]) - {"self", "cls"}
    assert names | {"return"} <= set(get_type_hints(function))


def test_without_a_given_playbook_it_uses_the_businesss_rulebook() -> None:
    assert (PROJECT / DeescalationPolicy.get_default_config()["rulebook"] / "playbook.yml").is_file()


def test_a_rehearsal_is_decided_by_the_rulebook_that_it_brings(tmp_path: Any) -> None:
    policy = DeescalationPolicy(
        DeescalationPolicy.get_default_config(),
        LocalModelStorage.create(tmp_path),
        Resource("policy"),
        ExecutionContext(GraphSchema({})),
    )
    own = policy._walk_for(DOMAIN)
    book = load_rulebook(PROJECT / "data", {"playbook": "decay: 0.125\n"})

    async def rehearsed() -> tuple[Any, Any]:
        scope = begin_scope(book)
        return policy._walk_for(DOMAIN), scope.playbook_id

    walk, playbook_id = asyncio.run(rehearsed())
    assert walk is not own and playbook_id == rulebook_id(book) != policy._own_id
    assert asyncio.run(rehearsed())[0] is walk
    assert policy._walk_for(DOMAIN) is own
