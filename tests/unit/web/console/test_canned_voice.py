"""Which of the assistant's texts a person can say."""

import pytest

from amends.rulebook import house_catalogue
from amends.web.console.canned_voice import AGENTS_OWN, SPEAKS_AS_BOT, fits_a_person


@pytest.mark.parametrize(
    "text",
    [
        "I'm the automated assistant here.",
        "With that a person can reach you.",
        "Press the button if you want to go on.",
        "I looked up A-1001: the shop's record has it as sent.",
        "I opened case C-1 for you; what happened?",
        "Your case is open, with everything you told me in it.",
        "Which single point should whoever decides look at first?",
        "Of those two, which one should I record?",
        "People are on duty now.",
    ],
)
def test_what_only_the_assistant_can_say_is_not_for_a_person(text: str) -> None:
    assert not fits_a_person("utter_inform_x", text, told_agent=True)


def test_what_was_told_to_the_assistant_was_not_told_to_the_agent() -> None:
    text = "What you tell me about the lamp matters."
    assert fits_a_person("utter_validate_x", text, told_agent=True)
    assert not fits_a_person("utter_validate_x", text, told_agent=False)


def test_an_agents_own_lines_may_speak_of_the_assistant_but_not_as_one() -> None:
    assert fits_a_person("utter_agent_x", "I take over from the automated assistant.", told_agent=False)
    assert not fits_a_person("utter_agent_x", "I am the automated assistant.", told_agent=False)


def test_every_line_of_the_agents_own_can_be_said_by_one() -> None:
    catalogue = house_catalogue()
    own = [name for name in catalogue.names if name.startswith(AGENTS_OWN)]
    assert len(own) >= 10
    for name in own:
        assert all(not SPEAKS_AS_BOT.search(variant.text) for variant in catalogue.variants(name)), name
        assert all(variant.buttons == () for variant in catalogue.variants(name)), name
