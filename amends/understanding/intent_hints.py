"""What an intent alone says about a row's signals."""

from __future__ import annotations

# How likely a customer who writes this wants a person, though they did not ask for one: a bot has just
# failed them, or money is gone and somebody has to look. Far below what counts as a request.
_PERSON_LIKELY = {
    "does_not_help": 0.35,
    "report_ignored": 0.3,
    "report_broken_promise": 0.3,
    "report_refund_missing": 0.3,
    "report_overcharge": 0.3,
    "report_double_charge": 0.3,
    "report_missing_item": 0.2,
    "report_account_problem": 0.2,
    "report_cannot_sign_in": 0.15,
}
_QUIET = (
    "greet goodbye thank affirm ask_policy ask_how_to ask_attachment ask_order_status ask_what_next "
    "ask_alternatives ask_waiting_time ask_bot chitchat out_of_scope accept_remedy no_order_number "
    "decline_contact"
)
_NO_COMPLAINT = ("complaint", "abuse", "legal_threat", "churn_threat")


def marks_of_intent(intent: str) -> dict[str, float]:
    """Return the signals that follow from an intent alone; others stay unknown."""
    marks: dict[str, float] = {"out_of_scope": float(intent == "out_of_scope")}
    if intent.startswith("report_"):
        marks["complaint"] = 1.0
    if intent in _QUIET.split():
        marks |= dict.fromkeys(_NO_COMPLAINT, 0.0)
    if intent != "forget_it":
        marks["wants_human"] = 1.0 if intent == "request_agent" else _PERSON_LIKELY.get(intent, 0.0)
    return marks
