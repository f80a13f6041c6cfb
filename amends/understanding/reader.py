"""Reads customer messages with a trained model: the one door of this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from amends.understanding import pieces, signals, storage
from amends.understanding.combining import OUT_OF_SCOPE, combine, doubt, heed_complaint
from amends.understanding.encoder import WIDTH, Encoder
from amends.understanding.entities import EntityFinder
from amends.understanding.frustration import FrustrationHead
from amends.understanding.intent_head import IntentHead
from amends.understanding.language import is_readable
from amends.understanding.model_files import MODEL_NAME, TOKENIZER_NAME
from amends.understanding.named_things import NamedThings
from amends.understanding.quotes import without_quotes
from amends.understanding.reading import SIGNALS, Cue, Entity, Frustration, Reading
from amends.understanding.tidy import LINK, MAX_CHARACTERS, SURROGATE, tidy

Floats: TypeAlias = NDArray[np.float32]
Entities: TypeAlias = tuple[Entity, ...]
# How surely a message that cannot be read lies outside what we can answer.
_UNREADABLE = 0.9
# The one wish that is taken from a message in another language: a person may speak it.
_PERSON = "request_agent"
_SURE = 0.85
# What counts only in the customer's own words, not in what they quote.
_ONLY_OWN = ("abuse", "legal_threat", "churn_threat", "wants_human")


@dataclass(frozen=True)
class Heads:
    """The three trained parts."""

    intent: IntentHead
    frustration: FrustrationHead
    signals: signals.SignalHead

    def tensors(self) -> dict[str, NDArray[Any]]:
        """Return every array to be stored."""
        return self.intent.tensors() | self.frustration.tensors() | self.signals.tensors()


@dataclass(frozen=True)
class _Message:
    """A text made ready: tidied, cut into pieces, with the vectors of the whole and of each piece."""

    text: str
    clean: str
    parts: Sequence[pieces.Piece]
    vectors: Floats


class Reader:
    """Turns texts into readings; holds the encoder, the heads and spaCy."""

    def __init__(self, encoder: Encoder, heads: Heads, entities: EntityFinder) -> None:
        """Compose a reader of loaded parts; Reader.load does it from a folder."""
        self._encoder, self._heads, self._entities = encoder, heads, entities

    @classmethod
    def load(cls, folder: Path, encoder_folder: Path | None = None) -> Reader:
        """Load what training.train saved; the encoder must be the one it was trained with.

        Raises ModelUnreadable, also for what an older version saved, and what Encoder.load raises.
        """
        settings, tensors = storage.load(folder)
        sums = {MODEL_NAME: settings["encoder"]["model"], TOKENIZER_NAME: settings["encoder"]["tokenizer"]}
        encoder = Encoder.load(encoder_folder, sums)
        try:
            heads = Heads(
                IntentHead.restore(settings["intent"], tensors),
                FrustrationHead.restore(settings["frustration"], tensors),
                signals.SignalHead.restore(tensors),
            )
        except KeyError as missing:
            raise storage.ModelUnreadable(
                f"{folder} was made by another version, without {missing}: train again"
            ) from missing
        return cls(encoder, heads, EntityFinder(NamedThings.load(), settings["lookups"]))

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return one reading for each text, in order; a text's reading never depends on the others."""
        # What stands behind the limit is not read, so that no message can be made to cost minutes;
        # half a character cannot be encoded by anything that follows.
        whole = [SURROGATE.sub(" ", text[:MAX_CHARACTERS]) for text in texts]
        entities = self._entities.find_all(whole)
        return [self._read_one(text, found) for text, found in zip(whole, entities, strict=True)]

    def _read_one(self, text: str, entities: Entities) -> Reading:
        clean = tidy(text)
        written, spoken = _has_words(text), _has_words(clean)
        if not written or not spoken or not is_readable(text, clean):
            return self._unreadable(text, clean if spoken else "", entities, foreign=written and spoken)
        message = self._prepared(text, clean)
        own = self._own_words(message)
        found = self._signals(message, own)
        combined, noticed = self._intents(message)
        names = self._heads.intent.names
        combined = heed_complaint(names, combined, found["complaint"])
        order = np.argsort(-combined, kind="stable")
        return Reading(
            ranking=tuple((names[i], float(combined[i])) for i in order),
            intents=tuple(names[i] for i in order if noticed[i]) or (names[order[0]],),
            frustration=self._frustration(own),
            signals=found,
            entities=entities,
        )

    def _prepared(self, text: str, clean: str) -> _Message:
        parts = pieces.split(clean)
        spans = [(one.start, one.end) for one in parts] if len(parts) > 1 else []
        return _Message(text, clean, parts, self._encoder.encode_parts(clean, spans))

    def _own_words(self, message: _Message) -> _Message:
        """Return the message without what it quotes, which says nothing of the customer's own mood."""
        text = without_quotes(message.text)
        return message if text == message.text else self._prepared(text, tidy(text))

    def _unreadable(self, text: str, clean: str, entities: Entities, foreign: bool) -> Reading:
        """Read pictures, marks, noise and other languages by their shape alone, and doubt everything else.

        Faces have words in ``clean``, which say how they look; of another language the encoder knows too
        little to hear a mood, but a wish for a person is known in some.
        """
        names = self._heads.intent.names
        vector = self._encoder.encode([clean])[0] if clean else np.zeros(WIDTH, np.float32)
        found = doubt(names, "give_details" if LINK.search(text) and not clean else OUT_OF_SCOPE)
        quiet = {name: 0.0 for name in SIGNALS} | {OUT_OF_SCOPE: _UNREADABLE}
        if foreign:
            meant = self._heads.intent.probabilities(vector, clean)
            if names[meant.argmax()] == _PERSON and meant.max() > _SURE:
                found, quiet["wants_human"] = meant, float(meant.max())
            vector = np.zeros_like(vector)
        order = np.argsort(-found, kind="stable")
        ranking = tuple((names[i], float(found[i])) for i in order)
        return Reading(ranking, (ranking[0][0],), self._heads.frustration.read(text, vector), quiet, entities)

    def _intents(self, message: _Message) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Return the merged probabilities (k,) and which intents were noticed (k,)."""
        head, parts = self._heads.intent, message.parts if len(message.parts) > 1 else ()
        whole, *rows = head.each(message.vectors, [message.clean, *(one.text for one in parts)])
        return combine(head.names, whole, rows, [len(one.text.split()) for one in parts])

    def _frustration(self, own: _Message) -> Frustration:
        """Read the whole text; in a long one the angriest sentence lifts the wording's share half-way."""
        head = self._heads.frustration
        found = head.read(own.text, own.vectors[0])
        wording = found.cues[0].weight
        angriest = max((head.overall(vector) for vector in own.vectors[1:]), default=wording)
        lifted = wording + 0.5 * max(0.0, angriest - wording)
        return Frustration.from_cues((Cue("wording", (0, len(own.text)), lifted), *found.cues[1:]))

    def _signals(self, message: _Message, own: _Message) -> dict[str, float]:
        """Read the signals; a threat or an insult must stand in the customer's own words."""
        found = self._signals_of(message)
        if own is message:
            return found
        said = self._signals_of(own)
        return found | {name: min(found[name], said[name]) for name in _ONLY_OWN}

    def _signals_of(self, message: _Message) -> dict[str, float]:
        head = self._heads.signals
        whole = head.read(message.clean, message.vectors[0])
        each = [head.read(part.text, v) for part, v in zip(message.parts, message.vectors[1:], strict=False)]
        merged = signals.maximum([whole, *each])
        # One stray sentence does not put a whole message out of scope, and one shrug is not giving up.
        for name in (OUT_OF_SCOPE, "disengaged"):
            merged[name] = min(one[name] for one in (whole, *each))
        return merged


def _has_words(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def lookups_of(settings: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the word lists in the plain form that is stored."""
    return {name: sorted(set(words)) for name, words in settings.items()}
