from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from amends.settings import Settings
from amends.web.app import create_app

# Whoever adds a page outside these must give it a role; the rest is public on purpose.
PUBLIC = {"/health", "/widget.js", "/static", "/sign-in"}
ROOM_OF = {"agent": "/console", "trainer": "/replay"}


def paths_of(routes: list[BaseRoute]) -> Iterator[tuple[str, str]]:
    """Every (method, path) of an app, with its path parameters filled in."""
    for route in routes:
        if isinstance(route, APIRoute):
            path = route.path.replace("{handoff_id}", "1").replace("{conversation_id}", "c1")
            yield from ((method, path) for method in sorted(route.methods))
        elif hasattr(route, "routes") and getattr(route, "routes", None):
            yield from paths_of(route.routes)
        elif hasattr(route, "original_router"):
            yield from paths_of(route.original_router.routes)
        else:
            yield "GET", getattr(route, "path", "?")


def all_paths() -> list[tuple[str, str]]:
    return sorted(set(paths_of(create_app(Settings(home=Path("/nonexistent"))).routes)))


def staff_paths() -> list[tuple[str, str]]:
    return [
        (method, path) for method, path in all_paths() if path not in PUBLIC and not path.startswith("/chat")
    ]


def test_the_route_table_is_read_completely() -> None:
    found = {path for _, path in all_paths()}
    assert {"/console", "/console/events", "/replay", "/sign-out", "/chat/conversations", "/health"} <= found
    assert len(staff_paths()) >= 12


@pytest.mark.parametrize(("method", "path"), staff_paths())
def test_without_signing_in_every_staff_page_is_closed(
    stranger: Callable[[], httpx.Client], method: str, path: str
) -> None:
    answer = stranger().request(method, path)
    if method == "GET":
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
    else:
        assert answer.status_code == 401


@pytest.mark.parametrize("role", ["agent", "trainer"])
@pytest.mark.parametrize(("method", "path"), staff_paths())
def test_every_staff_page_opens_to_its_own_role_only(
    request: pytest.FixtureRequest, role: str, method: str, path: str
) -> None:
    # An open event stream would never answer; the test of events has its own.
    if path == "/console/events" and role == "agent":
        return
    client: httpx.Client = request.getfixturevalue(role)
    status = client.request(method, path).status_code
    if path in ("/", "/sign-out") or path.startswith(ROOM_OF[role]):
        assert status not in (401, 403), "the person's own room is open"
    else:
        assert status == 403, "everything else is closed"


@pytest.mark.parametrize(("method", "path"), [pair for pair in staff_paths() if pair[0] == "POST"])
def test_nothing_happens_without_the_token_or_from_another_site(
    agent: httpx.Client, method: str, path: str
) -> None:
    del agent.headers["X-CSRF-Token"]
    assert agent.request(method, path).status_code == 403, "no token"
    assert agent.request(method, path, data={"csrf_token": "guessed"}).status_code == 403, "a wrong token"
    page = agent.get("/console").text
    token = page.split('data-csrf="')[1].split('"')[0]
    foreign = {"Origin": "http://testserver.evil.example"}
    form = {"csrf_token": token}
    assert agent.request(method, path, data=form, headers=foreign).status_code == 403, "another site"
    assert agent.request(method, path, data=form).status_code != 403, "our own page"


def test_a_page_that_refreshes_itself_is_led_to_sign_in(
    stranger: Callable[[], httpx.Client],
) -> None:
    answer = stranger().get("/console/queue", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/sign-in")


def test_the_sign_in_page_leads_back_to_where_one_wanted_to_go(stranger: Callable[[], httpx.Client]) -> None:
    answer = stranger().get("/console/conversations/c1?x=1&y=2")
    assert answer.headers["location"] == "/sign-in?next=/console/conversations/c1%3Fx%3D1%26y%3D2"


def test_a_new_page_in_a_room_is_closed_by_default(rooms: FastAPI, trainer: httpx.Client) -> None:
    from fastapi import APIRouter, Depends

    from amends.web.signin.guards import agents_only

    extra = APIRouter(prefix="/console", dependencies=[Depends(agents_only)])

    @extra.get("/brand-new")
    def brand_new() -> str:
        return "open"

    rooms.include_router(extra)
    assert trainer.get("/console/brand-new").status_code == 403
