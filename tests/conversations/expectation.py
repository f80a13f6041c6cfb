"""What a scenario may expect of a turn or of the end; every key of `expect` is a method here."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from amends.records.transcripts import Transcript

Turn = Mapping[str, Any]


class Expectation:
    """Looks at some turns and at the records; every method returns what is wrong, or an empty text."""

    def __init__(self, turns: list[dict[str, Any]], transcript: Transcript) -> None:
        self._turns = turns
        self._seen = transcript
        self._moves = {move["move"] for turn in turns for move in turn["moves"]}
        self._texts = [reply["text"] for turn in turns for reply in turn["replies"]]

    def moves(self, wanted: Iterable[str]) -> str:
        """All of these moves were made."""
        lacking = set(wanted) - self._moves
        return f"moves {sorted(lacking)} were not made, only {sorted(self._moves)}" if lacking else ""

    def any_move(self, wanted: Iterable[str]) -> str:
        """At least one of these moves was made."""
        return "" if set(wanted) & self._moves else f"none of {wanted} was made, only {sorted(self._moves)}"

    def never(self, unwanted: Iterable[str]) -> str:
        """None of these moves was made."""
        made = set(unwanted) & self._moves
        return f"moves {sorted(made)} were made" if made else ""

    def says(self, pattern: str) -> str:
        """Some text matches."""
        found = any(re.search(pattern, text, re.IGNORECASE) for text in self._texts)
        return "" if found else f"nothing matches {pattern!r} in {self._texts}"

    def says_not(self, pattern: str) -> str:
        """No text matches."""
        found = [text for text in self._texts if re.search(pattern, text, re.IGNORECASE)]
        return f"said, although it should not be: {found}" if found else ""

    def intent(self, wanted: str) -> str:
        """The customer was read as wanting this."""
        read = [(turn["reading"].get("intent") or {}).get("name") for turn in self._turns]
        return "" if wanted in read else f"read as {read}, not as {wanted}"

    def band(self, wanted: str) -> str:
        """Some message alone was read in this band."""
        read = [(turn["reading"].get("frustration") or {}).get("band") for turn in self._turns]
        return "" if wanted in read else f"read as {read}, not as {wanted}"

    def signals(self, wanted: Mapping[str, bool]) -> str:
        """These signals were seen in some message, or in none."""
        read = [turn["reading"].get("signals") or {} for turn in self._turns]
        seen = {name: any(float(each.get(name, 0)) >= 0.5 for each in read) for name in wanted}
        differing = {name: value for name, value in seen.items() if value != wanted[name]}
        return f"signals seen: {differing}" if differing else ""

    def case(self, wanted: Mapping[str, Any] | bool) -> str:
        """There is a case with these fields; `false`: there is none."""
        if not self._seen.cases or wanted is False:
            return "" if bool(self._seen.cases) == bool(wanted) else f"cases: {len(self._seen.cases)}"
        if wanted is True:
            return ""
        case = self._seen.cases[-1]
        found = {name: getattr(case, name) for name in wanted}
        differing = {name: value for name, value in found.items() if value != wanted[name]}
        return f"the case has {differing}" if differing else ""

    def handoff(self, wanted: str | list[str] | bool) -> str:
        """A person was asked for, for this reason or one of these; `false`: nobody was."""
        reasons = [handoff.reason for handoff in self._seen.handoffs]
        if isinstance(wanted, bool):
            return "" if bool(reasons) == wanted else f"handoffs: {reasons}"
        allowed = [wanted] if isinstance(wanted, str) else wanted
        return "" if set(reasons) & set(allowed) else f"handoffs: {reasons}"

    def promise(self, wanted: bool) -> str:
        """There is a promise on record, or there is none."""
        made = [promise.what for promise in self._seen.promises]
        return "" if bool(made) == wanted else f"promises: {made}"

    def no_text_twice(self, wanted: bool) -> str:
        """The assistant did not repeat itself."""
        twice = sorted({text for text in self._texts if self._texts.count(text) > 1})
        return f"said twice: {twice}" if twice and wanted else ""

    def closed(self, wanted: bool) -> str:
        """The conversation was closed, or stays open."""
        closed = self._seen.conversation.closed_at is not None
        return "" if closed == wanted else f"closed: {closed}"

    def check(self, expected: Mapping[str, Any]) -> list[str]:
        """Everything that is wrong. Raises AttributeError for a key that means nothing."""
        return [wrong for name, value in expected.items() if (wrong := getattr(self, name)(value))]
