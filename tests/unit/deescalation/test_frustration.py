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
