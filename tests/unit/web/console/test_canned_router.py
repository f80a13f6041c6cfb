"""The ready texts over HTTP: who may ask, what comes, and what a sent word becomes."""

from collections.abc import Callable

import httpx
import pytest

from amends.records.database import Database
from amends.records.promises import promises_of
from tests.builders import Story, an_angry_conversation

CANARY = "<script>alert('canary')</script>"
ADDRESS = "/console/conversations/c1/canned"


@pytest.fixture
def story(database: Database, agent: httpx.Client) -> Story:
    """A conversation that the signed-in agent has just accepted."""
    story = an_angry_conversation(database, id="c1")
    handoff = story.handoff("customer_asked", "The lamp is late.")
    assert agent.post(f"/console/handoffs/{handoff}/accept").status_code == 303
    return story


def test_texts_come_as_a_fragment_in_groups_with_what_to_insert(agent: httpx.Client, story: Story) -> None:
    fragment = agent.get(ADDRESS).text
    assert "<html" not in fragment and 'role="listbox"' not in fragment
    assert 'role="group" aria-labelledby="canned-introduce"' in fragment
    assert 'data-text="Priya Nair, I am Sam Lee, a person' in fragment


def test_a_search_narrows_and_says_when_nothing_is_left(agent: httpx.Client, story: Story) -> None:
    found = agent.get(ADDRESS, params={"q": "sorry"}).text
    assert "canned-apologise" in found and "canned-introduce" not in found
    nothing = agent.get(ADDRESS, params={"q": CANARY}).text
    assert "No text has" in nothing and "<script>" not in nothing and 'role="option"' not in nothing


def test_one_move_can_be_asked_for_and_no_other_than_ours(agent: httpx.Client, story: Story) -> None:
    only = agent.get(ADDRESS, params={"move": "inform"}).text
    assert "canned-inform" in only and "canned-acknowledge" not in only
    assert agent.get(ADDRESS, params={"move": "shout"}).status_code == 404
    assert agent.get(ADDRESS, params={"q": "x" * 101}).status_code == 422


def test_whatever_a_customer_is_called_is_text(database: Database, agent: httpx.Client) -> None:
    story = Story(database, id="c1", name=CANARY)
    story.remembers(facts={"reason": "delay", "quote": CANARY, "narrative": [CANARY], "wish": CANARY})
    story.turn(CANARY, "Hello.")
    story.handoff()
    for move in ("introduce", "paraphrase", "acknowledge"):
        page = agent.get(ADDRESS, params={"move": move}).text
        assert "canary" in page and "<script>" not in page


def test_only_agents_ask_and_only_about_what_a_person_was_asked_for(
    database: Database,
    agent: httpx.Client,
    trainer: httpx.Client,
    stranger: Callable[[], httpx.Client],
) -> None:
    Story(database, id="private").message("customer", "just asking")
    assert agent.get("/console/conversations/private/canned").status_code == 404
    assert agent.get("/console/conversations/nothing/canned").status_code == 404
    assert trainer.get(ADDRESS).status_code == 403
    assert stranger().get(ADDRESS).status_code in (303, 401)


def test_looking_for_texts_changes_nothing(database: Database, agent: httpx.Client, story: Story) -> None:
    before = agent.get("/console/conversations/c1/lines").text
    agent.get(ADDRESS)
    assert agent.get("/console/conversations/c1/lines").text == before


def test_a_word_that_is_sent_goes_on_record_with_its_due_time_once(
    database: Database, agent: httpx.Client, story: Story
) -> None:
    messages = "/console/conversations/c1/messages"
    hello = {"text": "I am Sam.", "client_id": "a", "fence": "1"}
    assert agent.post(messages, data=hello).status_code == 303
    fragment = agent.get(ADDRESS, params={"move": "commit"}).text
    assert "goes on record as your promise" in fragment
    text = fragment.split('data-text="')[1].split('"')[0]
    for _ in range(2):
        given = {"text": f"Thank you. {text}", "client_id": "b", "fence": "1"}
        assert agent.post(messages, data=given).status_code == 303
    with database.reading() as session:
        made = [one for one in promises_of(session, "c1") if one.who == "Sam Lee"]
        assert len(made) == 1 and made[0].what in text and made[0].case_reference == "C-2026-000001"
    changed = {"text": text.replace("by ", "perhaps by "), "client_id": "c", "fence": "1"}
    assert agent.post(messages, data=changed).status_code == 303
    with database.reading() as session:
        assert sum(one.who == "Sam Lee" for one in promises_of(session, "c1")) == 1


def test_a_word_typed_by_hand_goes_on_record_once_and_a_mere_wish_does_not(
    database: Database, agent: httpx.Client, story: Story
) -> None:
    messages = "/console/conversations/c1/messages"
    for client_id, text in (
        ("a", "I hope it gets there tomorrow."),
        ("b", "I will call you back within two hours."),
        ("b", "I will call you back within two hours."),
    ):
        said = {"text": text, "client_id": client_id, "fence": "1"}
        assert agent.post(messages, data=said).status_code == 303
    with database.reading() as session:
        made = [one for one in promises_of(session, "c1") if one.who == "Sam Lee"]
        assert [one.what for one in made] == ["call you back"] and made[0].due_at is not None


def test_what_drafts_are_looked_at_for_is_what_the_brand_says(
    agent: httpx.Client, trainer: httpx.Client
) -> None:
    manner = agent.get("/console/manner").json()
    assert "calm down" in manner["phrases"] and (manner["sentences"], manner["words"]) == (3, 30)
    assert trainer.get("/console/manner").status_code == 403
