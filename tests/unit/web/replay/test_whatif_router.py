import html
import re

import httpx
import pytest
from fastapi import FastAPI

from amends.assistant_client import AssistantUnavailable, TurnFailed
from amends.records.database import Database
from amends.records.tables import Turn
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
    return f"/replay/conversations/{story.id}/what-if"


def _said(answer: httpx.Response) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.text))


def test_the_form_shows_every_value_of_the_playbook_with_what_it_means(
    story: Story, trainer: httpx.Client
) -> None:
    page = trainer.get(_where(story))
    assert page.status_code == 200
    assert 'name="value.decay" value="0.5"' in page.text and 'name="value.relief.apology"' in page.text
    assert "is left when the next turn begins" in page.text
    assert "candidate" not in page.text


def test_another_value_is_played_and_the_first_difference_stands_on_top(
    story: Story, database: Database, trainer: httpx.Client, assistant: FakeAssistant
) -> None:
    seen = trainer.get(_where(story))
    before = dump(database)
    answer = trainer.post(_where(story), data={"how": "play", "value.decay": "0.25", "model": "ours"})
    assert answer.status_code == 200
    assert "First differs at turn 1: the assistant would ask instead of" in _said(answer)
    assert "decay 0.25 instead of 0.5" in re.sub(r"\s+", " ", _said(answer))
    assert "might have answered otherwise" in answer.text
    assert "decay: 0.25" in assistant.requests[0]["playbook"]["playbook"]
    assert len(assistant.requests) == story.turns
    assert dump(database) == before and seen.status_code == 200


def test_our_own_values_are_played_without_another_playbook(
    story: Story, trainer: httpx.Client, assistant: FakeAssistant
) -> None:
    trainer.post(_where(story), data={"how": "play", "value.decay": "0.5"})
    assert all("playbook" not in request for request in assistant.requests)


def test_from_a_later_turn_on_only_those_are_played(
    story: Story, trainer: httpx.Client, assistant: FakeAssistant
) -> None:
    for turn, played in (("2", story.turns - 1), ("99", 1), ("x", story.turns), ("0", story.turns)):
        assistant.requests.clear()
        trainer.post(_where(story), data={"how": "play", "turn": turn})
        assert len(assistant.requests) == played, turn


def test_an_exact_replay_says_its_verdict(
    story: Story, trainer: httpx.Client, assistant: FakeAssistant
) -> None:
    answer = trainer.post(_where(story), data={"how": "exact", "value.decay": "0.25"})
    assert "Not identical: turn 1 differs in its" in _said(answer)
    assert all("playbook" not in request for request in assistant.requests)


@pytest.mark.parametrize(
    ("typed", "line"), [("7", "from 0 to 1"), ("often", "expected a number"), ("", "expected a number")]
)
def test_a_value_that_cannot_be_is_refused_with_file_and_line(
    story: Story, trainer: httpx.Client, assistant: FakeAssistant, typed: str, line: str
) -> None:
    answer = trainer.post(_where(story), data={"how": "play", "value.decay": typed})
    assert answer.status_code == 422 and assistant.requests == []
    assert re.search(rf"data/playbook\.yml:\d+: [^<]*{line}", html.unescape(answer.text))
    assert 'aria-invalid="true"' in answer.text and "/work" not in answer.text


def test_htmx_gets_the_result_alone_whatever_it_is(
    story: Story, trainer: httpx.Client, assistant: FakeAssistant
) -> None:
    for data in ({"how": "exact"}, {"how": "play", "value.decay": "often"}):
        answer = trainer.post(_where(story), data=data, headers={"HX-Request": "true"})
        assert answer.status_code == 200 and "<html" not in answer.text
        assert "Not identical" in answer.text or "data/playbook.yml:" in answer.text


def test_the_candidate_is_offered_while_it_answers_and_plays_when_chosen(
    story: Story, trainer: httpx.Client, rooms: FastAPI, assistant: FakeAssistant
) -> None:
    rooms.state.candidate = FakeAssistant(rehearsing_echo)
    assert 'value="candidate"' in trainer.get(_where(story)).text
    trainer.post(_where(story), data={"how": "play", "model": "candidate"})
    assert (len(rooms.state.candidate.requests), len(assistant.requests)) == (story.turns, 0)
    rooms.state.candidate.up = False
    assert 'value="candidate"' not in trainer.get(_where(story)).text


@pytest.mark.parametrize(
    ("error", "words"), [(AssistantUnavailable("x"), "is away"), (TurnFailed("x"), "failed on this")]
)
def test_an_assistant_that_does_not_answer_is_told_plainly(
    story: Story, trainer: httpx.Client, assistant: FakeAssistant, error: Exception, words: str
) -> None:
    assistant.errors.append(error)  # type: ignore[arg-type]
    answer = trainer.post(_where(story), data={"how": "exact"})
    assert answer.status_code == 503 and words in answer.text


def test_turns_of_an_older_version_are_named(
    story: Story, database: Database, trainer: httpx.Client, assistant: FakeAssistant
) -> None:
    with database.session() as session:
        for turn in session.query(Turn):
            turn.record = {key: value for key, value in turn.record.items() if key != "request"}
    answer = trainer.post(_where(story), data={"how": "exact"})
    assert answer.status_code == 503 and "Turn 1 was stored by an older version" in answer.text


def test_what_was_said_and_typed_is_never_markup(
    database: Database, trainer: httpx.Client, assistant: FakeAssistant
) -> None:
    bad = "<script>alert(1)</script>"
    story = Story(database, id="c1", name=bad)
    story.turn(bad, bad)
    answer = trainer.post(_where(story), data={"how": "play", "value.decay": f'"{bad}', "turn": bad})
    assert bad not in answer.text
    assert bad not in trainer.post(_where(story), data={"how": "exact"}).text


def test_an_unknown_conversation_is_404_and_agents_stay_outside(
    story: Story, trainer: httpx.Client, agent: httpx.Client, assistant: FakeAssistant
) -> None:
    assert trainer.get("/replay/conversations/nobody/what-if").status_code == 404
    assert trainer.post("/replay/conversations/nobody/what-if", data={"how": "exact"}).status_code == 404
    assert agent.get(_where(story)).status_code == 403
    del trainer.headers["X-CSRF-Token"]
    assert trainer.post(_where(story), data={"how": "exact"}).status_code == 403
    assert assistant.requests == []
