"""Reads data/remedies.yml into Remedies."""

from __future__ import annotations

from pathlib import Path

from amends.deescalation.reasons import REASONS
from amends.deescalation.rulesets import Remedies, Remedy
from amends.rulebook.source import Node, read

_REQUIRED = ("id", "title", "offer", "why_this_helps_you", "reasons")
_OPTIONAL = ("cap", "needs_order", "fits", "offer_by_agent")


def load_remedies(path: Path, text: str | None = None) -> Remedies:
    """The remedies in their order; every reason must have at least two."""
    root = read(path, text)
    entries = root.mapping()
    if "remedies" not in entries or "proposal" not in entries:
        raise root.place.error("'remedies' and 'proposal' are needed")
    remedies: list[Remedy] = []
    for node in entries["remedies"].items():
        remedy = _remedy(node)
        if any(one.id == remedy.id for one in remedies):
            raise node.place.error(f"the id {remedy.id!r} stands twice")
        remedies.append(remedy)
    loaded = Remedies(tuple(remedies), entries["proposal"].text())
    if loaded.by_id(loaded.proposal) is None:
        raise entries["proposal"].place.error(f"there is no remedy {loaded.proposal!r}")
    for reason in REASONS:
        if len(loaded.options(reason.name, (), True)) < 2:
            raise entries["remedies"].place.error(f"fewer than two remedies for {reason.name!r}")
    return loaded


def _remedy(node: Node) -> Remedy:
    entries = node.mapping()
    missing = [key for key in _REQUIRED if key not in entries]
    if missing:
        raise node.place.error(f"a remedy needs {', '.join(missing)}")
    for key, value in entries.items():
        if key not in (*_REQUIRED, *_OPTIONAL):
            raise value.place.error(f"{key!r} is not part of a remedy")
    names = {reason.name for reason in REASONS}
    reasons = entries["reasons"].texts()
    unknown = [name for name in reasons if name not in names]
    if unknown:
        raise entries["reasons"].place.error(f"unknown reason {unknown[0]!r}; known are {sorted(names)}")
    cap, fits, needs = entries.get("cap"), entries.get("fits"), entries.get("needs_order")
    by_agent = entries.get("offer_by_agent")
    return Remedy(
        id=entries["id"].text(),
        title=entries["title"].text(),
        offer=entries["offer"].text(),
        why_this_helps_you=entries["why_this_helps_you"].text().rstrip("."),
        reasons=reasons,
        cap=cap.number() if cap else None,
        needs_order=bool(needs.value) if needs else False,
        fits=tuple(word.lower() for word in fits.texts()) if fits else (),
        offer_by_agent=by_agent.text() if by_agent else None,
    )
