"""The moment for which ready texts are wanted: what is known, what was said, who waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from amends.casework.clocks import BusinessHours, due_text
from amends.casework.promise import is_overdue
from amends.deescalation import agent_deeds
from amends.deescalation.catching_up import catch_up
from amends.deescalation.held_message import HeldMessage
from amends.deescalation.ledger import thousandths
from amends.deescalation.message import view
from amends.deescalation.narrative import question_in, quotable
from amends.deescalation.putting import available
from amends.deescalation.reading import Reading
from amends.deescalation.reasons import named
from amends.deescalation.situation import Situation, facts_for
from amends.deescalation.state import ConversationState, HandoffState
from amends.deescalation.turn import TurnInput
from amends.records.dossiers import Dossier
from amends.rulebook import Rulebook
from amends.web.console.live import live_ledger, memory_of

# Nothing here has to make the playbook offer a person: there is one.
WITH_A_PERSON = HandoffState(offers=2, declined=1)
# These speak of waiting for a person, or of how often the assistant was written to.
NOT_FOR_AGENTS = ("wait", "person", "count", "entries")


@dataclass(frozen=True)
class Occasion:
    """One conversation as the agent finds it now; `facts` are those that texts may be filled with.

    `waited_s` is how long the customer waited for a person, `quiet_s` how long nobody has said anything.
    """

    seed: str
    situation: Situation
    held: tuple[HeldMessage, ...]
    facts: dict[str, str]
    deeds_promised: tuple[str, ...]
    reason: str | None
    waited_s: float
    quiet_s: float

    @property
    def state(self) -> ConversationState:
        """What is remembered, with what the customer told the agent."""
        return self.situation.state

    @property
    def band(self) -> str:
        """The band to speak in: the ledger's, or that of a message that still waits, whichever is worse."""
        return self.situation.band

    @property
    def agent_spoke(self) -> bool:
        """Whether an agent has said anything since the assistant last did."""
        return any(one.by_agent for one in self.held)

    @property
    def customer_waits(self) -> bool:
        """Whether the last word is the customer's."""
        return not self.held or not self.held[-1].by_agent

    @property
    def answers_agent(self) -> bool:
        """Whether the customer's last message came after a word of the agent's."""
        authors = [one.by_agent for one in self.held]
        return True in authors and not authors[-1]

    @property
    def apologised(self) -> bool:
        """Whether the agent has said sorry already."""
        return any(one.by_agent and agent_deeds.apologises(one.text) for one in self.held)

    @property
    def in_danger(self) -> bool:
        """Whether somebody is or may be hurt."""
        message = self.situation.message
        return message.danger or message.self_harm or self.reason == "danger"

    @property
    def intent(self) -> str:
        """What the customer's last message wants; empty when it is not known."""
        return self.situation.message.intent

    @property
    def question(self) -> str | None:
        """The kind of question in the customer's last message: why, when, where, doing, any."""
        message = self.situation.message
        return question_in(message.text) if not message.button and message.length >= 4 else None

    def facts_of_summary(self, response: str) -> dict[str, str]:
        """A summary names the item, so the failure is called by itself: "the delay", not that of the lamp."""
        if not self.state.facts.order or not response.startswith("utter_paraphrase_order"):
            return {}
        return {"problem": named(self.state.facts.reason, None) or "the trouble"}

    def cue(self, *names: str) -> bool:
        """Whether the customer's last message shows one of these signs."""
        return self.situation.turn.reading.has_cue(*names)


def occasion_of(
    dossier: Dossier, agent_name: str, book: Rulebook, now: datetime, hours: BusinessHours
) -> Occasion:
    """Put together what the records hold; nothing that is not known is filled in."""
    held = tuple(HeldMessage.from_dict(one) for one in dossier.held)
    state = _state(dossier, held, book)
    turn = _last_message(dossier, held)
    message = view(turn, book.playbook)
    situation = Situation(state, turn, message, book.playbook, book.remedies, book.brand)
    last = dossier.open_handoff or (dossier.handoffs[-1].handoff if dossier.handoffs else None)
    waited = (last.accepted_at - last.requested_at).total_seconds() if last and last.accepted_at else 0.0
    return Occasion(
        seed=dossier.conversation.id,
        situation=situation,
        held=held,
        facts={
            **_facts(situation),
            **_promise(dossier, agent_name, now, hours),
            "agent": agent_name,
        },
        deeds_promised=tuple(one.what for one in dossier.promises if one.status in ("open", "broken")),
        reason=last.reason if last else None,
        waited_s=waited,
        quiet_s=held[-1].seconds_before(now) if held else 0.0,
    )


def _state(dossier: Dossier, held: Sequence[HeldMessage], book: Rulebook) -> ConversationState:
    state = catch_up(memory_of(dossier.record), held, book.playbook)
    live = live_ledger(dossier.record, dossier.scores, dossier.held, book.playbook)
    case = dossier.cases[-1] if dossier.cases else None
    facts = state.facts
    known = replace(
        facts,
        order_number=facts.order_number or (case.order_number if case else None),
        impact=facts.impact or (case.impact if case else None),
        name=(dossier.customer.name if dossier.customer else None) or facts.name,
        contact=facts.contact or _contact(dossier),
    )
    return replace(
        state,
        score=thousandths(live.score) if live else state.score,
        facts=known,
        case_reference=case.reference if case else None,
        promises=(),  # The records know better than the memory how they stand.
        handoff=WITH_A_PERSON,
    )


def _contact(dossier: Dossier) -> str | None:
    customer = dossier.customer
    return (customer.email or customer.phone) if customer else None


def _last_message(dossier: Dossier, held: Sequence[HeldMessage]) -> TurnInput:
    read = [(one, reading) for one in held if (reading := one.read()) is not None]
    if read:
        message, reading = read[-1]
        return TurnInput(message.text, reading)
    text = dossier.said[-1].text if dossier.said else ""
    return TurnInput(text, Reading.from_dict(dossier.record.get("reading") or {}, text))


def _facts(situation: Situation) -> dict[str, str]:
    facts = {name: value for name, value in facts_for(situation).items() if name not in NOT_FOR_AGENTS}
    thing = situation.message.thing or situation.state.facts.thing
    new = quotable(situation.message.text) if situation.message.substantive else None
    options = available(situation, situation.state)[:2]
    more: dict[str, str | None] = {"thing": thing, "new": new if new != situation.state.facts.quote else None}
    if len(options) == 2:
        more |= {f"option_{number}": one.said_by_agent for number, one in enumerate(options, start=1)}
        more |= {f"why_{number}": one.why_this_helps_you for number, one in enumerate(options, start=1)}
    return {**facts, **{name: value for name, value in more.items() if value}}


def _promise(dossier: Dossier, agent_name: str, now: datetime, hours: BusinessHours) -> dict[str, str]:
    pending = [
        one
        for one in dossier.promises
        if one.status == "open" and not is_overdue(one.status, one.due_at, now)
    ]
    if not pending:
        return {}
    first = min(pending, key=lambda one: one.due_at)
    deed = first.what.partition(":")[0].strip().rstrip(".")
    due = due_text(first.due_at, now, hours).removeprefix("by ")
    who = "I" if first.who == agent_name else first.who
    return {"promiser": who, "promise": deed, "due_text": due}
