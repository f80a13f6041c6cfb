"""Reads customer messages with a trained model: the one door of this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from amends.understanding import pieces, signals, storage
from amends.understanding.encoder import Encoder
from amends.understanding.entities import EntityFinder
from amends.understanding.frustration import FrustrationHead
from amends.understanding.intent_head import IntentHead
from amends.understanding.model_files import MODEL_NAME, TOKENIZER_NAME
from amends.understanding.named_things import NamedThings
from amends.understanding.reading import SIGNALS, Cue, Entity, Frustration, Reading
from amends.understanding.tidy import LINK, MAX_CHARACTERS, SURROGATE, tidy

Floats: TypeAlias = NDArray[np.float32]
# Small talk around a request ("hi", "thanks in advance") is not what the customer wants.
SMALL_TALK = frozenset({"greet", "goodbye", "thank", "chitchat"})
_SMALL_TALK_SHARE = 0.25
_NOTICED = 0.4
_SHORT_WORDS = 60


@dataclass(frozen=True)
class Heads:
    """The three trained parts."""

    intent: IntentHead
    frustration: FrustrationHead
    signals: signals.SignalHead

    def tensors(self) -> dict[str, Floats]:
        """Return every array to be stored."""
        return self.intent.tensors() | self.frustration.tensors() | self.signals.tensors()


class Reader:
    """Turns texts into readings; holds the encoder, the heads and spaCy."""

    def __init__(self, encoder: Encoder, heads: Heads, entities: EntityFinder) -> None:
        """Compose a reader of loaded parts; Reader.load does it from a folder."""
        self._encoder, self._heads, self._entities = encoder, heads, entities

    @classmethod
    def load(cls, folder: Path, encoder_folder: Path | None = None) -> Reader:
        """Load what training.train saved; the encoder must be the one it was trained with."""
        settings, tensors = storage.load(folder)
        sums = {MODEL_NAME: settings["encoder"]["model"], TOKENIZER_NAME: settings["encoder"]["tokenizer"]}
        encoder = Encoder.load(encoder_folder, sums)
        heads = Heads(
            IntentHead.restore(settings["intent"], tensors),
            FrustrationHead.restore(settings["frustration"], tensors),
            signals.SignalHead.restore(tensors),
        )
        return cls(encoder, heads, EntityFinder(NamedThings.load(), settings["lookups"]))

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return one reading for each text, in order; a text's reading never depends on the others."""
        return [self._read_one(text) for text in texts]

    def _read_one(self, text: str) -> Reading:
        # What stands behind the limit is not read, so that no message can be made to cost minutes;
        # half a character cannot be encoded by anything that follows.
        text = SURROGATE.sub(" ", text[:MAX_CHARACTERS])
        clean = tidy(text)
        if not any(letter.isalnum() for letter in clean):
            return self._silent(text)
        parts = pieces.split(clean)
        vectors = self._encoder.encode([clean, *(one.text for one in parts)] if len(parts) > 1 else [clean])
        whole = self._heads.intent.probabilities(vectors[0], clean)
        rows = [
            self._heads.intent.probabilities(vector, one.text)
            for vector, one in zip(vectors[1:], parts, strict=False)
        ]
        names = self._heads.intent.names
        combined, noticed = combine(names, whole, rows, [len(p.text.split()) for p in parts])
        found = self._signals(clean, vectors, parts)
        combined = heed_complaint(names, combined, found["complaint"])
        order = np.argsort(-combined, kind="stable")
        return Reading(
            ranking=tuple((names[i], float(combined[i])) for i in order),
            intents=tuple(names[i] for i in order if noticed[i]) or (names[order[0]],),
            frustration=self._frustration(text, clean, vectors, parts),
            signals=found,
            entities=self._entities.find(text),
        )

    def _silent(self, text: str) -> Reading:
        """Read a message without a letter or digit ("???", an emoji) by its shape alone."""
        names = self._heads.intent.names
        frustration = self._heads.frustration.read(
            text, np.zeros(self._heads.frustration.wording.shape, np.float32)
        )
        quiet = {name: 0.0 for name in SIGNALS}
        entities: tuple[Entity, ...] = ()
        # A bare link shows something; bare marks or pictures say nothing that could be named.
        likely = "give_details" if LINK.search(text) else "chitchat"
        fallback = likely if likely in names else names[0]
        ranking = ((fallback, 1.0 / len(names)), *((n, 1.0 / len(names)) for n in names if n != fallback))
        return Reading(ranking, (fallback,), frustration, quiet, entities)

    def _frustration(
        self, text: str, clean: str, vectors: Floats, parts: Sequence[pieces.Piece]
    ) -> Frustration:
        """Read the whole text; in a long one the angriest sentence lifts the wording's share half-way."""
        found = self._heads.frustration.read(text, vectors[0])
        if len(parts) < 2:
            return found
        angriest = max(self._heads.frustration.overall(vector) for vector in vectors[1:])
        wording = found.cues[0].weight
        lifted = wording + 0.5 * max(0.0, angriest - wording)
        return Frustration.from_cues((Cue("wording", (0, len(text)), lifted), *found.cues[1:]))

    def _signals(self, clean: str, vectors: Floats, parts: Sequence[pieces.Piece]) -> dict[str, float]:
        whole = self._heads.signals.read(clean, vectors[0])
        if len(parts) < 2:
            return whole
        each = [self._heads.signals.read(p.text, v) for p, v in zip(parts, vectors[1:], strict=True)]
        merged = signals.maximum([whole, *each])
        # One stray sentence does not put a whole message out of scope, and one shrug is not giving up.
        for name in ("out_of_scope", "disengaged"):
            merged[name] = min([whole, *each], key=lambda one: one[name])[name]
        return merged


def combine(
    names: Sequence[str],
    whole: NDArray[np.float64],
    rows: Sequence[NDArray[np.float64]],
    words: Sequence[int],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Merge the whole message's probabilities with its sentences' into one ranking.

    Returns probabilities of shape (k,) and which intents were noticed (k,). Sure sentences count more,
    small talk counts a quarter, and the longer the message the less its blurred whole says.
    """
    if not rows:
        noticed = whole >= _NOTICED
        return whole, noticed
    small = np.asarray([name in SMALL_TALK for name in names])
    shares = np.asarray(
        [row.max() ** 2 * (_SMALL_TALK_SHARE if small[row.argmax()] else 1.0) for row in rows]
    )
    pooled = (np.stack(rows) * shares[:, None]).sum(axis=0) / shares.sum()
    of_whole = max(0.25, 0.6 - sum(words) / (4 * _SHORT_WORDS))
    combined = of_whole * whole + (1.0 - of_whole) * pooled
    noticed = np.maximum(whole, np.stack(rows).max(axis=0)) >= _NOTICED
    if (noticed & ~small).any():
        noticed &= ~small
    return combined / combined.sum(), noticed


def heed_complaint(
    names: Sequence[str], probabilities: NDArray[np.float64], complaint: float
) -> NDArray[np.float64]:
    """Take belief from small talk and out_of_scope, shape (k,), where the message clearly complains.

    An angry sentence about something the rows never mention looks foreign, and a sarcastic one friendly;
    a customer who complains must still be heard as one.
    """
    if complaint <= 0.5:
        return probabilities
    idle = np.asarray([name in SMALL_TALK or name == "out_of_scope" for name in names])
    kept = np.where(idle, probabilities * 2.0 * (1.0 - complaint), probabilities)
    return np.asarray(kept / kept.sum())


def lookups_of(settings: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the word lists in the plain form that is stored."""
    return {name: sorted(set(words)) for name, words in settings.items()}
