"""Default deny, tried at every address that the application has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import Depends, Request, Response

from amends.web.app import LARGEST_FORM
from amends.web.signin.guards import agents_only, trainers_only
from tests.doors import (
    ADDRESS,
    METHODS,
    OF_CUSTOMERS,
    OF_EVERY_AGENT,
    OPEN_TO_ALL,
    ROOMS,
    SAFE,
    SIGNED_IN,
    World,
    a_world,
    forgeries,
    holes,
    may_enter,
)

# Every address, method and visitor: some thousand requests.
pytestmark = pytest.mark.slow


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from a_world(tmp_path)


def test_every_address_answers_those_it_is_for_and_nobody_else(world: World) -> None:
    before = world.kept()
    assert holes(world) == []
    # What agents and trainers did on the way they were allowed to do; nobody said anything to the customer.
    said = [row for row in world.kept() if row.startswith("messages:")]
    assert said == [row for row in before if row.startswith("messages:")]


def test_every_address_stands_in_a_room_or_is_open_for_a_reason(world: World) -> None:
    known = {*OPEN_TO_ALL, *SIGNED_IN}
    homeless = [
        path
        for path, _ in world.doors()
        if path not in known and not path.startswith((OF_CUSTOMERS, *(f"{room}/" for room in ROOMS), *ROOMS))
    ]
    assert homeless == []
    assert known <= {path for path, _ in world.doors()}, "a reason for an address that is gone"


def test_no_address_changes_anything_for_a_forged_request(world: World) -> None:
    before = world.kept()
    assert forgeries(world) == []
    assert world.kept() == before


def test_methods_that_an_address_does_not_know_are_refused(world: World) -> None:
    doors = set(world.doors())
    for path in {path for path, _ in doors}:
        known = {method for at, method in doors if at == path}
        for method in set(METHODS) - known:
            for role in ("agent", "trainer"):
                answer = world.ask(world.session_of(role), path, method)
                assert answer.status_code in (401, 403, 404, 405), f"{method} {path}"


def test_reading_changes_nothing(world: World) -> None:
    before = world.kept()
    for path, method in world.doors():
        for role in ("agent", "trainer"):
            if method in SAFE and may_enter(path, role):
                world.ask(world.session_of(role), path, method)
    assert world.kept() == before


def test_another_agents_conversation_is_closed(world: World) -> None:
    before = world.kept()
    tried = 0
    for path, method in world.doors():
        if method in SAFE or "{conversation_id}" not in path or not path.startswith("/console/"):
            continue
        if path.endswith(OF_EVERY_AGENT):
            continue
        tried += 1
        world.log.lines.clear()
        agent = world.session_of("agent")
        answer = world.ask(agent, path, method)
        assert answer.status_code in (403, 404, 409), f"{method} {path}: {answer.status_code}"
        assert [line.rpartition(" to ")[2] for line in world.log.lines] == [agent.who], path
    assert tried >= 4
    assert world.kept() == before


def test_nobody_can_fill_the_memory_with_a_form(world: World) -> None:
    body = b"text=" + b"a" * (LARGEST_FORM + 1)
    for path, method in world.doors():
        if method in SAFE or path.startswith("/chat/"):
            continue
        for content in (body, iter([body[:1000], body[1000:]])):
            headers = {"Origin": ADDRESS, "Content-Type": "application/x-www-form-urlencoded"}
            answer = world.http.request(method, world.filled(path), content=content, headers=headers)
            # Where nothing of the body is wanted, a stranger is sent away before any of it is read.
            assert answer.status_code in (413, 401, 303), f"{method} {path}"


def test_a_customers_token_opens_only_their_own_conversation(world: World) -> None:
    first, second = (world.http.post("/chat/conversations", json={}).json() for _ in range(2))
    doors = [door for door in world.doors() if door[0].startswith(OF_CUSTOMERS)]
    assert len(doors) >= 5
    body = {"client_id": "c1", "text": "hello", "name": "Jo"}
    for path, method in doors:
        address = path.replace("{conversation_id}", first["id"])
        sent = None if method in SAFE else body
        for header in (None, "Bearer x", f"Bearer {second['token']}", f"Basic {first['token']}", "Bearer "):
            world.log.lines.clear()
            headers = {"Authorization": header} if header is not None else {}
            answer = world.http.request(method, address, json=sent, headers=headers)
            assert answer.status_code == 401, f"{method} {path} with {header}"
            assert len(world.log.lines) == 1
            assert second["token"] not in world.log.lines[0]
        own = {"Authorization": f"Bearer {first['token']}"}
        assert world.http.request(method, address, json=sent, headers=own).status_code < 300, path
        foreign = {**own, "Origin": "http://evil.example"}
        assert world.http.request(method, address, json=sent, headers=foreign).status_code == 403, path


def test_no_staff_session_opens_a_customers_door_and_no_token_a_room(world: World) -> None:
    opened = world.http.post("/chat/conversations", json={}).json()
    for path, method in world.doors():
        if path.startswith(OF_CUSTOMERS):
            filled = path.replace("{conversation_id}", opened["id"])
            for role in ("agent", "trainer"):
                assert world.ask(world.session_of(role), filled, method).status_code in (401, 415)
        elif path not in OPEN_TO_ALL:
            headers = {"Authorization": f"Bearer {opened['token']}", "Accept": "application/json"}
            answer = world.http.request(method, world.filled(path), headers=headers)
            assert answer.status_code in (401, 403), path


def test_the_line_about_a_refusal_tells_no_secret_and_no_word(world: World) -> None:
    agent = world.session_of("agent")
    world.ask(agent, "/replay/conversations/held?q=priya+nair", "GET")
    world.http.get(
        "/console/conversations/<b>Priya%20Nair", headers={"Cookie": f"amends_session={agent.cookie}"}
    )
    (first, second) = world.log.lines
    number = world.people["agent"]
    assert first == (
        f"refused GET /replay/conversations/{{conversation_id}} conversation_id=held: 403, wrong_role, "
        f"to agent {number}"
    )
    assert second == (
        f"refused GET /console/conversations/{{conversation_id}}: 404, not_there_for_them, to agent {number}"
    )


def unguarded() -> Response:
    return Response("secret")


async def careless(request: Request) -> Response:
    return Response(str((await request.body())[:0]))


@pytest.mark.parametrize(
    ("path", "dependencies", "found"),
    [
        ("/console/secret", [], "as nobody (None): 200"),
        ("/secrets", [], "GET /secrets as nobody (None): 200"),
        ("/console/secret", [Depends(trainers_only)], "as trainer (trainer): 200"),
        ("/replay/secret", [Depends(agents_only)], "as agent (agent): 200"),
    ],
    ids=["no guard", "no room", "the wrong guard", "the other wrong guard"],
)
def test_a_door_left_open_is_found(world: World, path: str, dependencies: list[object], found: str) -> None:
    world.with_route(path, "GET", endpoint=unguarded, dependencies=dependencies)
    assert any(found in hole for hole in holes(world, path))


def test_a_change_without_a_token_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.with_route("/console/careless", "POST", endpoint=careless)
    assert any("/console/careless" in hole for hole in forgeries(world, "/console/careless"))


def test_a_refusal_without_a_line_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amends.web.refused._note", lambda *_: None)
    assert any("logged as []" in hole for hole in holes(world, "/replay"))
