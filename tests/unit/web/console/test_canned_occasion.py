"""What is known at the moment when an agent looks for words."""

from amends.casework.clocks import BusinessHours
from amends.rulebook import house_rulebook
from amends.web.console.canned_occasion import Occasion, occasion_of
from tests.unit.deescalation.talk import Talk
from tests.unit.web.console import situations
from tests.unit.web.console.situations import AGENT, NOW, by_agent, dossier, to_agent


def occasion(talk: Talk | None, *held: dict[str, object], **more: object) -> Occasion:
    found = dossier(talk, *held, **more)  # type: ignore[arg-type]
    return occasion_of(found, AGENT, house_rulebook(), NOW, BusinessHours())


def test_facts_come_from_the_records_and_what_concerns_only_the_assistant_stays_out() -> None:
    facts = occasion(situations.late_lamp()).facts
    assert facts["problem"] == "the delay with the walnut desk lamp"
    assert (facts["order_number"], facts["name"], facts["agent"]) == ("A-1001", "Priya Nair", AGENT)
    assert facts["promised_for"] == "18 November 2026"
    assert not {"wait", "person", "count", "promise", "due_text"} & facts.keys()


def test_what_the_customer_told_the_agent_counts() -> None:
    held = (
        by_agent("What is the number?"),
        to_agent("it is B-2002", "give_order_number", 0.1, entities={"order_number": "B-2002"}),
    )
    found = occasion(situations.rude_driver(), *held)
    assert found.facts["order_number"] == "B-2002"
    assert found.agent_spoke and found.customer_waits and found.answers_agent


def test_the_promise_that_is_due_first_is_told_in_the_agents_own_person() -> None:
    promises = [("our support team", "call you back", 50), (AGENT, "pay the refund: 20 EUR", 30)]
    facts = occasion(situations.rude_driver(), promises=promises).facts
    assert (facts["promiser"], facts["promise"]) == ("I", "pay the refund")
    assert facts["due_text"].startswith("Saturday 21 November")
    overdue = occasion(situations.rude_driver(), promises=[(AGENT, "pay the refund", -1)])
    assert "promise" not in overdue.facts and overdue.deeds_promised == ("pay the refund",)


def test_the_band_is_the_live_ledgers() -> None:
    angry = situations.late_lamp()
    assert occasion(angry).band == "hostile"
    calmed = [by_agent("I am Sam."), to_agent("ok", "affirm", 0.0, cues=())]
    assert occasion(angry, *calmed, *calmed, *calmed).band in ("calm", "irritated")


def test_who_spoke_last_and_whether_sorry_was_said() -> None:
    fresh = occasion(situations.late_lamp())
    assert fresh.customer_waits and not fresh.agent_spoke and not fresh.answers_agent and fresh.quiet_s == 0
    sorry = occasion(situations.late_lamp(), by_agent("I am sorry that it is so late.", ago_s=60))
    assert sorry.apologised and not sorry.customer_waits and sorry.quiet_s == 60


def test_an_agent_names_remedies_as_a_person() -> None:
    facts = occasion(situations.late_lamp(), by_agent("I am Sam.")).facts
    assert facts["option_1"] == "a trace of where it is"
    assert "person" not in f"{facts['option_1']} {facts['option_2']}"


def test_nothing_known_is_nothing_invented() -> None:
    facts = occasion(None, name=None).facts
    assert set(facts) <= {"agent", "option_1", "option_2", "why_1", "why_2"}
