"""The catalogue of what the assistant can say, and the choice of a text that was not said before."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from amends.deescalation.texts import digest, sentences
from amends.deescalation.turn import Button

__all__ = ["Catalogue", "Variant", "Wording", "digest"]
_SLOT = re.compile(r"\{(\w+)\}")
_OPENS = re.compile(r"(?:^|[.?!] )$")


@dataclass(frozen=True)
class Variant:
    """One way to say a response; `bands` empty means that it fits every band."""

    text: str
    bands: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()

    @property
    def needs(self) -> frozenset[str]:
        """Names of the facts that must be known to say it."""
        return frozenset(_SLOT.findall(self.text))

    def filled(self, facts: Mapping[str, str]) -> str:
        """The text with its facts in place; a sentence that a fact opens begins with a capital."""

        def value(match: re.Match[str]) -> str:
            fact = str(facts[match.group(1)])
            opens = _OPENS.search(self.text[: match.start()]) is not None
            return fact[:1].upper() + fact[1:] if opens else fact

        return _SLOT.sub(value, self.text)


@dataclass(frozen=True)
class Wording:
    """A chosen text with its buttons."""

    text: str
    buttons: tuple[Button, ...] = ()


class Catalogue:
    """All variants by response name."""

    def __init__(self, responses: Mapping[str, Sequence[Variant]]) -> None:
        self._responses = {name: tuple(variants) for name, variants in responses.items()}

    @classmethod
    def from_responses(cls, domain_responses: Mapping[str, Iterable[Mapping[str, Any]]]) -> Catalogue:
        """Reads Rasa's `responses` mapping: name → variants {text, buttons?, metadata: {bands?}?}."""
        return cls({name: [_variant(one) for one in variants] for name, variants in domain_responses.items()})

    def __contains__(self, response: object) -> bool:
        return response in self._responses

    @property
    def names(self) -> tuple[str, ...]:
        """Every response name."""
        return tuple(self._responses)

    def variants(self, response: str) -> tuple[Variant, ...]:
        """All variants of a response; unknown names have none."""
        return self._responses.get(response, ())

    def choose(
        self,
        response: str,
        facts: Mapping[str, str],
        said: Collection[str],
        seed: str,
        band: str,
        max_sentences: int | None = None,
    ) -> Wording | None:
        """A text not said before that fits the band and needs no missing fact; None when none is left.

        The same seed and history always give the same text. A variant that uses more of the known facts
        is not preferred: which facts belong in the text is decided by the response's name.
        """
        candidates = []
        for variant in self.variants(response):
            if not variant.needs <= facts.keys() or (variant.bands and band not in variant.bands):
                continue
            text = variant.filled(facts)
            short_enough = max_sentences is None or len(sentences(text)) <= max_sentences
            if short_enough and digest(text) not in said:
                candidates.append((_rank(seed, response, variant.text), text, variant.buttons))
        if not candidates:
            return None
        _, text, buttons = min(candidates, key=lambda candidate: candidate[0])
        return Wording(text, buttons)


def _rank(seed: str, response: str, text: str) -> str:
    return sha256(f"{seed}|{response}|{text}".encode()).hexdigest()


def _variant(data: Mapping[str, Any]) -> Variant:
    metadata = data.get("metadata") or {}
    buttons = tuple(
        Button(button_id(str(one["payload"])), str(one["title"])) for one in data.get("buttons") or []
    )
    return Variant(" ".join(str(data["text"]).split()), tuple(metadata.get("bands") or ()), buttons)


def button_id(payload: str) -> str:
    """`/accept_remedy{"value": "refund"}` → `accept_remedy:refund`; `/affirm` → `affirm`."""
    intent, brace, rest = payload.lstrip("/").partition("{")
    value = json.loads(brace + rest).get("value") if brace else None
    return f"{intent.strip()}:{value}" if value else intent.strip()
