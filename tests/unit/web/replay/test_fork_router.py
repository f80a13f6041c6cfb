import html
import json
import re
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from amends.assistant_client import AssistantUnavailable
from amends.records.database import Database
from amends.rulebook.scenario_file import load_scenario
from tests.builders import Story, an_angry_conversation
from tests.dumps import dump
from tests.fakes.assistant_client import FakeAssistant
from tests.fakes.rehearsing import rehearsing_echo


@pytest.fixture
def assistant(rooms: FastAPI) -> FakeAssistant:
    rooms.state.assistant = FakeAssistant(rehearsing_echo)
    return rooms.state.assistant


@pytest.fixture
def story(database: Database) -> Story:
    return an_angry_conversation(database, id="c1")


def _where(story: Story) -> str:
    return f"/replay/conversations/{story.id}/fork"


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return html.unescape(found[1])


def test_a_fork_begins_with_what_was_said_before(story: Story, trainer: httpx.Client) -> None:
    page = trainer.get(_where(story), params={"turn": 2}).text
    assert "By hand after turn 1" in page and "THIRD time" in page and "The customer really said" in page
    assert "By hand from the start" in trainer.get(_where(story)).text


def test_each_message_goes_on_from_the_one_before_and_nothing_is_kept(
    story: Story, database: Database, trainer: httpx.Client, assistant: FakeAssistant
) -> None:
    trainer.get("/replay")
    before = dump(database)
    first = trainer.post(_where(story), data={"turn": 2, "said": "[]", "text": "something else"})
    assert first.status_code == 200 and "something else" in first.text
    assert assistant.requests[-1]["messages"] == [{"text": "something else", "message_id": "fork.2.1"}]
    second = trainer.post(
        _where(story), data={"turn": 2, "said": _field(first.text, "said"), "press": "affirm|Yes"}
    )
    assert assistant.requests[-1]["messages"][0]["button_id"] == "affirm"
    assert "Try 2" in second.text and "Open complaint" in second.text
    back = trainer.post(_where(story), data={"turn": 2, "said": _field(second.text, "said"), "back": "1"})
    assert "Try 1" in back.text and "Try 2" not in back.text
    assert json.loads(_field(back.text, "said")) == [["something else", ""]]
    assert dump(database) == before


def test_offered_buttons_can_be_pressed(
    story: Story, trainer: httpx.Client, assistant: FakeAssistant
) -> None:
    page = trainer.post(_where(story), data={"turn": 1, "text": "hello"}).text
    assert 'name="press" value="affirm|Yes"' in page


def test_a_fork_is_taken_along_as_a_test_that_can_be_read(
    story: Story, trainer: httpx.Client, assistant: FakeAssistant
) -> None:
    text = 'it: is "broken" # and\nmy mail is kim@example.org'
    page = trainer.post(_where(story), data={"turn": 2, "text": text}).text
    test = _field(page, "text")
    load_scenario(Path("fork.yml"), test)
    assert "THIRD time" in test and "kim@example.org" not in test and "moves: [acknowledge]" in test
    file = trainer.post(
        f"/replay/conversations/{story.id}/test", data={"text": test, "name": _field(page, "name")}
    )
    assert file.status_code == 200 and "attachment" in file.headers["content-disposition"]


@pytest.mark.parametrize("said", ["", "{}", "[1]", '[["a"]]', '[["", ""]]', '[["a", 1]]', "[" * 5000])
def test_a_broken_form_is_refused(
    story: Story, trainer: httpx.Client, assistant: FakeAssistant, said: str
) -> None:
    answer = trainer.post(_where(story), data={"turn": 1, "said": said, "text": "x"})
    assert answer.status_code in (200, 400) and (answer.status_code == 200) == (said == "")
    assert len(assistant.requests) == (said == "")


def test_too_much_is_refused(story: Story, trainer: httpx.Client, assistant: FakeAssistant) -> None:
    many = json.dumps([["again", ""]] * 30)
    assert trainer.post(_where(story), data={"turn": 1, "said": many, "text": "x"}).status_code == 422
    assert trainer.post(_where(story), data={"turn": 1, "text": "x" * 5000}).status_code == 422


def test_what_was_typed_is_given_back_when_the_assistant_is_away(
    story: Story, trainer: httpx.Client, assistant: FakeAssistant
) -> None:
    assistant.errors.append(AssistantUnavailable("x"))
    answer = trainer.post(_where(story), data={"turn": 1, "text": "my long story"})
    assert answer.status_code == 503 and "is away" in answer.text
    assert ">my long story</textarea>" in answer.text and _field(answer.text, "said") == "[]"


def test_no_turn_no_fork(story: Story, trainer: httpx.Client, agent: httpx.Client) -> None:
    assert trainer.get(_where(story), params={"turn": story.turns + 1}).status_code == 200
    for turn, status in ((story.turns + 2, 404), (0, 422), ("x", 422)):
        assert trainer.get(_where(story), params={"turn": turn}).status_code == status
    assert trainer.get("/replay/conversations/nobody/fork").status_code == 404
    assert agent.get(_where(story)).status_code == 403
    del trainer.headers["X-CSRF-Token"]
    assert trainer.post(_where(story), data={"turn": 1, "text": "x"}).status_code == 403


def test_what_was_typed_is_never_markup(
    database: Database, trainer: httpx.Client, assistant: FakeAssistant
) -> None:
    bad = "<script>alert(1)</script>"
    story = Story(database, id="c1", name=bad)
    story.turn(bad, bad)
    answer = trainer.post(_where(story), data={"turn": 2, "text": bad, "said": json.dumps([[bad, bad]])})
    assert bad not in answer.text
