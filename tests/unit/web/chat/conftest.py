"""A running application in this process, and a customer's view of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from amends.settings import Settings
from amends.web.app import create_app
from amends.web.chat.widget_file import WidgetFile
from tests.databases import fresh_sqlite
from tests.desks import FAST
from tests.fakes.assistant_client import FakeAssistant

SHOP = "https://shop.example"


@dataclass
class Chat:
    """The application with one open conversation."""

    app: FastAPI
    http: TestClient
    assistant: FakeAssistant
    folder: Path
    conversation_id: str
    token: str

    @property
    def path(self) -> str:
        """The conversation's address."""
        return f"/chat/conversations/{self.conversation_id}"

    @property
    def headers(self) -> dict[str, str]:
        """The header that opens the conversation."""
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, **body: object) -> httpx.Response:
        """Send a message."""
        return self.http.post(f"{self.path}/messages", json=body, headers=self.headers)

    def post_raw(self, content: bytes, path: str = "messages", **headers: str) -> httpx.Response:
        """Send any bytes."""
        sent = {"Content-Type": "application/json", **self.headers, **headers}
        return self.http.post(f"{self.path}/{path}", content=content, headers=sent)

    def log(self, after: int = 0) -> list[dict[str, object]]:
        """The log after a number."""
        answer = self.http.get(f"{self.path}/messages?after={after}", headers=self.headers)
        events: list[dict[str, object]] = answer.json()["events"]
        return events


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Chat]:
    """A running application and a fresh conversation in it."""
    fresh_sqlite(tmp_path)
    settings = Settings(home=tmp_path, secret="x", allowed_origins=(SHOP,))
    assistant = FakeAssistant()
    # Nothing answers by itself, so that a test sees exactly what it has sent.
    assistant.may_answer.clear()
    widget = WidgetFile(tmp_path / "widget.js")
    app = create_app(settings, assistant=assistant, options=FAST, widget=widget)
    with TestClient(app, base_url="http://desk.example") as http:
        opened = http.post("/chat/conversations", json={}).json()
        yield Chat(app, http, assistant, tmp_path, opened["id"], opened["token"])
