import html
import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from amends.records.database import Database
from amends.records.tables import Turn
from tests.builders import Story, a_ledger, a_person, a_reading, an_angry_conversation

CANARY = "<script>alert('canary')</script><img src=x onerror=alert(1)>"


def test_conversations_are_listed_newest_first(database: Database, trainer: httpx.Client) -> None:
    first = Story(database, id="c1", name="Older One")
    Story(database, id="c2", name="Newer One", at=first.at.replace(hour=18))
    page = trainer.get("/replay").text
    assert page.index("Newer One") < page.index("Older One")


def test_an_empty_house_says_so(trainer: httpx.Client) -> None:
    assert "There are no conversations yet" in trainer.get("/replay").text


def test_words_case_references_and_names_are_found(database: Database, trainer: httpx.Client) -> None:
    an_angry_conversation(database, id="c1", name="Priya Nair")
    other = Story(database, id="c2", name="Marek Zielinski")
    other.turn("100% of it is broken", "I see.")
    for words, found, missing in (
        ("nobody came", "Priya", "Marek"),
        ("NOBODY CAME", "Priya", "Marek"),
        ("C-2026-000001", "Priya", "Marek"),
        ("zielin", "Marek", "Priya"),
        ("0% of", "Marek", "Priya"),
        ("%", "Marek", "Priya"),
        ("_", "nothing", "Priya"),
    ):
        page = trainer.get("/replay", params={"q": words}).text
        assert missing not in page, words
        assert found in page or "No conversation fits" in page, words


def test_conversations_are_narrowed_by_their_peak_and_by_the_reason_of_the_handoff(
    database: Database, trainer: httpx.Client
) -> None:
    an_angry_conversation(database, id="c1", name="Priya Nair").handoff("legal_threat")
    calm = Story(database, id="c2", name="Marek Zielinski")
    calm.turn("where is it", "On its way.", ledger=a_ledger(0.1, "calm", 0.0))
    Story(database, id="c3", name="Silent Person")

    def names(**chosen: str) -> set[str]:
        page = trainer.get("/replay", params=chosen).text
        return {name for name in ("Priya", "Marek", "Silent") if name in page}

    assert names() == {"Priya", "Marek", "Silent"}
    assert names(band="hostile") == {"Priya"}
    assert names(band="calm") == {"Marek"}
    assert names(band="irritated") == set()
    assert names(reason="legal_threat") == {"Priya"}
    assert names(reason="abuse") == set()
    assert names(band="nonsense", reason="nonsense") == {"Priya", "Marek", "Silent"}


def test_the_list_goes_on_over_pages_that_keep_the_search(database: Database, trainer: httpx.Client) -> None:
    for number in range(31):
        story = Story(database, id=f"c{number}", name=f"Person {number:02}")
        story.message("customer", "a parcel")
    first = trainer.get("/replay", params={"q": "parcel"}).text
    assert first.count('class="row"') == 30
    older = re.search(r'href="(/replay\?[^"]+)" rel="next"', first)
    assert older
    second = trainer.get(html.unescape(older.group(1))).text
    assert second.count('class="row"') == 1
    assert "Person 00" in second
    assert 'rel="next"' not in second
    newer = re.search(r'href="(/replay\?[^"]+)" rel="prev"', second)
    assert newer
    assert trainer.get(html.unescape(newer.group(1))).text.count('class="row"') == 30


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "2026-13-40"},
        {"to": "yesterday"},
        {"to": "0001-01-01"},
        {"band": "furious"},
        {"agent": "99999999999999999999"},
        {"intent": "' OR 1=1 --"},
        {"outcome": "won"},
        {"after": "nowhere"},
        {"after": "2026-11-20T12:00:00~c1"},
        {"before": "~"},
        {"after": "0001-01-01T00:00:00+14:00~c1"},
        {"from": "2026-11-22", "to": "2026-11-20"},
    ],
)
def test_what_means_nothing_is_named_and_narrows_nothing(
    database: Database, trainer: httpx.Client, asked: dict[str, str]
) -> None:
    Story(database, id="c1", name="Priya Nair")
    answer = trainer.get("/replay", params=asked)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert ("Priya" in answer.text) is (len(asked) == 1)


