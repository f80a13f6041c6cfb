"""The questions the assistant can put, each at most once in a conversation."""

from __future__ import annotations

ORDER_NUMBER = "order_number"
WHAT_HAPPENED = "what_happened"
CORRECTION = "correction"
REMEDY = "remedy"
OWN_REMEDY = "own_remedy"
WHICH_OPTION = "which_option"
CONTACT = "contact"
IMPACT = "impact"
EARLIER_CONTACT = "earlier_contact"
DEADLINE = "deadline"
LEFT_OUT = "left_out"
PRIORITY = "priority"
PARAPHRASE = "paraphrase"
OPTIONS = "options"
PERSON = "person"
FIXED = "fixed"

# Questions that any telling answer answers; the others want something definite.
OPEN_QUESTIONS = frozenset({WHAT_HAPPENED, CORRECTION, IMPACT, EARLIER_CONTACT, DEADLINE, LEFT_OUT, PRIORITY})
# Asked when there is nothing more urgent: what a person would need to know to act, and no more than that.
BACKGROUND = (EARLIER_CONTACT, IMPACT)
# These can come again because each time it is about something else (another remedy, another offer).
REPEATABLE = frozenset({OPTIONS, PERSON, FIXED})
