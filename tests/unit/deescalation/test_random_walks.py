"""Whatever a customer does and whatever fails, the invariants hold and nothing is said twice."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.deescalation import moves
from amends.deescalation.texts import words
from tests.unit.deescalation.talk import Talk

REPORTS = [
    "report_late_delivery",
    "report_missing_item",
    "report_damaged_item",
    "report_wrong_item",
    "report_defect",
    "report_overcharge",
    "report_double_charge",
    "report_refund_missing",
    "report_cannot_sign_in",
    "report_account_problem",
    "report_cannot_cancel",
    "report_privacy_worry",
    "report_outage",
    "report_rude_treatment",
    "report_ignored",
    "report_broken_promise",
    "report_poor_quality",
    "report_cancelled_by_us",
    "report_unwanted_change",
    "report_problem",
]
OTHERS = [
    "ask_order_status",
    "ask_refund",
    "ask_compensation",
    "ask_policy",
    "ask_case_status",
    "ask_cancel",
    "ask_attachment",
    "ask_how_to",
    "ask_waiting_time",
    "ask_what_next",
    "ask_alternatives",
    "affirm",
    "deny",
    "correct_assistant",
    "give_details",
    "accept_remedy",
    "reject_remedy",
    "propose_remedy",
    "already_told_you",
    "does_not_help",
    "do_not_understand",
    "do_not_believe",
    "no_order_number",
    "decline_contact",
    "request_agent",
    "greet",
    "goodbye",
    "thank",
    "ask_bot",
    "chitchat",
    "forget_it",
    "out_of_scope",
    "",
]
TEXTS = [
    "no",
    "yes",
    "what?",
    "I have been waiting for eleven days and nobody picks up the phone",
    "my lamp came in pieces, the glass is everywhere, and your driver just laughed. Nice service.",
    "give me my money back",
    "THIS IS THE THIRD TIME I WRITE TO YOU",
    "",
    "you absolute clowns, do you read anything at all? I pay you every month and get nothing for it",
    "it is A-1001",
    "can't you just send me another one and we call it quits",
]
CUES = [
    "wording",
    "waiting",
    "again_and_again",
    "broken_promise",
    "undervalued",
    "sarcasm",
    "threat_to_leave",
]
SIGNALS = ["wants_human", "abuse", "legal_threat", "vulnerable", "disengaged", "complaint"]
ACTIONS = list(moves.ACTIONS)

messages = st.fixed_dictionaries(
    {
        "text": st.sampled_from(TEXTS),
        "intent": st.one_of(st.sampled_from(REPORTS), st.sampled_from(OTHERS)),
        "score": st.floats(0, 1),
        "confidence": st.sampled_from([0.2, 0.5, 0.9]),
        "cues": st.lists(st.sampled_from(CUES), max_size=2).map(tuple),
        "signal": st.one_of(st.none(), st.none(), st.none(), st.sampled_from(SIGNALS)),
        "entity": st.one_of(
            st.none(),
            st.none(),
            st.sampled_from(
                [("order_number", "A-1001"), ("order_number", "B-7"), ("email", "a@example.org")]
            ),
        ),
        "press": st.one_of(st.none(), st.none(), st.integers(0, 5)),
        "failing": st.one_of(st.just([]), st.just([]), st.lists(st.sampled_from(ACTIONS), max_size=2)),
        "on_duty": st.sampled_from([0, 0, 2]),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(messages, min_size=4, max_size=14), st.integers(0, 10_000))
def test_every_walk_keeps_every_invariant(walk: list[dict], seed: int) -> None:
    talk = Talk(seed=str(seed))
    for one in walk:
        talk.failing, talk.agents_on_duty = set(one["failing"]), one["on_duty"]
        buttons = talk.buttons
        if one["press"] is not None and buttons:
            talk.presses(buttons[one["press"] % len(buttons)])
        else:
            talk.says(
                one["text"],
                one["intent"],
                one["score"],
                confidence=one["confidence"],
                cues=one["cues"],
                entities=dict([one["entity"]]) if one["entity"] else {},
                **({one["signal"]: 0.9} if one["signal"] else {}),
            )
        assert not talk.violations, (talk.violations, talk.texts)
        for ledger in (plan.ledger for plan in talk.plans):
            change = ledger.amount - ledger.previous_amount
            assert sum(entry.amount for entry in ledger.contributions) == change
    assert len({" ".join(words(text)) for text in talk.all_texts}) == len(talk.all_texts)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.sampled_from(REPORTS), st.sampled_from(CUES), st.sampled_from(TEXTS)),
        min_size=30,
        max_size=40,
    ),
    st.integers(0, 10_000),
)
def test_forty_hostile_messages_never_run_out_of_words(walk: list[tuple[str, str, str]], seed: int) -> None:
    talk = Talk(seed=str(seed))
    for intent, cue, text in walk:
        talk.says(text, intent, 0.95, cues=(cue,))
        assert not talk.violations, (talk.violations, talk.texts)
        assert talk.texts
    assert len({" ".join(words(text)) for text in talk.all_texts}) == len(talk.all_texts)
