"""A promise: who will do what by when, and whether the word was kept."""

from __future__ import annotations

from typing import Literal, get_args

PromiseStatus = Literal["open", "kept", "broken", "released"]

PROMISE_STATUSES: tuple[PromiseStatus, ...] = get_args(PromiseStatus)
