from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from amends.settings import Settings
from amends.web.app import create_app
from tests.databases import fresh_sqlite
from tests.desks import FAST
from tests.fakes.assistant_client import FakeAssistant

SHOP = "https://shop.example"


def crash() -> None:
    raise RuntimeError("the secret reason")


def test_a_crash_carries_the_headers_of_every_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fresh_sqlite(tmp_path)
    settings = Settings(home=tmp_path, secret="x", allowed_origins=(SHOP,))
    app = create_app(settings, assistant=FakeAssistant(), options=FAST)
    for path in ("/chat/crash", "/crash"):
        app.add_api_route(path, crash, methods=["GET"])
    # TestClient raises what nobody caught; nothing reaches it.
    with TestClient(app) as http:
        chat = http.get("/chat/crash", headers={"Origin": SHOP})
        page = http.get("/crash", headers={"Origin": SHOP})
    for answer in (chat, page):
        assert answer.status_code == 500
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "secret reason" not in answer.text
    assert set(chat.json()) == {"error", "detail"}
    assert chat.headers["access-control-allow-origin"] == SHOP
    assert "access-control-allow-origin" not in page.headers
    assert "Error 500" in page.text
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "GET /chat/crash crashed",
        "GET /crash crashed",
    ]
