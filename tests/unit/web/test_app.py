from pathlib import Path

from fastapi.testclient import TestClient

from amends.settings import Settings
from amends.web.app import create_app
from tests.databases import fresh_sqlite
from tests.desks import FAST
from tests.fakes.assistant_client import FakeAssistant


def test_every_answer_carries_security_headers(tmp_path: Path) -> None:
    fresh_sqlite(tmp_path)
    settings = Settings(home=tmp_path, secret="x", public_url="https://desk.example")
    with TestClient(create_app(settings, assistant=FakeAssistant(), options=FAST)) as http:
        for path in ("/health", "/sign-in", "/nothing", "/chat/nothing", "/widget.js", "/static/house.css"):
            headers = http.get(path).headers
            policy = headers["content-security-policy"]
            assert "unsafe" not in policy and "frame-ancestors 'none'" in policy, path
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"
            assert headers["strict-transport-security"].startswith("max-age=")


def test_plain_http_is_not_told_to_use_tls(tmp_path: Path) -> None:
    fresh_sqlite(tmp_path)
    app = create_app(Settings(home=tmp_path, secret="x"), assistant=FakeAssistant(), options=FAST)
    with TestClient(app) as http:
        assert "strict-transport-security" not in http.get("/health").headers


def test_health_tells_the_desk_from_the_assistant_and_the_database(tmp_path: Path) -> None:
    fresh_sqlite(tmp_path)
    assistant = FakeAssistant()
    app = create_app(Settings(home=tmp_path, secret="x"), assistant=assistant, options=FAST)
    with TestClient(app) as http:
        assert http.get("/health").json() == {"status": "ok", "assistant": "ready", "database": "ok"}
        assistant.up = False
        answer = http.get("/health")
        assert answer.status_code == 200
        assert answer.json() == {"status": "degraded", "assistant": "away", "database": "ok"}


def test_a_database_without_tables_fails_the_health_check(tmp_path: Path) -> None:
    app = create_app(Settings(home=tmp_path, secret="x"), assistant=FakeAssistant(), options=FAST)
    with TestClient(app) as http:
        answer = http.get("/health")
        assert answer.status_code == 503
        assert answer.json()["database"] == "failing"


def test_nobody_is_shown_the_list_of_addresses(tmp_path: Path) -> None:
    fresh_sqlite(tmp_path)
    app = create_app(Settings(home=tmp_path, secret="x"), assistant=FakeAssistant(), options=FAST)
    with TestClient(app) as http:
        assert [http.get(path).status_code for path in ("/docs", "/redoc", "/openapi.json")] == [404] * 3


def test_a_candidate_stands_beside_the_assistant_only_when_it_is_named(tmp_path: Path) -> None:
    fresh_sqlite(tmp_path)
    for more in ({}, {"candidate_url": "http://127.0.0.1:1"}):
        settings = Settings(home=tmp_path, secret="x", **more)
        fake = FakeAssistant()
        app = create_app(settings, assistant=fake, options=FAST)
        with TestClient(app):
            assert app.state.assistant is fake
            assert (app.state.candidate is not None) == bool(more)
