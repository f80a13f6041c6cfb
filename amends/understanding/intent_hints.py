"""What an intent alone says about a row's signals and its usual frustration."""

from __future__ import annotations

# How frustrated messages of an intent usually are; an intent that is not named may be anything.
_USUAL_SCORES = (
    (0.45, "report_rude_treatment report_ignored report_broken_promise does_not_help already_told_you"),
    (0.40, "report_problem"),
    (0.30, "correct_assistant reject_remedy do_not_believe"),
    (0.18, "request_agent ask_cancel ask_refund deny decline_contact"),
    (
        0.08,
        "greet goodbye thank affirm ask_policy ask_attachment ask_order_status ask_bot accept_remedy "
        "chitchat give_details no_order_number out_of_scope ask_what_next ask_case_status "
        "ask_alternatives ask_waiting_time ask_how_to",
    ),
)
_USUAL_REPORT = 0.3
_QUIET = (
    "greet goodbye thank affirm ask_policy ask_how_to ask_attachment ask_order_status ask_what_next "
    "ask_alternatives ask_waiting_time ask_bot chitchat out_of_scope accept_remedy no_order_number "
    "decline_contact"
)
_NO_COMPLAINT = ("complaint", "abuse", "legal_threat", "churn_threat")


def usual_score(intent: str) -> float | None:
    """Return how frustrated messages of an intent usually are, or None where they may be anything."""
    for score, names in _USUAL_SCORES:
        if intent in names.split():
            return score
    return _USUAL_REPORT if intent.startswith("report_") else None


def marks_of_intent(intent: str) -> dict[str, float]:
    """Return the signals that follow from an intent alone; others stay unknown."""
    marks: dict[str, float] = {"out_of_scope": float(intent == "out_of_scope")}
    if intent.startswith("report_"):
        marks["complaint"] = 1.0
    if intent in _QUIET.split():
        marks |= dict.fromkeys(_NO_COMPLAINT, 0.0)
    if intent != "forget_it":
        marks["wants_human"] = float(intent == "request_agent")
    return marks
