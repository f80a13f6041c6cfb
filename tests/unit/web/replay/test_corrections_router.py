import logging
import re
from collections.abc import Callable

import httpx
import pytest

from amends.records.database import Database
from amends.records.tables import Conversation, Correction
from tests.builders import a_person, an_angry_conversation

FORM = "/replay/conversations/c1/turns/2/corrections"
SignIn = Callable[[str], httpx.Client]


@pytest.fixture(autouse=True)
def conversation(database: Database) -> None:
    an_angry_conversation(database, id="c1", name="Priya Nair")


@pytest.fixture
def other(database: Database, sign_in: SignIn) -> httpx.Client:
    """A second trainer."""
    a_person(database, "Ivo Brandt", role="trainer")
    return sign_in("ivo@example.com")


def stored(database: Database) -> list[Correction]:
    with database.reading() as session:
        return session.query(Correction).order_by(Correction.id).all()


def test_a_correction_is_made_shown_accepted_and_taken_along(
    database: Database, trainer: httpx.Client, other: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    answer = trainer.post(FORM, data={"intent": "report_ignored", "note": "She says that nobody came."})
    assert answer.headers["location"] == "/replay/conversations/c1#turn-2"
    page = trainer.get("/replay/conversations/c1").text
    assert "report ignored" in page
    assert "She says that nobody came." in page
    assert trainer.get("/replay/corrections/nlu.yml").status_code == 404
    assert "Yours: another trainer decides" in trainer.get("/replay/corrections").text
    judged = other.post("/replay/corrections/1/accept", data={"text": "nobody\n came at all"})
    assert judged.status_code == 303
    (row,) = stored(database)
    assert (row.status, row.was, row.right, row.text) == (
        "accepted",
        "give_details",
        "report_ignored",
        "nobody came at all",
    )
    file = trainer.get("/replay/corrections/nlu.yml")
    assert "attachment" in file.headers["content-disposition"]
    assert "- intent: report_ignored\n  examples: |\n    - nobody came at all\n" in file.text
    assert "nobody came" not in caplog.text
    assert "Priya" not in caplog.text
    assert "corrected turn 2 of c1: intent" in caplog.text


def test_a_trainer_does_not_judge_their_own_unless_there_is_no_other(
    database: Database, trainer: httpx.Client, sign_in: SignIn
) -> None:
    trainer.post(FORM, data={"band": "hostile"})
    trainer.post(FORM, data={"band": "calm"})
    assert trainer.post("/replay/corrections/1/accept", data={"text": "hm"}).status_code == 303
    a_person(database, "Ivo Brandt", role="trainer")
    refused = trainer.post("/replay/corrections/2/accept", data={"text": "hm"})
    assert refused.status_code == 403
    assert "judged by another trainer" in refused.text
    assert [row.status for row in stored(database)] == ["accepted", "open"]


def test_words_with_personal_data_are_not_accepted_until_they_are_edited(
    database: Database, trainer: httpx.Client, other: httpx.Client
) -> None:
    trainer.post(FORM, data={"band": "hostile"})
    refused = other.post("/replay/corrections/1/accept", data={"text": "write to p@web.de, says priya"})
    assert refused.status_code == 422
    assert "an e-mail address and a name" in refused.text
    assert "write to p@web.de, says priya" in refused.text
    assert stored(database)[0].status == "open"
    assert other.post("/replay/corrections/1/accept", data={"text": "  "}).status_code == 422
    kept = other.post("/replay/corrections/1/accept", data={"text": "model B-2000", "checked": "yes"})
    assert kept.status_code == 303
    assert stored(database)[0].text == "model B-2000"


def test_a_correction_is_judged_once(database: Database, trainer: httpx.Client, other: httpx.Client) -> None:
    trainer.post(FORM, data={"move_was": "paraphrase", "move_right": "apologise"})
    assert other.post("/replay/corrections/1/reject").status_code == 303
    again = other.post("/replay/corrections/1/accept")
    assert again.status_code == 409
    assert "Ivo Brandt has judged" in again.text
    assert trainer.post("/replay/corrections/1/take-back").status_code == 409
    assert stored(database)[0].status == "rejected"
    assert "rejected by Ivo Brandt" in trainer.get("/replay/corrections?status=rejected").text


def test_an_open_correction_is_taken_back_by_its_maker_only(
    database: Database, trainer: httpx.Client, other: httpx.Client
) -> None:
    trainer.post(FORM, data={"band": "hostile"})
    assert other.post("/replay/corrections/1/take-back").status_code == 404
    assert trainer.post("/replay/corrections/1/take-back").status_code == 303
    assert stored(database) == []


def test_saying_the_same_twice_is_saying_it_once(database: Database, trainer: httpx.Client) -> None:
    for _ in range(2):
        assert trainer.post(FORM, data={"band": "hostile"}).status_code == 303
    assert len(stored(database)) == 1


def test_what_was_filled_in_stays_when_it_is_refused(trainer: httpx.Client) -> None:
    refused = trainer.post(FORM, data={"move_was": "paraphrase", "move_right": "paraphrase", "note": "kept"})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert ">kept</textarea>" in refused.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/replay/conversations/nothing/turns/1/corrections", 404),
        ("/replay/conversations/c1/turns/99/corrections", 404),
        ("/replay/conversations/nothing/review", 404),
        ("/replay/corrections/99/accept", 404),
        ("/replay/corrections/99/reject", 404),
        ("/replay/corrections/99/take-back", 404),
        ("/replay/corrections/abc/accept", 422),
    ],
)
def test_what_does_not_exist_is_said_clearly(trainer: httpx.Client, path: str, status: int) -> None:
    assert trainer.post(path, data={"band": "hostile"}).status_code == status


