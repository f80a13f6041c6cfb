"""Finds the visible evidence of frustration in a text, each piece with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from amends.understanding.cue_patterns import PATTERNS

Span: TypeAlias = tuple[int, int]
_RUN = re.compile(r"(?<![\w#@/-])(?:[A-Z][A-Z'’]*[,.!?]*[ ]+)*[A-Z][A-Z'’]+(?![\w-]|\s?[:#])")
_SHOUTS = re.compile(r"[!?]{2,}|(?:!\s*){2,}|!(?=[^!]*!)")
_SAME_WORD = re.compile(r"\b(\w{2,})\b(?:[\s,.!]+\1\b){1,}", re.IGNORECASE)
_STRETCHED = re.compile(r"\b\w*([a-z])\1{2,}\w*\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]{12,}")
# A capital word shouts when it is one that nobody writes in capitals as a name, a code or an abbreviation.
_EMPHATIC_WORDS = (
    "NOT NEVER STILL AGAIN WHY NO NOTHING NOBODY STOP NOW HELP ALL EVERY WORST HOW ZERO ANYONE WHAT WHERE "
    "WHEN ALWAYS REAL ACTUAL HOURS WEEKS MONTHS DAYS TWICE THREE TIMES REFUND MONEY TERRIBLE AWFUL HATE "
    "USELESS RIDICULOUS UNACCEPTABLE JOKE SCAM FIX ANSWER PLEASE HUMAN PERSON BROKEN WRONG LATE "
    "IMMEDIATELY TODAY SICK DONE ENOUGH CANNOT CANT DONT WONT DOESNT DIDNT ISNT CAN'T DON'T WON'T DOESN'T "
    "DIDN'T ISN'T VERY SO FURIOUS ANGRY DISGUSTING PATHETIC LIARS CALL LISTEN READ SAME ANOTHER ONLY EVER "
    "NEED WANT SERIOUSLY HORRIBLE "
)
_EMPHATIC = frozenset(_EMPHATIC_WORDS.split())
_FUNCTION_WORDS = (
    "I I'M I'VE A THE MY ME WE YOU YOUR YOU'RE IT ITS IT'S THIS THAT THESE THOSE TO OF IN ON AND OR BUT "
    "FOR WITH FROM IS ARE WAS WERE BE BEEN HAVE HAS HAD DO DOES DID WILL WOULD CAN COULD SHOULD AM GET "
    "GOT THERE THEY THEM HE SHE HIS HER OUR US IF SO AS AT BY UP OUT ABOUT JUST "
)
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True)
class Hit:
    """One piece of evidence of the kind ``key``, found at ``span``."""

    key: str
    span: Span


def _shouting(text: str) -> list[Span]:
    found: list[Span] = []
    for run in _RUN.finditer(text):
        words = [word.strip("'’,.!?") for word in run.group(0).split()]
        plain = [word for word in words if len(word) > 1 or word in ("I", "A")]
        function = sum(word in _FUNCTION for word in plain)
        emphatic = sum(word in _EMPHATIC for word in plain)
        long_enough = len(plain) >= 3 and function >= 1 and function * 6 >= len(plain)
        if emphatic or long_enough:
            found.append(run.span())
    return found


def _repetitions(text: str) -> list[Span]:
    found = [match.span() for match in _SAME_WORD.finditer(text) if not match.group(1).isdigit()]
    found += [match.span() for match in _STRETCHED.finditer(text) if not _is_code(match.group(0))]
    seen: set[str] = set()
    for sentence in _SENTENCE.finditer(text):
        plain = " ".join(sentence.group(0).lower().split())
        if plain in seen:
            found.append(sentence.span())
        seen.add(plain)
    return found


def _is_code(word: str) -> bool:
    return any(letter.isdigit() for letter in word) or word.lower().startswith(("www", "http")) or "_" in word


def _apart(hits: list[Hit]) -> list[Hit]:
    """Keep the first of two pieces of evidence of one kind that stand on the same characters."""
    kept: list[Hit] = []
    for hit in hits:
        overlapping = (k for k in kept if k.span[0] < hit.span[1] and hit.span[0] < k.span[1])
        if not any(k.key.split("_")[0] == hit.key.split("_")[0] for k in overlapping):
            kept.append(hit)
    return kept


def find(text: str) -> list[Hit]:
    """Return the evidence in a text, kind by kind, each in order of appearance; spans are characters."""
    hits = [
        Hit(one.key, match.span())
        for one in PATTERNS
        for match in one.pattern.finditer(text)
        if match.end() > match.start()
    ]
    hits += [Hit("capitals", span) for span in _shouting(text)]
    hits += [Hit("punctuation", match.span()) for match in _SHOUTS.finditer(text)]
    hits += [Hit("repetition", span) for span in _repetitions(text)]
    return _apart(hits)
