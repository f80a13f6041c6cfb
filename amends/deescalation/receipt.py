"""What an action answered: the only proof on which anything may be claimed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Receipt:
    """An action's answer; `ok` False means that nothing may be claimed."""

    ok: bool
    action: str = ""
    error: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, receipt: Mapping[str, Any] | None) -> Receipt:
        """Reads the JSON form; no receipt at all is a failed action."""
        if not receipt:
            return cls(ok=False, error="no answer")
        data = {key: value for key, value in receipt.items() if key not in ("ok", "action", "error")}
        error = receipt.get("error")
        return cls(
            bool(receipt.get("ok")), str(receipt.get("action", "")), str(error) if error else None, data
        )

    def to_dict(self) -> dict[str, Any]:
        """JSON form as the action gave it."""
        return {**self.data, "ok": self.ok, "action": self.action, "error": self.error}

    def text(self, key: str) -> str | None:
        """A value as text, None when it is missing or empty."""
        value = self.data.get(key)
        return str(value) if value not in (None, "") else None

    def promise(self) -> dict[str, str] | None:
        """The promise that was recorded, or None."""
        promise = self.data.get("promise")
        return {key: str(value) for key, value in promise.items()} if isinstance(promise, Mapping) else None
