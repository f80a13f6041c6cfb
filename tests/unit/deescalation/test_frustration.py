"""What moves the score, and whose doing it is."""

from __future__ import annotations

from tests.unit.deescalation.talk import Talk


def sources(talk: Talk) -> dict[str, str]:
    return {entry.reason: entry.source for entry in talk.plans[0].ledger.contributions}


def test_cues_are_theirs_and_share_the_messages_part() -> None:
    talk = Talk().says("late again", "report_late_delivery", 0.6, cues=("capitals", "waiting"))
    assert sources(talk)["capitals"] == sources(talk)["waiting"] == "theirs"
    theirs = [entry.amount for entry in talk.plans[0].ledger.contributions if entry.source == "theirs"]
    assert sum(theirs) == 600


def test_having_to_say_it_again_is_ours() -> None:
    text = "my parcel has not come and I want to know where it is"
    talk = Talk().says(text, "report_missing_item", 0.4).says(text, "report_missing_item", 0.4)
    assert sources(talk)["the customer had to say it again"] == "ours"


def test_the_same_words_weigh_less_when_nothing_of_ours_went_wrong() -> None:
    scores = []
    for failing in (set(), {"action_log_complaint"}):
        talk = Talk(failing=failing).says("my lamp is late and I wait", "report_late_delivery", 0.4)
        talk.failing = set()
        talk.says("so what is it now, people", "report_late_delivery", 0.4)
        scores.append(talk.plans[0].ledger.score)
    assert scores[0] < scores[1]


def test_lasting_anger_builds_up_and_a_calm_message_lets_it_sink() -> None:
    talk = Talk().says("my lamp is late", "report_late_delivery", 0.6)
    first = talk.plans[-1].ledger.score
    talk.says("it is really late now, my lamp", "report_late_delivery", 0.6)
    second = talk.plans[-1].ledger.score
    talk.says("alright then", "give_details", 0.0)
    assert first < second > talk.plans[-1].ledger.score


def test_a_specific_apology_is_relief_of_ours() -> None:
    talk = Talk().says("my lamp is late", "report_late_delivery", 0.6)
    relief = {entry.reason: entry.amount for entry in talk.plans[0].ledger.contributions}
    assert relief["a specific apology"] < 0


def test_a_pressed_button_says_nothing_about_the_mood() -> None:
    talk = Talk().says("Nothing works here and nobody listens to me", "report_ignored", 0.9)
    before, hostile = talk.state.score, talk.state.hostile_turns
    talk.says("I want to talk to a person", "request_agent", 0.0, cues=(), button="request_agent")
    ledger = talk.plans[-1].ledger
    assert {entry.reason: entry.amount for entry in ledger.contributions} == {"a person is asked for": -50}
    assert talk.state.score == ledger.amount == before - 50 and talk.state.hostile_turns == hostile


def test_the_entries_of_a_pressed_button_add_up_whatever_else_happens() -> None:
    for failing in (set(), {"action_log_complaint"}, {"action_request_handoff"}):
        talk = Talk(failing=failing).says("my lamp is late and I wait", "report_late_delivery", 0.7)
        for button in ("no_order_number", "reject_remedy", "request_agent"):
            before = talk.state.score
            talk.presses(button)
            for plan in talk.plans:
                amounts = [entry.amount for entry in plan.ledger.contributions]
                assert sum(amounts) == plan.ledger.amount - before
            reasons = {entry.reason for plan in talk.plans for entry in plan.ledger.contributions}
            assert not reasons & {"decay since the last turn", "what the message says"}


def test_words_typed_beside_a_button_show_their_mood() -> None:
    talk = Talk().says("my lamp is late and I wait", "report_late_delivery", 0.7)
    talk.says("I don't have one, and hurry up", "no_order_number", 0.6, button="no_order_number")
    assert "decay since the last turn" in sources(talk) and "wording" in sources(talk)
