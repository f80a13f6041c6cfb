"""What a rule decides before the words are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from amends.deescalation.state import ConversationState
from amends.deescalation.turn import Button


@dataclass(frozen=True)
class Fragment:
    """One sentence or two of a bubble: which responses may say it, in order of preference.

    `spare` fragments are left out when a hostile turn has no room for them or nothing new is left to say.
    """

    move: str
    responses: tuple[str, ...]
    reason: str
    spare: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Bubble:
    """One message to the customer."""

    fragments: tuple[Fragment, ...]
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Call:
    """An action to call, the last thing in a plan; `focus` says how to go on after it."""

    action: str
    move: str
    reason: str
    focus: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """The bubbles to say, the action to call after them and the state then."""

    rule: str
    state: ConversationState
    bubbles: tuple[Bubble, ...] = ()
    call: Call | None = None
