import logging

import httpx
import pytest
from fastapi import FastAPI, HTTPException, Request, Response

from amends.web.refused import RefusalLog, because
from tests.staff_rooms import a_browser


class Somebody:
    role = "agent"
    user_id = 7


def an_app() -> FastAPI:
    app = FastAPI()
    app.add_middleware(RefusalLog)

    @app.get("/answer/{status}")
    def answer(request: Request, status: int, why: str = "") -> Response:
        if why:
            because(request, why)
        if why == "wrong_role":
            request.state.visitor = Somebody()
        if status >= 400:
            raise HTTPException(status, "words of Priya Nair")
        return Response(status_code=status, headers={"Location": "/elsewhere"})

    return app


def lines(caplog: pytest.LogCaptureFixture, path: str) -> list[str]:
    caplog.clear()
    with caplog.at_level(logging.INFO, logger="amends.refused"):
        answer: httpx.Response = a_browser(an_app(), "http://testserver").get(path)
        assert answer.status_code >= 200
    return [record.getMessage() for record in caplog.records if record.name == "amends.refused"]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (
            "/answer/403?why=wrong_role",
            "refused GET /answer/{status} status=403: 403, wrong_role, to agent 7",
        ),
        ("/answer/401", "refused GET /answer/{status} status=401: 401, not_signed_in, to nobody"),
        ("/answer/429", "refused GET /answer/{status} status=429: 429, too_often, to nobody"),
        (
            "/answer/303?why=not_signed_in",
            "refused GET /answer/{status} status=303: 303, not_signed_in, to nobody",
        ),
    ],
)
def test_a_refusal_is_one_line(caplog: pytest.LogCaptureFixture, path: str, line: str) -> None:
    assert lines(caplog, path) == [line]


@pytest.mark.parametrize("path", ["/answer/200", "/answer/303", "/answer/422", "/answer/500", "/nowhere"])
def test_what_is_no_refusal_is_no_line(caplog: pytest.LogCaptureFixture, path: str) -> None:
    assert lines(caplog, path) == []


def test_nothing_that_somebody_typed_comes_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    (line,) = lines(caplog, "/answer/404%0Arefused%20everything")[:1] or ("",)
    assert "everything" not in line
    assert "Priya" not in "".join(lines(caplog, "/answer/403?why=x"))
