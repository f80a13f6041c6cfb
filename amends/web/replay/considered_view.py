"""What else the playbook looked at in a turn, the rules that nearly decided first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amends.deescalation.verdicts import APPLIED_LATER, CHOSEN, NOT_APPLICABLE, REFUSED

SAID: Mapping[str, str] = {
    CHOSEN: "decided",
    REFUSED: "held back",
    APPLIED_LATER: "would have decided next",
    NOT_APPLICABLE: "did not apply",
}
_ORDER = {verdict: place for place, verdict in enumerate((CHOSEN, REFUSED, APPLIED_LATER))}


@dataclass(frozen=True)
class ConsideredView:
    """Rules as {rule, verdict, why}: those that had something to say, and those that did not apply."""

    spoke: list[dict[str, str]]
    silent: list[dict[str, str]]

    def __bool__(self) -> bool:
        return bool(self.spoke or self.silent)


def considered_view(record: Mapping[str, Any]) -> ConsideredView:
    """The view of a turn's record; older records hold nothing of it."""
    rules: Sequence[Mapping[str, Any]] = record.get("considered") or ()
    told = [{name: str(rule.get(name) or "") for name in ("rule", "verdict", "why")} for rule in rules]
    spoke = [rule for rule in told if rule["verdict"] != NOT_APPLICABLE]
    spoke.sort(key=lambda rule: _ORDER.get(rule["verdict"], len(_ORDER)))
    silent = [rule for rule in told if rule["verdict"] == NOT_APPLICABLE]
    return ConsideredView(*([{**rule, "said": _said(rule)} for rule in rules] for rules in (spoke, silent)))


def _said(rule: Mapping[str, str]) -> str:
    return SAID.get(rule["verdict"], rule["verdict"].replace("_", " "))