def test_filters_hold_together_and_each_can_be_taken_away(database: Database, trainer: httpx.Client) -> None:
    story = an_angry_conversation(database, id="c1", name="Priya Nair")
    story.held_by(a_person(database, "Sam Lee"), story.handoff("legal_threat"))
    asked = {
        "q": "nobody came",
        "peak": "hostile",
        "band": "frustrated",
        "reason": "legal_threat",
        "intent": "request_agent",
        "move": "hand_off",
        "outcome": "held",
        "review": "unseen",
        "from": "2026-11-20",
        "to": "2026-11-20",
    }
    page = trainer.get("/replay", params=asked).text
    assert "Priya" in page
    chips = re.findall(r'class="chip removable" href="([^"]+)"', page)
    assert len(chips) == len(asked)
    left = [set(parse_qs(urlsplit(html.unescape(chip)).query)) for chip in chips]
    assert sorted(map(sorted, left)) == sorted(sorted(set(asked) - {name}) for name in asked)
    for name, other in {"peak": "calm", "outcome": "settled", "to": "2026-11-19", "q": "unicorn"}.items():
        assert "Priya" not in trainer.get("/replay", params={**asked, name: other}).text, name


def test_a_replay_shows_reading_ledger_moves_and_steps_of_each_turn(
    database: Database, trainer: httpx.Client
) -> None:
    an_angry_conversation(database, id="c1")
    page = trainer.get("/replay/conversations/c1").text
    assert 'title="again and again +1.10; capitals +0.45">THIRD</mark>' in page
    assert "report late delivery" in page
    assert "the customer had to ask again and again" in page
    assert "DeescalationPolicy" in page
    assert "34 ms" in page
    assert '<span class="value">+31</span><span class="source source-theirs">theirs</span>' in page
    assert "Case C-2026-000001 opened" in page


def test_agents_turns_are_there_as_well(database: Database, trainer: httpx.Client) -> None:
    sam = a_person(database, "Sam Lee")
    story = an_angry_conversation(database, id="c1")
    story.held_by(sam, story.handoff())
    story.message("agent", "I am Sam, a person.", agent_id=sam)
    page = trainer.get("/replay/conversations/c1").text
    assert "Sam Lee (agent)" in page
    assert "I am Sam, a person." in page


def test_whatever_anybody_wrote_is_text(database: Database, trainer: httpx.Client) -> None:
    story = Story(database, id="c1", name=CANARY)
    reading = a_reading(
        CANARY,
        entities=[{"entity": CANARY, "value": CANARY, "start": 0, "end": 1}],
        frustration={
            "score": 0.6,
            "band": "frustrated",
            "cues": [{"cue": '"><script>', "span": [3, 9], "weight": 1.0}],
        },
    )
    story.turn(
        CANARY, CANARY, reading=reading, moves=[(CANARY, CANARY)], buttons=[{"id": "x", "title": CANARY}]
    )
    story.case(narrative=CANARY, remedy_sought=CANARY, order_number=CANARY)
    story.promise(CANARY, who=CANARY)
    for page in (
        trainer.get("/replay/conversations/c1").text,
        trainer.get("/replay").text,
        trainer.get("/replay", params={"q": CANARY}).text,
    ):
        assert "<script>" not in page
        assert "<img" not in page
        assert "canary" in page


def test_an_unknown_conversation_is_a_clear_404(trainer: httpx.Client) -> None:
    answer = trainer.get("/replay/conversations/nothing")
    assert answer.status_code == 404
    assert "There is no such conversation." in answer.text


def test_a_record_from_another_time_with_parts_missing_is_still_shown(
    database: Database, trainer: httpx.Client
) -> None:
    story = Story(database, id="c1")
    story.turn("where is it", "One moment.")
    with database.session() as session:
        session.connection().exec_driver_sql("UPDATE turns SET record = '{}'")
    assert "where is it" in trainer.get("/replay/conversations/c1").text


def test_a_replay_shows_what_else_was_considered(database: Database, trainer: httpx.Client) -> None:
    Story(database, id="c1").turn("where is it", "One moment.")
    considered = [
        {"rule": "makes_amends", "verdict": "refused", "why": "the paraphrase is not confirmed <yet>"},
        {"rule": "says_goodbye", "verdict": "not_applicable", "why": "nobody takes leave"},
    ]
    with database.session() as session:
        turn = session.query(Turn).one()
        turn.record = {**turn.record, "considered": considered}
    page = trainer.get("/replay/conversations/c1").text
    assert "What else was considered: 1 rule had something to say" in page
    assert "Makes amends</strong> <span" in page
    assert "the paraphrase is not confirmed &lt;yet&gt;" in page
    assert "1 did not apply" in page
