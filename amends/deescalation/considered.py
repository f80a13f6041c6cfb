"""What the playbook looked at in a turn: every rule, and why it decided, did not apply or was refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amends.deescalation.decision import Decision
from amends.deescalation.obstacles import obstacle
from amends.deescalation.rulebook_order import Rule
from amends.deescalation.situation import Situation
from amends.deescalation.verdicts import APPLIED_LATER, CHOSEN, NOT_APPLICABLE, REFUSED, Considered

Named = tuple[str, Decision]


class Considering:
    """Asks rules in their order, each at most once, and remembers what they said."""

    def __init__(self, situation: Situation, rules: Iterable[Rule]) -> None:
        self._situation = situation
        self._unasked = list(rules)
        self._asked: list[tuple[str, Decision | None]] = []

    def decisions(self) -> Iterator[Named]:
        """What each rule that applies would do, under the rule's name; a rule is asked when it is needed."""
        place = 0
        while place < len(self._asked) or self._unasked:
            if place == len(self._asked):
                self._ask()
            name, decision = self._asked[place]
            place += 1
            if decision is not None:
                yield name, decision

    def report(self, chosen: str | None, refused: Iterable[tuple[str, str]] = ()) -> tuple[Considered, ...]:
        """Every rule with its verdict; `refused` are (rule, why) in order.

        The rules behind the chosen one are asked now, only for the record: one that fails there harms nobody.
        """
        reasons = dict(refused)
        while self._unasked:
            try:
                self._ask()
            except Exception:
                self._asked.append((self._unasked.pop(0).__name__, None))
        return tuple(self._verdict(name, decision, chosen, reasons) for name, decision in self._asked)

    def _ask(self) -> None:
        rule = self._unasked[0]
        self._asked.append((rule.__name__, rule(self._situation)))
        del self._unasked[0]

    def _verdict(
        self, name: str, decision: Decision | None, chosen: str | None, refused: dict[str, str]
    ) -> Considered:
        if decision is None:
            return Considered(name, NOT_APPLICABLE, obstacle(name, self._situation))
        if name in refused:
            return Considered(name, REFUSED, refused[name])
        if name == chosen:
            return Considered(name, CHOSEN, decision.rule)
        return Considered(name, APPLIED_LATER, decision.rule)
