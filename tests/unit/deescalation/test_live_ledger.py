"""The ledger while an agent talks, and its way back to the assistant."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from amends.deescalation.frustration import account
from amends.deescalation.held_message import AGENT, CUSTOMER, HeldMessage
from amends.deescalation.ledger import FULL, Ledger
from amends.deescalation.live_ledger import (
    AGREED,
    APOLOGY,
    DECAY,
    FACTS,
    UNDERSTOOD,
    WAITED,
    carry_on,
    summed,
)
from amends.deescalation.message import view
from amends.deescalation.reading import Reading
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.state import ConversationState, KnownFacts
from amends.deescalation.turn import History, TurnInput
from tests.unit.deescalation.talk import ORDER

RULES = PlaybookRules()
STATE = ConversationState(score=780, facts=KnownFacts(order=ORDER))


def theirs(text: str, score: float = 0.0, intent: str = "give_details", minute: int = 0) -> HeldMessage:
    frustration = {"score": score, "cues": [{"cue": "wording", "weight": 1.0}] if score else []}
    reading: dict[str, Any] = {"intent": {"name": intent, "confidence": 0.9}, "frustration": frustration}
    return HeldMessage(CUSTOMER, text, reading, f"2026-11-20T12:{minute:02d}:00+00:00")


def ours(text: str, minute: int = 0) -> HeldMessage:
    return HeldMessage(AGENT, text, None, f"2026-11-20T12:{minute:02d}:00+00:00")


def reasons(ledger: Ledger) -> dict[str, int]:
    return {entry.reason: entry.amount for entry in ledger.contributions}


def live(*held: HeldMessage) -> tuple[Ledger, ...]:
    return carry_on(STATE.score, STATE, held, RULES)


held_messages = st.lists(
    st.one_of(
        st.builds(
            theirs,
            st.sampled_from(["no", "WHERE is my lamp", "yes", "I told you that my lamp never came, twice"]),
            st.floats(0, 1),
            st.sampled_from(["affirm", "already_told_you", "does_not_help", "accept_remedy", "thank"]),
            st.integers(0, 59),
        ),
        st.builds(
            ours,
            st.sampled_from(
                [
                    "I am sorry that the lamp is late.",
                    "It left with Swift, SW99.",
                    "Can I offer you a new one, would you like that?",
                    "So it never came. Is that right?",
                    "One moment.",
                ]
            ),
            st.integers(0, 59),
        ),
        st.just(HeldMessage(CUSTOMER, "not read yet")),
    ),
    max_size=12,
)


@given(st.integers(0, FULL), held_messages)
def test_every_step_and_the_whole_add_up_exactly(start: int, held: list[HeldMessage]) -> None:
    ledgers = carry_on(start, STATE, held, RULES)
    amount = start
    for ledger in ledgers:
        assert ledger.previous_amount == amount and 0 <= ledger.amount <= FULL
        assert sum(entry.amount for entry in ledger.contributions) == ledger.amount - amount
        amount = ledger.amount
    assert len(ledgers) == len(held)
    assert sum(entry.amount for entry in summed(ledgers)) == amount - start


@given(st.integers(0, FULL), held_messages, st.floats(0, 1))
def test_the_assistants_next_turn_begins_where_the_live_ledger_ended(
    start: int, held: list[HeldMessage], score: float
) -> None:
    state = replace(STATE, score=start)
    ledgers = carry_on(start, state, held, RULES)
    end = ledgers[-1].amount if ledgers else start
    turn = TurnInput("x", Reading("x", score=score), history=History(said_while_agent_held=tuple(held)))
    ledger = account(state, turn, view(turn, RULES), RULES)
    alone = account(replace(state, score=end), replace(turn, history=History()), view(turn, RULES), RULES)
    assert ledger.previous_amount == start
    assert sum(entry.amount for entry in ledger.contributions) == ledger.amount - start
    assert ledger.amount == alone.amount


def test_a_burst_decays_once_and_every_line_counts() -> None:
    first, second = live(theirs("WHERE IS IT", 0.6), theirs("HELLO", 0.6))
    assert reasons(first)[DECAY] == -390 and DECAY not in reasons(second)
    assert second.amount > first.amount
    *_, answered, calm = live(theirs("WHERE IS IT", 0.6), ours("One moment."), theirs("fine", 0.0))
    assert answered.amount == answered.previous_amount and calm.amount == answered.amount // 2


def test_what_the_agent_does_well_is_relief_of_ours_and_earned_once() -> None:
    first, again, fact, fact_again = live(
        ours("I am sorry that the lamp is late."),
        ours("I am sorry that you had to wait so long."),
        ours("It was promised for 18 November 2026."),
        ours("The carrier is Swift."),
    )
    assert reasons(first) == {APOLOGY: -50} and reasons(again) == {}
    assert reasons(fact) == {FACTS: -40} and reasons(fact_again) == {}


def test_a_yes_counts_for_what_it_answers() -> None:
    understood = live(ours("So it never came. Is that right?"), theirs("yes", intent="affirm"))[-1]
    assert UNDERSTOOD in reasons(understood) and AGREED not in reasons(understood)
    agreed = live(ours("I can send a new one. Would you like that?"), theirs("yes please", intent="affirm"))[
        -1
    ]
    assert AGREED in reasons(agreed)
    nothing_asked = live(ours("One moment."), theirs("yes", intent="affirm"))[-1]
    assert not {AGREED, UNDERSTOOD} & reasons(nothing_asked).keys()


def test_a_long_wait_for_the_agent_counts_once_until_somebody_answers() -> None:
    held = [theirs("hello?"), theirs("anyone there?", minute=3), theirs("still here", minute=6)]
    waits = [WAITED in reasons(ledger) for ledger in live(*held)]
    assert waits == [False, True, False]
    more = [ours("I am here.", 7), theirs("ok", minute=8), theirs("and now?", minute=12)]
    assert WAITED in reasons(live(*held, *more)[-1])


def test_what_was_not_read_yet_moves_nothing() -> None:
    unread, read = live(HeldMessage(CUSTOMER, "WHERE IS IT"), theirs("WHERE IS IT", 0.6))
    assert unread == Ledger(780, 780) and DECAY in reasons(read)


def test_the_time_with_an_agent_is_a_few_named_entries() -> None:
    held = (ours("I am sorry that the lamp is late."), theirs("that is no help at all", 0.5, "does_not_help"))
    found = {(entry.source, entry.reason) for entry in summed(live(*held))}
    assert found == {
        ("theirs", "what was said to the agent"),
        ("ours", "what went wrong with the agent"),
        ("ours", "what the agent made good"),
        ("event", "decay while the agent answered"),
    }
