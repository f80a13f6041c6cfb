"""The moves the assistant can make, by the names that trainers and records use."""

from __future__ import annotations

ACKNOWLEDGE = "acknowledge"
VALIDATE = "validate"
APOLOGISE = "apologise"
PARAPHRASE = "paraphrase"
CLARIFY = "clarify"
INFORM = "inform"
OFFER_OPTIONS = "offer_options"
COMMIT = "commit"
SET_BOUNDARY = "set_boundary"
OFFER_HANDOFF = "offer_handoff"
HAND_OFF = "hand_off"
CHECK_FIXED = "check_fixed"
THANK = "thank"
RE_ENGAGE = "re_engage"
CLOSE = "close"

MOVES: tuple[str, ...] = (
    ACKNOWLEDGE,
    VALIDATE,
    APOLOGISE,
    PARAPHRASE,
    CLARIFY,
    INFORM,
    OFFER_OPTIONS,
    COMMIT,
    SET_BOUNDARY,
    OFFER_HANDOFF,
    HAND_OFF,
    CHECK_FIXED,
    THANK,
    RE_ENGAGE,
    CLOSE,
)

LOG_COMPLAINT = "action_log_complaint"
LOOK_UP_ORDER = "action_look_up_order"
REQUEST_HANDOFF = "action_request_handoff"
RECORD_REMEDY = "action_record_remedy"
ACTIONS: tuple[str, ...] = (LOG_COMPLAINT, LOOK_UP_ORDER, REQUEST_HANDOFF, RECORD_REMEDY)
