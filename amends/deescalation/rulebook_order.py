"""The order of the rules: the first that applies and may be spoken decides the turn."""

from __future__ import annotations

from collections.abc import Callable

from amends.deescalation.decision import Decision
from amends.deescalation.rules import (
    agreed,
    asks,
    boundary,
    closing,
    followup,
    opening,
    person,
    remedy,
    repairs,
    summing_up,
    urgent,
)
from amends.deescalation.situation import Situation

Rule = Callable[[Situation], "Decision | None"]

RULES: tuple[Rule, ...] = (
    person.person_at_once,
    urgent.at_stake,
    boundary.set_boundary,
    person.contact_for_callback,
    person.declines_contact,
    agreed.what_the_agent_said,
    asks.how_long,
    person.asks_again,
    closing.answers_check,
    person.answers_offer,
    summing_up.answers_paraphrase,
    remedy.settled_already,
    remedy.accepts,
    remedy.refuses,
    remedy.proposes,
    closing.says_resolved,
    closing.says_thanks,
    closing.takes_leave,
    repairs.mend_the_talk,
    asks.case_status,
    asks.plain_question,
    person.overdue,
    remedy.names_wish,
    asks.order_status,
    opening.open_complaint,
    asks.direct_question,
    closing.greets_again,
    closing.loses_heart,
    followup.new_failure,
    followup.more_of_the_story,
)
# What the guard falls back on before the plain next step.
LAST_RESORTS: tuple[Rule, ...] = (person.offer_instead,)
