import asyncio
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import httpx
import pytest

from tests.databases import ON_POSTGRESQL
from tests.integration.desk.customers import Customer
from tests.integration.desk.processes import Corridor, corridor, free_port

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corridor]:
    """One desk for this module; its tests only add conversations."""
    with corridor(tmp_path_factory.mktemp("chat"), delay_s=0.5) as running:
        yield running


def test_a_megabyte_is_refused_and_the_next_message_is_not(house: Corridor) -> None:
    url, headers = house.open_conversation()
    with httpx.Client(headers=headers, timeout=20) as http:
        large = http.post(f"{url}/messages", json={"client_id": "a", "text": "x" * 1_000_000})
        assert (large.status_code, large.json()["error"]) == (413, "body_too_large")

        def chunks() -> Iterator[bytes]:
            for _ in range(200):
                yield b"x" * 5000

        chunked = http.post(f"{url}/messages", content=chunks(), headers={"Content-Type": "application/json"})
        assert (chunked.status_code, chunked.json()["error"]) == (413, "body_too_large")
        assert http.post(f"{url}/messages", json={"client_id": "a", "text": "a"}).json() == {"seq": 2}


def test_a_stream_resumes_from_any_number_without_hole_or_repetition(house: Corridor) -> None:
    url, headers = house.open_conversation()
    for number in range(3):
        httpx.post(f"{url}/messages", json={"client_id": f"m{number}", "text": "hello"}, headers=headers)
        _until(lambda number=number: len(_log(url, headers)) == 3 + 2 * number)
    for after in range(7):
        for ask in ({"Last-Event-ID": str(after)}, after):
            seen = _stream(url, headers, 7 - after, ask)
            assert [event["seq"] for event in seen] == list(range(after + 1, 8))


def test_a_burst_during_a_turn_is_answered_as_one(house: Corridor) -> None:
    url, headers = house.open_conversation()
    with httpx.Client(headers=headers, timeout=20) as http:
        for number in range(5):
            http.post(f"{url}/messages", json={"client_id": f"m{number}", "text": f"m{number}"})

    def answered() -> list[str]:
        texts = [str(event["text"]) for event in _log(url, headers) if event["author"] == "assistant"]
        return [text.split(": ")[1] for text in texts if texts[-1].endswith("m4")]

    turns = _until(answered)
    # How many come while the first turn runs depends on the machine; that they are taken together does not.
    assert " | ".join(turns) == "m0 | m1 | m2 | m3 | m4"
    assert len(turns) < 5
    assert httpx.get(f"{house.assistant_url}/refused-as-busy").json() == {"count": 0}


def test_two_streams_of_one_conversation_see_the_same(house: Corridor) -> None:
    async def scene() -> None:
        url, headers = house.open_conversation()
        async with httpx.AsyncClient(timeout=20) as http:
            tabs = [Customer([url], headers, random.Random(number)) for number in range(2)]
            followers = [asyncio.create_task(tab.follow(http)) for tab in tabs]
            for number in range(5):
                await tabs[number % 2].send(http, f"m{number}")
            for tab in tabs:
                await tab.until_seen(8)
            await asyncio.sleep(0.5)
            for follower in followers:
                follower.cancel()
            shared = min(len(tab.events) for tab in tabs)
            assert shared >= 8
            assert tabs[0].events[:shared] == tabs[1].events[:shared]

    asyncio.run(scene())


@pytest.mark.skipif(ON_POSTGRESQL, reason="optional: this run is about PostgreSQL, where desks share")
def test_a_second_desk_on_the_same_file_is_refused_and_the_first_goes_on(house: Corridor) -> None:
    port = free_port()
    second = replace(house.desk, env={**house.desk.env, "AMENDS_PORT": str(port)}, running=None)
    second.log = house.desk.log.with_name("refused.log")
    second.start(wait=False)
    assert second.running is not None and second.running.wait(60) != 0
    (words,) = second.log.read_text().splitlines()
    assert "another desk already works on" in words and "AMENDS_DATABASE_URL" in words
    url, headers = house.open_conversation()
    said = httpx.post(f"{url}/messages", json={"client_id": "a", "text": "a"}, headers=headers)
    assert said.status_code == 202


def _log(url: str, headers: dict[str, str]) -> list[dict[str, object]]:
    return httpx.get(f"{url}/messages", headers=headers, timeout=20).json()["events"]


def _until[T](true: Callable[[], T]) -> T:
    until = time.monotonic() + 20
    while not (found := true()):
        assert time.monotonic() < until
        time.sleep(0.05)
    return found


def _stream(
    url: str, headers: dict[str, str], count: int, ask: dict[str, str] | int
) -> list[dict[str, object]]:
    """The first so many events after what a header or a parameter asks for."""
    seen: list[dict[str, object]] = []
    address = f"{url}/events?after={ask}" if isinstance(ask, int) else f"{url}/events"
    sent = headers if isinstance(ask, int) else {**headers, **ask}
    with httpx.stream("GET", address, headers=sent, timeout=20) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in stream.headers
        for line in stream.iter_lines():
            if line.startswith("data: ") and "seq" in line and '"state"' not in line:
                seen.append(json.loads(line.removeprefix("data: ")))
            if len(seen) == count:
                return seen
    raise AssertionError("the stream ended")
