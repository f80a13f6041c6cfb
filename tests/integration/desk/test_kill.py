import asyncio
import random
import socket
import time
from pathlib import Path

import httpx
import pytest

from tests.integration.desk.checks import check_log
from tests.integration.desk.processes import Corridor, corridor
from tests.integration.desk.storm import SETTLE_S, check_everything, seeded, under_load

# Each start of a desk takes seconds, several on a busy machine.
pytestmark = pytest.mark.timeout(300)

CUSTOMERS = 4
# About twenty seconds on a machine with nothing else to do.
KILLS = 6


def until_answered(url: str, headers: dict[str, str], times: int) -> list[dict[str, object]]:
    """Wait for so many answers of the assistant; the log."""
    until = time.monotonic() + SETTLE_S
    while time.monotonic() < until:
        log = httpx.get(f"{url}/messages", headers=headers, timeout=20).json()["events"]
        if sum(event["author"] == "assistant" for event in log) >= times:
            return log
        time.sleep(0.05)
    raise AssertionError(f"no {times} answers in time: {log}")


def test_a_desk_killed_during_a_turn_answers_once_when_it_is_back(tmp_path: Path) -> None:
    with corridor(tmp_path, delay_s=0.5) as house:
        url, headers = house.open_conversation()
        first = httpx.post(f"{url}/messages", json={"client_id": "a", "text": "a"}, headers=headers)
        time.sleep(0.2)
        second = httpx.post(f"{url}/messages", json={"client_id": "b", "text": "b"}, headers=headers)
        house.desk.kill()
        house.desk.start()
        log = until_answered(url, headers, 2)
        assert [e["text"] for e in log if e["author"] == "assistant"] == ["1: a", "2: b"]
        acknowledged = [("a", first.json()["seq"]), ("b", second.json()["seq"])]
        check_log(house.database_url, {house.opened[0]: acknowledged})


def test_a_message_whose_acknowledgement_was_lost_is_stored_once(tmp_path: Path) -> None:
    with corridor(tmp_path) as house:
        url, headers = house.open_conversation()
        acknowledged = []
        for number, pause_s in enumerate((0.0, 0.005, 0.02)):
            body = {"client_id": f"m{number}", "text": f"m{number}"}
            _send_and_hang_up(house, url, headers, body["text"])
            time.sleep(pause_s)
            house.desk.kill()
            house.desk.start()
            answer = httpx.post(f"{url}/messages", json=body, headers=headers, timeout=20)
            assert answer.status_code == 202
            acknowledged.append((body["text"], answer.json()["seq"]))
            until_answered(url, headers, number + 1)
        check_log(house.database_url, {house.opened[0]: acknowledged})


def test_a_killed_assistant_is_waited_for_and_the_customer_told_once(tmp_path: Path) -> None:
    with corridor(tmp_path, delay_s=0.3) as house:
        url, headers = house.open_conversation()
        first = httpx.post(f"{url}/messages", json={"client_id": "a", "text": "a"}, headers=headers)
        time.sleep(0.1)
        house.assistant.kill()
        time.sleep(1)
        second = httpx.post(f"{url}/messages", json={"client_id": "b", "text": "b"}, headers=headers)
        assert (first.status_code, second.status_code) == (202, 202)
        assert httpx.get(f"{house.url}/health").json()["status"] == "degraded"
        time.sleep(4)
        log = httpx.get(f"{url}/messages", headers=headers).json()["events"]
        notices = [e for e in log if e["type"] == "notice"][1:]
        assert len(notices) == 1 and "saved" in notices[0]["text"]
        house.assistant.start()
        log = until_answered(url, headers, 2)
        assert [e["text"] for e in log if e["author"] == "assistant"] == ["1: a", "2: b"]


def test_a_desk_that_is_asked_to_stop_does_so_soon_with_streams_open(tmp_path: Path) -> None:
    with corridor(tmp_path) as house:
        url, headers = house.open_conversation()
        with httpx.stream("GET", f"{url}/events", headers=headers) as stream:
            assert next(stream.iter_lines())
            begun = time.monotonic()
            house.desk.terminate()
            assert time.monotonic() - begun < 8


@pytest.mark.slow
def test_random_kills_under_load_lose_nothing_and_answer_nothing_twice(tmp_path: Path) -> None:
    chance = seeded()
    with corridor(tmp_path, delay_s=0.05) as house:
        customers = asyncio.run(under_load(house, chance, CUSTOMERS, _kills(house, chance)))
        assert sum(len(customer.acknowledged) for customer in customers) > KILLS * CUSTOMERS
        check_everything(house, customers)


async def _kills(house: Corridor, chance: random.Random) -> None:
    for number in range(KILLS):
        await asyncio.sleep(chance.uniform(0.3, 3.0))
        victim = house.assistant if number % 3 == 2 else house.desk
        await asyncio.to_thread(victim.kill)
        await asyncio.sleep(chance.uniform(0.0, 0.5))
        await asyncio.to_thread(victim.start)


def _send_and_hang_up(house: Corridor, url: str, headers: dict[str, str], name: str) -> None:
    body = f'{{"client_id": "{name}", "text": "{name}"}}'
    path = url.removeprefix(house.url)
    request = (
        f"POST {path}/messages HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n"
        f"Authorization: {headers['Authorization']}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    )
    host, port = house.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(request.encode())
