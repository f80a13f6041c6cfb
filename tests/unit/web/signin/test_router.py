from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from amends.records import users
from amends.records.database import Database
from amends.records.tables import Offer, SignInSession, User
from tests.builders import NOON, PASSWORD, Story, a_person
from tests.staff_rooms import a_browser
from tests.unit.web.conftest import csrf_of

Stranger = Callable[[], httpx.Client]


def test_agents_are_led_to_the_console_and_trainers_to_replay(database: Database, stranger: Stranger) -> None:
    a_person(database, "Sam Lee")
    a_person(database, "Tess Moreau", role="trainer")
    for email, room in (("sam@example.com", "/console"), ("tess@example.com", "/replay")):
        client = stranger()
        answer = client.post("/sign-in", data={"email": email, "password": PASSWORD})
        assert (answer.status_code, answer.headers["location"]) == (303, room)
        assert client.get("/").headers["location"] == room
        assert client.get("/sign-in").headers["location"] == room


def test_capitals_and_spaces_around_the_address_do_not_matter(database: Database, stranger: Stranger) -> None:
    a_person(database, "Sam Lee")
    answer = stranger().post("/sign-in", data={"email": "  SAM@Example.com ", "password": PASSWORD})
    assert answer.status_code == 303


@pytest.mark.parametrize("email", ["sam@example.com", "nobody@example.com", ""])
def test_a_wrong_password_and_an_unknown_account_are_told_the_same(
    database: Database, stranger: Stranger, email: str
) -> None:
    a_person(database, "Sam Lee")
    answer = stranger().post("/sign-in", data={"email": email, "password": "not the password"})
    assert answer.status_code == 401
    assert "do not belong together" in answer.text
    assert "set-cookie" not in answer.headers


def test_somebody_who_left_cannot_sign_in(database: Database, stranger: Stranger) -> None:
    sam = a_person(database, "Sam Lee")
    with database.session() as session:
        session.get_one(User, sam).active = False
    answer = stranger().post("/sign-in", data={"email": "sam@example.com", "password": PASSWORD})
    assert answer.status_code == 401


