import httpx
import pytest

from amends.records.database import Database
from tests.builders import a_person, an_angry_conversation

TEST = "/replay/conversations/c1/test"


@pytest.fixture(autouse=True)
def conversation(database: Database) -> None:
    an_angry_conversation(database, id="c1")


def test_a_conversation_is_shown_as_a_test_and_downloaded(trainer: httpx.Client) -> None:
    page = trainer.get(TEST).text
    assert "THIRD time I am asking" in page
    assert "moves: [acknowledge, inform]" not in page
    assert "moves: [acknowledge, inform]" in trainer.get(TEST, params={"moves": "keep"}).text
    text = "steps:\r\n  - say: hm\r\n"
    file = trainer.post(TEST, data={"text": text, "name": "Who asks is heard!"})
    assert file.headers["content-disposition"] == 'attachment; filename="who_asks_is_heard.yml"'
    assert file.text == "steps:\n  - say: hm\n"


def test_a_test_that_the_runner_could_not_read_is_refused_with_its_line_and_kept(
    trainer: httpx.Client,
) -> None:
    text = "steps:\n  - say: hm\n    expect:\n      moves: [hug]\n"
    refused = trainer.post(TEST, data={"text": text, "name": "a"})
    assert refused.status_code == 422
    assert "a.yml:4: &#39;hug&#39; is not one of" in refused.text
    assert "moves: [hug]" in refused.text


def test_nothing_accepted_is_said_and_no_empty_file(trainer: httpx.Client) -> None:
    for name in ("nlu.yml", "readings.jsonl"):
        answer = trainer.get(f"/replay/corrections/{name}")
        assert answer.status_code == 404
        assert "nothing accepted" in answer.text


def test_bands_are_taken_along_as_rows(database: Database, trainer: httpx.Client) -> None:
    trainer.post("/replay/conversations/c1/turns/2/corrections", data={"band": "hostile"})
    trainer.post("/replay/corrections/1/accept", data={"text": "nobody came"})
    file = trainer.get("/replay/corrections/readings.jsonl")
    assert file.text == '{"text": "nobody came", "band": "hostile"}\n'


def test_unknown_conversations_and_agents_are_refused(
    database: Database, trainer: httpx.Client, agent: httpx.Client
) -> None:
    assert trainer.get("/replay/conversations/nothing/test").status_code == 404
    assert trainer.post("/replay/conversations/nothing/test", data={"text": "x"}).status_code == 404
    assert agent.get(TEST).status_code == 403
    assert a_person(database, "Ada Byron") > 0
