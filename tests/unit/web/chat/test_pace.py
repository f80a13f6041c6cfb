from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from amends.settings import Settings
from amends.web.app import create_app
from amends.web.chat import pace as module
from amends.web.chat.pace import Pace, Paces
from tests.databases import fresh_sqlite
from tests.desks import FAST
from tests.fakes.assistant_client import FakeAssistant


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def tries(pace: Pace, key: str = "k") -> bool:
    """One attempt; whether it was let through."""
    allowed = pace.wait_s(key) == 0.0
    if allowed:
        pace.count(key)
    return allowed


def test_all_at_once_is_fine_and_then_one_waits_for_its_turn() -> None:
    clock = Clock()
    pace = Pace(6, 60.0, clock)
    assert [tries(pace) for _ in range(7)] == [True] * 6 + [False]
    assert pace.wait_s("k") == pytest.approx(10.0)
    clock.now += 10.0
    assert [tries(pace) for _ in range(2)] == [True, False]
    assert tries(pace, "another") is True


@given(
    times=st.integers(1, 20),
    gaps=st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=150),
)
def test_however_it_is_spread_no_window_holds_twice_the_number(times: int, gaps: list[float]) -> None:
    clock = Clock()
    pace = Pace(times, 60.0, clock)
    let_through: list[float] = []
    for gap in gaps:
        clock.now += gap
        if tries(pace):
            let_through.append(clock.now)
        else:
            # What is said about waiting is true: a moment earlier is too early, and then it is time.
            wait = pace.wait_s("k")
            assert 0 < wait <= 60.0 / times + 1e-6
    for start in let_through:
        assert sum(start <= at < start + 60.0 for at in let_through) <= 2 * times


def test_nothing_counts_where_there_is_no_limit() -> None:
    pace = Pace(0, 60.0, Clock())
    assert all(tries(pace) for _ in range(1000))


def test_strangers_do_not_fill_the_memory() -> None:
    pace = Pace(1, 3600.0, Clock())
    for number in range(module.MOST_REMEMBERED + 10):
        tries(pace, f"address {number}")
    assert len(pace._made_up_at) == module.MOST_REMEMBERED
    assert not tries(pace, f"address {number}"), "the newest are remembered"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fresh_sqlite(tmp_path)
    return tmp_path


def customers(folder: Path, address: str, **settings: int) -> Iterator[TestClient]:
    """A running chat as seen from an address, with a clock that stands still."""
    app = create_app(Settings(home=folder, secret="x", **settings), assistant=FakeAssistant(), options=FAST)
    app.state.paces = Paces(app.state.settings, Clock())
    with TestClient(app, base_url="http://desk.example", client=(address, 4711)) as http:
        yield http


def opened(http: TestClient) -> httpx.Response:
    return http.post("/chat/conversations", json={})


def says(http: TestClient, path: str, token: str, number: int, what: str = "messages") -> httpx.Response:
    body = {"client_id": f"c{number}", "text": "hello", "name": "Jo"}
    headers = {"Authorization": f"Bearer {token}"}
    return http.post(f"/chat/conversations/{path}/{what}", json=body, headers=headers)


def test_an_address_opens_so_many_conversations_and_is_told_when_to_come_back(folder: Path) -> None:
    for http in customers(folder, "203.0.113.9", conversations_per_hour=2):
        assert [opened(http).status_code for _ in range(3)] == [201, 201, 429]
        refused = opened(http)
        assert refused.json()["error"] == "too_often"
        assert refused.headers["retry-after"] == "1800"


def test_a_shops_page_can_read_when_to_come_back(folder: Path) -> None:
    origin = "http://127.0.0.1:8010"
    for http in customers(folder, "203.0.113.9", conversations_per_hour=1):
        http.headers["Origin"] = origin
        opened(http)
        refused = opened(http)
        assert refused.headers["access-control-allow-origin"] == origin
        assert "Retry-After" in refused.headers["access-control-expose-headers"]


def test_one_conversation_takes_so_many_messages_a_minute_and_others_go_on(folder: Path) -> None:
    for http in customers(folder, "203.0.113.9", messages_per_minute=3):
        first, second = opened(http).json(), opened(http).json()
        statuses = [says(http, first["id"], first["token"], n).status_code for n in range(4)]
        assert statuses == [202, 202, 202, 429]
        assert says(http, first["id"], first["token"], 9, "contact").status_code == 429
        assert says(http, second["id"], second["token"], 1).status_code == 202
        # Typing has a limit of its own, so that telling of it never costs a message.
        hints = [says(http, first["id"], first["token"], n, "typing").status_code for n in range(10)]
        assert hints == [204] * 9 + [429]


def test_a_stranger_who_knows_the_id_cannot_use_up_the_limit(folder: Path) -> None:
    for http in customers(folder, "203.0.113.9", messages_per_minute=3):
        mine = opened(http).json()
        assert {says(http, mine["id"], "guessed", n).status_code for n in range(6)} == {401, 429}
        assert says(http, mine["id"], mine["token"], 1).status_code == 202


def test_one_address_has_a_limit_for_all_its_conversations(folder: Path) -> None:
    for http in customers(folder, "2001:db8::1", address_messages_per_minute=4):
        both = [opened(http).json() for _ in range(2)]
        statuses = [says(http, one["id"], one["token"], n).status_code for n in range(3) for one in both]
        assert statuses == [202] * 4 + [429] * 2


def test_this_machine_is_not_counted(folder: Path) -> None:
    for http in customers(folder, "127.0.0.1", conversations_per_hour=1, messages_per_minute=1):
        assert [opened(http).status_code for _ in range(5)] == [201] * 5