def test_the_cookie_is_out_of_reach_for_scripts_and_sites(database: Database, stranger: Stranger) -> None:
    a_person(database, "Sam Lee")
    answer = stranger().post("/sign-in", data={"email": "sam@example.com", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("amends_session=")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie


def test_behind_https_the_cookie_is_secure_and_bound_to_the_host(rooms: FastAPI, database: Database) -> None:
    a_person(database, "Sam Lee")
    address = "https://desk.example"
    rooms.state.settings = rooms.state.settings.model_copy(update={"public_url": address})
    client = a_browser(rooms, address)
    answer = client.post("/sign-in", data={"email": "sam@example.com", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-amends=")
    assert "Secure" in cookie
    assert "Path=/;" in cookie
    assert "Domain" not in cookie


def test_the_database_never_holds_the_token(database: Database, agent: httpx.Client) -> None:
    token = agent.cookies["amends_session"]
    with database.reading() as session:
        stored = session.query(SignInSession).one()
        assert token not in (stored.token_hash, stored.csrf_token)


def test_signing_in_again_gives_a_new_token_and_ends_the_old_one(
    database: Database, agent: httpx.Client
) -> None:
    old = agent.cookies["amends_session"]
    agent.post("/sign-in", data={"email": "sam@example.com", "password": PASSWORD})
    assert agent.cookies["amends_session"] != old
    with database.reading() as session:
        assert session.query(SignInSession).count() == 1


def test_signing_out_ends_the_session_and_the_duty(
    database: Database, agent: httpx.Client, stranger: Stranger
) -> None:
    agent.post("/console/duty", data={"on_duty": "yes"})
    token = agent.cookies["amends_session"]
    assert agent.post("/sign-out").headers["location"] == "/sign-in"
    thief = stranger()
    thief.cookies.set("amends_session", token)
    assert thief.get("/console").headers["location"].startswith("/sign-in")
    with database.reading() as session:
        sam = users.user_by_email(session, "sam@example.com")
        assert sam is not None
        assert not sam.on_duty


def test_after_five_failures_the_right_password_must_wait_too(database: Database, stranger: Stranger) -> None:
    a_person(database, "Sam Lee")
    client = stranger()
    for _ in range(5):
        client.post("/sign-in", data={"email": "sam@example.com", "password": "wrong"})
    answer = client.post("/sign-in", data={"email": "sam@example.com", "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "Too many attempts" in answer.text


def test_signing_in_needs_a_form_of_our_own_pages(database: Database, rooms: FastAPI) -> None:
    a_person(database, "Sam Lee")
    form = {"email": "sam@example.com", "password": PASSWORD}
    for origin in ("http://evil.example", "null", ""):
        client = a_browser(rooms, "http://testserver", origin)
        assert client.post("/sign-in", data=form).status_code == 403


@pytest.mark.parametrize(
    ("target", "onward"),
    [
        ("/console/conversations/abc", "/console/conversations/abc"),
        ("/console?page=2", "/console?page=2"),
        ("/replay", "/console"),
        ("https://evil.example/console", "/console"),
        ("//evil.example", "/console"),
        ("/console/\\evil.example", "/console"),
        ("/consolevil", "/console"),
        ("", "/console"),
    ],
)
def test_after_signing_in_one_comes_only_to_pages_of_ones_own_room(
    database: Database, stranger: Stranger, target: str, onward: str
) -> None:
    a_person(database, "Sam Lee")
    form = {"email": "sam@example.com", "password": PASSWORD, "next": target}
    assert stranger().post("/sign-in", data=form).headers["location"] == onward


def test_what_was_typed_comes_back_as_text_and_the_password_does_not(stranger: Stranger) -> None:
    typed = '"><script>alert(1)</script>'
    answer = stranger().post("/sign-in", data={"email": typed, "password": "secret words", "next": typed})
    assert "<script>alert" not in answer.text
    assert "secret words" not in answer.text


def test_a_session_lasts_twelve_hours_at_most_and_half_an_hour_unused(
    rooms: FastAPI, agent: httpx.Client
) -> None:
    start = datetime.now(UTC)

    def status_after(minutes: float) -> int:
        rooms.state.clock = lambda: datetime.fromtimestamp(start.timestamp() + 60 * minutes, UTC)
        return agent.get("/console").status_code

    # Used every twenty minutes it stays open, until the twelve hours are over.
    assert {status_after(minutes) for minutes in range(20, 12 * 60 - 1, 20)} == {200}
    assert status_after(12 * 60 + 1) == 303


def test_a_session_that_nobody_uses_ends_after_half_an_hour(rooms: FastAPI, agent: httpx.Client) -> None:
    start = datetime.now(UTC)
    rooms.state.clock = lambda: datetime.fromtimestamp(start.timestamp() + 60 * 31, UTC)
    assert agent.get("/console").status_code == 303


def test_each_session_has_a_token_of_its_own(
    database: Database, sign_in: Callable[[str], httpx.Client]
) -> None:
    a_person(database, "Sam Lee")
    first, second = sign_in("sam@example.com"), sign_in("sam@example.com")
    assert csrf_of(first.get("/console").text) != csrf_of(second.get("/console").text)


def test_whoever_signs_out_hands_back_what_was_offered_to_them(
    database: Database, sign_in: Callable[[str], httpx.Client]
) -> None:
    sam = a_person(database, "Sam Lee")
    handoff_id = Story(database).handoff(status="offered")
    offer = {"handoff_id": handoff_id, "agent_id": sam, "offered_at": NOON, "due_at": NOON}
    with database.session() as session:
        session.add(Offer(**offer))
    sign_in("sam@example.com").post("/sign-out")
    with database.reading() as session:
        assert session.scalars(select(Offer.outcome)).all() == ["withdrawn"]
