"""Rasa's policy around the playbook: it decides first, and abstains when the playbook does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.featurizers.precomputation import MessageContainerForCoreFeaturization
from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

from amends.deescalation.playbook import Playbook
from amends.deescalation.wording import Catalogue
from amends.rulebook import Rulebook, load_rulebook, rulebook_id
from assistant.conversation_slots import RECEIPT, STATE
from assistant.plan_walk import Choice, Deciding, Moment, PlanWalk
from assistant.safe_steps import SafeSteps
from assistant.turn_input import done_in_turn, turn_input
from assistant.turn_scope import current_scope

PRIORITY = 9  # RulePolicy has 6; with equal confidence the higher priority wins.
PROJECT = Path(__file__).resolve().parents[1]
REHEARSED_KEPT = 4


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class DeescalationPolicy(Policy):
    """Walks the playbook's plan; Rasa needs complete annotations on every method of a component."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Priority above RulePolicy; `rulebook` is the folder with what a business may set."""
        return {"priority": PRIORITY, "rulebook": "data"}

    @staticmethod
    def supported_data() -> SupportedData:
        """Rules and stories alike: nothing is learned here."""
        return SupportedData.ML_AND_RULE_DATA

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: TrackerFeaturizer | None = None,
        playbook: Deciding | None = None,
    ) -> None:
        """A playbook is given in tests; otherwise it is made from the rulebook with the first domain seen."""
        super().__init__(config, model_storage, resource, execution_context, featurizer)
        self._playbook = playbook
        self._walk: PlanWalk | None = None
        self._own_id: str | None = None
        self._rehearsed: dict[Rulebook, PlanWalk] = {}

    def train(
        self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **kwargs: Any
    ) -> Resource:
        """Nothing to learn."""
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DeescalationPolicy:
        """The policy of a trained model."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        precomputations: MessageContainerForCoreFeaturization | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The plan's next step with certainty, or no opinion at all; slots are set with the prediction."""
        moment = Moment(
            state=tracker.get_slot(STATE) or {},
            receipt=tracker.get_slot(RECEIPT),
            done=done_in_turn(tracker),
            turn=turn_input(tracker),
        )
        return self._as_prediction(self._walk_for(domain).next_choice(moment), domain)

    def _walk_for(self, domain: Domain) -> PlanWalk:
        scope = current_scope()
        if scope.rulebook is not None:
            scope.playbook_id = rulebook_id(scope.rulebook)
            return self._walk_by(scope.rulebook, domain)
        if self._walk is None:
            catalogue = Catalogue.from_responses(domain.responses)
            self._walk = PlanWalk(self._playbook or self._make_playbook(catalogue), SafeSteps(catalogue))
        scope.playbook_id = self._own_id
        return self._walk

    def _walk_by(self, book: Rulebook, domain: Domain) -> PlanWalk:
        """The walk by a rulebook that a rehearsal brought; the latest few are kept."""
        if book not in self._rehearsed:
            for oldest in list(self._rehearsed)[: len(self._rehearsed) + 1 - REHEARSED_KEPT]:
                del self._rehearsed[oldest]
            catalogue = Catalogue.from_responses(domain.responses)
            playbook = Playbook(book.playbook, catalogue, book.remedies, book.brand)
            self._rehearsed[book] = PlanWalk(playbook, SafeSteps(catalogue))
        return self._rehearsed[book]

    def _make_playbook(self, catalogue: Catalogue) -> Playbook:
        book = load_rulebook(PROJECT / self.config["rulebook"])
        self._own_id = rulebook_id(book)
        return Playbook(book.playbook, catalogue, book.remedies, book.brand)

    def _as_prediction(self, choice: Choice, domain: Domain) -> PolicyPrediction:
        probabilities = self._default_predictions(domain)
        if choice.action is not None:
            probabilities[domain.index_for_action(choice.action)] = 1.0
        # Mandatory events: the turn is counted even when a rule answers it.
        slots = [SlotSet(name, value) for name, value in choice.slots.items()]
        return self._prediction(probabilities, events=slots)