def test_the_form_is_a_page_or_a_piece_of_one(trainer: httpx.Client) -> None:
    page = trainer.get("/replay/conversations/c1/turns/2/correct").text
    piece = trainer.get("/replay/conversations/c1/turns/2/correct", headers={"HX-Request": "true"}).text
    assert "<html" in page
    assert "<html" not in piece
    assert "Paraphrase was wrong" in piece
    assert 'value="give_details"' not in piece


def test_agents_and_forged_pages_change_nothing(
    database: Database, trainer: httpx.Client, agent: httpx.Client
) -> None:
    assert agent.post(FORM, data={"band": "hostile"}).status_code == 403
    assert agent.get("/replay/corrections/nlu.yml").status_code == 403
    trainer.headers["X-CSRF-Token"] = "forged"
    for path in (FORM, "/replay/conversations/c1/review", "/replay/corrections/1/accept"):
        assert trainer.post(path, data={"band": "hostile"}).status_code == 403, path
    assert stored(database) == []


def test_a_conversation_is_marked_as_reviewed(trainer: httpx.Client) -> None:
    assert "Mark as reviewed" in trainer.get("/replay/conversations/c1").text
    trainer.post("/replay/conversations/c1/review")
    page = trainer.get("/replay/conversations/c1").text
    assert "Reviewed by Tess Moreau" in page
    assert "Mark as reviewed" not in page


def test_a_turn_that_came_after_the_page_was_opened_is_not_reviewed(
    database: Database, trainer: httpx.Client
) -> None:
    page = trainer.get("/replay/conversations/c1").text
    (turns,) = re.findall(r'name="turns" value="(\d+)"', page)
    with database.session() as session:
        session.get_one(Conversation, "c1").turn_count += 1
    trainer.post("/replay/conversations/c1/review", data={"turns": turns})
    page = trainer.get("/replay/conversations/c1").text
    assert "Tess Moreau reviewed it before its last turn." in page
    assert "Mark as reviewed" in page


def test_whatever_a_trainer_writes_is_text(trainer: httpx.Client, other: httpx.Client) -> None:
    trainer.post(FORM, data={"band": "hostile", "note": "<script>alert('canary')</script>"})
    for client, path in ((trainer, "/replay/conversations/c1"), (other, "/replay/corrections")):
        page = client.get(path).text
        assert "canary" in page
        assert "<script>alert" not in page
