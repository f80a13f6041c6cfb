"""How many years of school a text asks for: the Flesch-Kincaid grade, with syllables counted by rule."""

from __future__ import annotations

import re

from amends.deescalation.texts import sentences

_TOKEN = re.compile(r"[^\W_]+(?:['’.,:@-][^\W_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_COMPOUND = re.compile(
    r"(?<=^ev)e(?=ry)|(?<=^som)e|(?<=^saf)e|(?<=.[^aeiouy])e(?=(?:ly|ments?|ful|less|where|times?)$)"
)
# An e that is written and not heard, as in "late", "moved", "times"; the one of "table" is heard.
_MUTE = re.compile(
    r"(?<=[^aeiouy])(?<![^aeiouyrw]l)e$|(?<=[^aeiouydt])(?<![^aeiouyrw]l)e(?=d$)"
    r"|(?<=[^aeiouyszxcg])(?<![^aeiouyrw]l)e(?=s$)"
)
# Two vowels side by side that are two sounds: "idea", "going", "quiet", "video".
_APART = re.compile(r"(?<![tscg])i(?:a|o|um|us)|[aeiouy]ing$|eo$|uou|iet|ually|[aeiou]y[aeou]")


def syllables(word: str) -> int:
    """Syllables of an English word, one at least; a number or a code counts as one."""
    spelt = re.sub(r"'s$", "", word.lower().replace("’", "'"))
    extra = int(spelt.endswith(("dn't", "sn't", "ven't")))
    spelt = _MUTE.sub("", _COMPOUND.sub("", re.sub(r"[^a-z]", "", spelt)))
    return max(1, len(_VOWELS.findall(spelt)) + len(_APART.findall(spelt)) + extra)


def word_count(text: str) -> int:
    """Words of a text as a reader counts them: a case number is one."""
    return len(_TOKEN.findall(text))


def grade(text: str) -> float:
    """Flesch-Kincaid grade level; 0 for a text without words."""
    found = _TOKEN.findall(text)
    if not found:
        return 0.0
    per_sentence = len(found) / max(1, len(sentences(text)))
    per_word = sum(syllables(word) for word in found) / len(found)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59
