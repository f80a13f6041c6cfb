"""What a business may set, as typed values: thresholds and budgets, remedies, voice."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Relief:
    """How much each thing we do well takes off the score."""

    apology: float = 0.05
    facts_found: float = 0.04
    paraphrase_confirmed: float = 0.10
    remedy_accepted: float = 0.15
    person_requested: float = 0.05


@dataclass(frozen=True)
class Weights:
    """How much each thing that goes wrong around the message adds to the score."""

    asked_again: float = 0.10
    not_understood: float = 0.06
    customer_repeats: float = 0.08
    action_failed: float = 0.08
    remedy_refused: float = 0.05
    broken_promise: float = 0.12
    earlier_case: float = 0.05
    long_wait: float = 0.05


@dataclass(frozen=True)
class PlaybookRules:
    """Thresholds and budgets of the playbook; the defaults are the file's defaults."""

    decay: float = 0.5
    intent_floor: float = 0.35
    claim_floor: float = 0.3
    claim_alone: float = 0.85
    complaint_signal: float = 0.5
    wants_human_signal: float = 0.6
    abuse_signal: float = 0.6
    legal_signal: float = 0.7
    vulnerable_signal: float = 0.8
    disengaged_signal: float = 0.6
    failed_clarifications: int = 2
    turns_without_progress: int = 6
    hostile_turns: int = 4
    boundary_steps: int = 3
    remedy_rounds: int = 2
    long_wait_s: float = 120.0
    hostile_sentences: int = 3
    hostile_sentence_words: int = 26
    apology_by_turn: int = 2
    relief: Relief = field(default_factory=Relief)
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True)
class Remedy:
    """Something that can be offered, with the reason why it helps the customer."""

    id: str
    title: str
    offer: str
    why_this_helps_you: str
    reasons: tuple[str, ...]
    cap: float | None = None
    needs_order: bool = False
    fits: tuple[str, ...] = ()
    offer_by_agent: str | None = None

    @property
    def said_by_agent(self) -> str:
        """How an agent names it, who does not speak of a person as of somebody else."""
        return self.offer_by_agent or self.offer


@dataclass(frozen=True)
class Remedies:
    """All remedies in the order of preference of the business."""

    remedies: tuple[Remedy, ...] = ()
    proposal: str = "review_of_your_proposal"

    def by_id(self, remedy_id: str) -> Remedy | None:
        """The remedy of that id, None when there is none."""
        return next((remedy for remedy in self.remedies if remedy.id == remedy_id), None)

    def options(self, reason: str, rejected: tuple[str, ...], order_known: bool) -> tuple[Remedy, ...]:
        """The remedies for a reason that were not rejected, in order."""
        return tuple(
            remedy
            for remedy in self.remedies
            if reason in remedy.reasons
            and remedy.id not in rejected
            and (order_known or not remedy.needs_order)
        )


BRITISH, AMERICAN = "british", "american"


@dataclass(frozen=True)
class Allowed:
    """Words that may stand although a rule of wording finds them, and why."""

    words: str
    reason: str


@dataclass(frozen=True)
class Brand:
    """The voice of the business: its name for itself, what it never says, how it spells."""

    banned_phrases: tuple[str, ...] = ()
    person: str = "a colleague"
    spelling: str | None = None
    allowed: tuple[Allowed, ...] = ()
