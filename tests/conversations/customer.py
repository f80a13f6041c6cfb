"""A customer of the running house: writes over the public chat interface and sees what came of it."""

import time
import uuid
from typing import Any

import httpx

from amends.records.database import open_database
from amends.records.transcripts import Transcript, read_transcript
from tests.house import House

PATIENCE_S = 60
LOOK_EVERY_S = 0.1


class Customer:
    """One conversation; `turns` are the records of the turns so far."""

    def __init__(self, house: House) -> None:
        self._database = open_database(house.database_url)
        self._client = httpx.Client(base_url=house.desk_url, timeout=30, trust_env=False)
        opened = self._client.post("/chat/conversations", json={}).raise_for_status().json()
        self.conversation_id = str(opened["id"])
        self._headers = {"Authorization": f"Bearer {opened['token']}"}
        self.turns: list[dict[str, Any]] = []

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()
        self._database.close()

    def send(self, text: str, button_id: str | None = None) -> dict[str, Any]:
        """Say something or press a button; the record of the turn."""
        client_id = uuid.uuid4().hex
        body = {"client_id": client_id, "text": text} | ({"button_id": button_id} if button_id else {})
        path = f"/chat/conversations/{self.conversation_id}/messages"
        answer = self._client.post(path, json=body, headers=self._headers)
        assert answer.status_code == 202, answer.text
        record = self._await_turn(client_id)
        self.turns.append(record)
        return record

    def press(self, start: str) -> dict[str, Any]:
        """Press the first button of the last turn whose id is `start` or begins with it and a colon."""
        offered = self.offered()
        chosen = next((b for b in offered if b["id"] == start or b["id"].startswith(f"{start}:")), None)
        if chosen is None and start == "request_agent":
            chosen = {"id": "request_agent", "title": "I want to talk to a person"}
        assert chosen, f"no button {start!r} among {[b['id'] for b in offered]}"
        return self.send(chosen["title"], chosen["id"])

    def offered(self) -> list[dict[str, str]]:
        """The buttons of the last turn."""
        last = self.turns[-1]["replies"] if self.turns else []
        return [button for reply in last for button in reply.get("buttons") or []]

    def transcript(self) -> Transcript:
        """Everything that is on record about this conversation."""
        with self._database.reading() as session:
            found = read_transcript(session, self.conversation_id)
        assert found is not None
        return found

    def _await_turn(self, client_id: str) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            seen = self.transcript()
            message = next(message for message in seen.messages if message.client_id == client_id)
            for turn in seen.turns:
                if message.id in turn.message_ids:
                    return turn.record
            time.sleep(LOOK_EVERY_S)
        raise AssertionError(f"no answer within {PATIENCE_S} s; the conversation so far:\n{tell(self.turns)}")


def tell(turns: list[dict[str, Any]]) -> str:
    """The assistant's side of a conversation, for people who read a failed test."""
    lines = []
    for number, turn in enumerate(turns, start=1):
        reading = turn["reading"]
        intent, band = reading["intent"]["name"], reading["frustration"]["band"]
        moves = ", ".join(move["move"] for move in turn["moves"])
        lines.append(f"{number}. read as {intent} ({band}); moves {moves}")
        lines += [f"     {reply['text']}  {[b['id'] for b in reply['buttons']]}" for reply in turn["replies"]]
    return "\n".join(lines)
