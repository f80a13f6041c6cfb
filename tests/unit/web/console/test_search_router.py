from datetime import UTC, datetime, timedelta

import httpx
import pytest

from amends.records.database import Database
from tests.builders import Story, a_person, an_angry_conversation


def search(browser: httpx.Client, **sought: str) -> str:
    answer = browser.get("/console/search", params=sought)
    assert answer.status_code == 200
    return answer.text


def two_conversations(database: Database) -> tuple[Story, Story]:
    kim = a_person(database, "Kim Park")
    lamp = an_angry_conversation(database, id="lamp")
    lamp.handoff(status="completed", ended_at=lamp.at, agent_id=kim)
    chair = Story(database, id="chair", name="Jo Hill", at=datetime(2026, 11, 21, 9, tzinfo=UTC))
    chair.turn("The chair is broken", "I see.")
    chair.case(order_number="B-2222")
    chair.handoff("legal_threat")
    return lamp, chair


def links(page: str) -> set[str]:
    return {name for name in ("lamp", "chair") if f"/console/conversations/{name}" in page}


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({}, {"lamp", "chair"}),
        ({"q": "priya nair"}, {"lamp"}),
        ({"q": "C-2026-000002"}, {"chair"}),
        ({"q": "b-2222"}, {"chair"}),
        ({"q": "chair is broken"}, {"chair"}),
        ({"q": "%"}, set()),
        ({"band": "hostile"}, {"lamp"}),
        ({"outcome": "waiting"}, {"chair"}),
        ({"since": "2026-11-21"}, {"chair"}),
        ({"until": "2026-11-20"}, {"lamp"}),
        ({"q": "priya nair", "outcome": "waiting"}, set()),
        ({"band": "purple", "outcome": "fine", "agent": "x", "since": "soon"}, {"lamp", "chair"}),
    ],
)
def test_conversations_are_found_by_everything_known_of_them(
    database: Database, agent: httpx.Client, sought: dict[str, str], found: set[str]
) -> None:
    two_conversations(database)
    page = search(agent, **sought)
    assert links(page) == found
    assert found or "No conversation with a person fits" in page


def test_a_line_says_who_had_it_how_it_went_and_when(database: Database, agent: httpx.Client) -> None:
    two_conversations(database)
    page = search(agent, q="priya nair")
    for words in ("Kim Park", "Completed", "Hostile", "2026-11-20", "A-1007", "Asked for a person"):
        assert words in page, words


def test_what_no_person_was_asked_for_is_found_by_its_case_and_not_opened(
    database: Database, agent: httpx.Client
) -> None:
    story = Story(database, id="private", name="Ana Silva")
    story.turn("It arrived in pieces", "I see.")
    reference = story.case()
    page = search(agent, q=reference)
    assert "Cases without a person so far" in page
    assert reference in page
    assert "/console/conversations/private" not in page
    assert "It arrived in pieces" not in page


def test_customers_are_found_with_what_they_had(database: Database, agent: httpx.Client) -> None:
    two_conversations(database)
    page = search(agent, q="Jo Hill")
    assert "Customers" in page
    assert "1 case, 1 conversation with a person" in page


def test_pages_follow_one_another_and_keep_what_is_sought(database: Database, agent: httpx.Client) -> None:
    for number in reversed(range(27)):
        story = Story(
            database, id=f"c{number}", name="Li Wei", at=datetime.now(UTC) - timedelta(hours=number)
        )
        story.handoff()
    first = search(agent, q="li wei")
    assert "/console/conversations/c0" in first
    assert "q=li+wei&amp;page=2" in first
    second = search(agent, q="li wei", page="2")
    assert "/console/conversations/c26" in second
    assert "q=li+wei&amp;page=1" in second
    assert agent.get("/console/search", params={"page": 0}).status_code == 422
    assert agent.get("/console/search", params={"q": "x" * 201}).status_code == 422


def test_nobody_ever_asked_is_said_plainly(agent: httpx.Client) -> None:
    assert "Nobody has asked for a person yet." in search(agent)
