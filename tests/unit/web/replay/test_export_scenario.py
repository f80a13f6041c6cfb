from pathlib import Path

import pytest

from amends.records.corrections import Told, Wrong, corrections_of, judge, write_corrections
from amends.records.database import Database
from amends.records.tables import Message
from amends.records.transcripts import Transcript, read_transcript
from amends.rulebook.scenario_file import load_scenario
from amends.web.replay.export_scenario import name_of, scenario_of
from tests.builders import NOON, Story, a_person, an_angry_conversation


def read(database: Database, conversation_id: str) -> tuple[Transcript, list[Told]]:
    with database.reading() as session:
        transcript = read_transcript(session, conversation_id)
        assert transcript is not None
        return transcript, corrections_of(session, conversation_id)


def correct(database: Database, turn: int, *wrongs: Wrong, accepted: bool = True) -> None:
    tess = a_person(database, f"Tess {turn}{accepted}", role="trainer", email=f"{turn}{accepted}@example.com")
    ivo = a_person(database, "Ivo", role="trainer", email=f"ivo{turn}{accepted}@example.com")
    with database.session() as session:
        for made in write_corrections(session, "c1", turn, wrongs, note="", text="", made_by=tess, at=NOON):
            judge(session, made, accepted=accepted, text=None, by=ivo, at=NOON)


def test_a_conversation_becomes_its_steps_and_its_end(database: Database) -> None:
    story = an_angry_conversation(database, id="c1")
    story.handoff("customer_asked")
    transcript, told = read(database, "c1")
    scenario = load_scenario(Path("a.yml"), scenario_of(transcript, told))
    assert scenario.steps == (
        {"say": "This is the THIRD time I am asking. Where is my order A-1007?!"},
        {"say": "I waited at home twice\ntwice!! and nobody came"},
        {"say": "Yes. I want to talk to a real person, not a bot."},
    )
    assert scenario.at_the_end == {"no_text_twice": True, "handoff": "customer_asked", "case": True}
    assert name_of(transcript, told) == "conversation_c1_goes_as_it_went"


def test_accepted_corrections_are_what_is_expected(database: Database) -> None:
    an_angry_conversation(database, id="c1")
    correct(
        database, 2, Wrong("intent", "give_details", "report_ignored"), Wrong("band", "frustrated", "hostile")
    )
    correct(database, 2, Wrong("intent", "give_details", "greet"), accepted=False)
    correct(database, 3, Wrong("move", "hand_off", "validate"), Wrong("signal", "abuse: no", "abuse: yes"))
    transcript, told = read(database, "c1")
    scenario = load_scenario(Path("a.yml"), scenario_of(transcript, told))
    assert [step.get("expect") for step in scenario.steps] == [
        None,
        {"intent": "report_ignored", "band": "hostile"},
        {"signals": {"abuse": True}, "moves": ["validate"], "never": ["hand_off"]},
    ]
    # With another move it may end otherwise.
    assert scenario.at_the_end == {"no_text_twice": True}
    assert name_of(transcript, told) == "turn_2_is_read_as_report_ignored"
    kept = load_scenario(Path("a.yml"), scenario_of(transcript, told, keep_moves=True))
    assert kept.steps[0]["expect"] == {"moves": ["acknowledge", "inform"]}


@pytest.mark.parametrize(
    "said",
    [
        "quotes \" and \\ and ' and: colons",
        "- list\n# comment",
        "nel \x85 del \x7f separators \u2028 \u2029 mark \ufeff",
        "null",
        "{a: [b]}",
        "emoji 🙂",
    ],
)
def test_words_come_back_as_they_were_said(database: Database, said: str) -> None:
    Story(database, id="c1", name=None).turn(said, "I see.")
    transcript, told = read(database, "c1")
    assert load_scenario(Path("a.yml"), scenario_of(transcript, told)).steps[0]["say"].strip() == said.strip()


def test_personal_data_is_replaced_and_the_file_says_so(database: Database) -> None:
    Story(database, id="c1").turn("I am Priya Nair, p@web.de, order B-20071", "I see.")
    transcript, told = read(database, "c1")
    text = scenario_of(transcript, told)
    assert 'say: "I am Alex, name@example.com, order A-1001"' in text
    assert "# Replaced: an e-mail address, an order number, a name." in text


def test_a_pressed_button_is_pressed_again_without_what_belongs_to_this_customer(database: Database) -> None:
    story = Story(database, id="c1")
    story.turn("Refund", "Good.")
    with database.session() as session:
        session.get_one(Message, "c1-1").button_id = "accept_remedy:refund-4711"
    transcript, told = read(database, "c1")
    assert load_scenario(Path("a.yml"), scenario_of(transcript, told)).steps == ({"press": "accept_remedy"},)
