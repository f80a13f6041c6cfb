"""Where the doors lead those who are turned away; that they are closed is tried in test_doors.py."""

from collections.abc import Callable

import httpx
from fastapi import APIRouter, Depends, FastAPI

from amends.web.signin.guards import agents_only


def test_a_page_that_refreshes_itself_is_led_to_sign_in(stranger: Callable[[], httpx.Client]) -> None:
    answer = stranger().get("/console/queue", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/sign-in")


def test_the_sign_in_page_leads_back_to_where_one_wanted_to_go(stranger: Callable[[], httpx.Client]) -> None:
    answer = stranger().get("/console/conversations/c1?x=1&y=2")
    assert answer.headers["location"] == "/sign-in?next=/console/conversations/c1%3Fx%3D1%26y%3D2"


def test_a_form_may_carry_the_token_as_a_field(agent: httpx.Client) -> None:
    token = agent.headers.pop("X-CSRF-Token")
    assert agent.post("/console/duty", data={"on_duty": "yes", "csrf_token": "guessed"}).status_code == 403
    assert agent.post("/console/duty", data={"on_duty": "yes", "csrf_token": token}).status_code == 303


def test_a_new_page_in_a_room_is_closed_by_default(rooms: FastAPI, trainer: httpx.Client) -> None:
    extra = APIRouter(prefix="/console", dependencies=[Depends(agents_only)])

    @extra.get("/brand-new")
    def brand_new() -> str:
        return "open"

    rooms.include_router(extra)
    assert trainer.get("/console/brand-new").status_code == 403


def test_a_nul_is_refused_before_any_database_sees_it(
    agent: httpx.Client, trainer: httpx.Client, stranger: Callable[[], httpx.Client]
) -> None:
    answers = [
        agent.get("/console/search", params={"q": "a\0b"}),
        agent.get("/console/conversations/a%00b"),
        agent.post("/console/conversations/c1/notes", data={"text": "a\0b"}),
        trainer.get("/replay", params={"q": "a\0b"}),
        trainer.get("/replay/conversations/a%00b/fork"),
    ]
    assert [answer.status_code for answer in answers] == [422] * 5
    who = {"email": "sam\0@example.com", "password": "x"}
    signing_in = stranger().post("/sign-in", data=who, headers={"Origin": "http://testserver"})
    assert signing_in.status_code == 401
