"""Finds the promises in what an agent or the assistant says: who will do what by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from amends.casework import promise_words as words
from amends.casework.clauses import Sentence, sentences
from amends.casework.clocks import BusinessHours
from amends.casework.due_words import find_dues
from amends.casework.found_promise import WE, Due, FoundPromise, Span

_OURS = re.compile(r"(?:I|we|you|it|that|this|everything|ill|will)$", re.IGNORECASE)
_PEOPLE = re.compile(rf"\b{words.PEOPLE}\b", re.IGNORECASE)
_THEY = re.compile(r"(?:they|he|she|who)$", re.IGNORECASE)
_NAME = re.compile(r"(?:Dr|Mr|Mrs|Ms|Prof)\.|[A-Z]\w+(?:\s+from\b|\s+[A-Z]\w+)|(?:our|my)\s+.*[A-Z]\w+$")
_WHO = re.compile(r"(?<=\w),?\s+who$", re.IGNORECASE)
_COMMON = re.compile(r"(?:Our|My|The|An?|Your|Someone|Somebody|She|He|They)\b")
_GAP = re.compile(r"[\s,–-]*(?:then\s+|so\s+)?", re.IGNORECASE)
_DANGLING = re.compile(r"(?:[\s,]+(?:and|but|so|or|then))+$", re.IGNORECASE)
_TRAILING = " \t\n,.;:!?)–-"
# No message is longer; whatever is, is no message, and is not searched to its end.
LONGEST = 8000


@dataclass(frozen=True)
class _Trigger:
    """Where somebody takes something on: the subject, and the verb that begins what they will do.

    `bound` says whether a condition stands before it, or between it and the next one.
    """

    start: int
    subject: str
    verb: int
    kind: str
    bound: bool = False


def find_promises(text: str, said_at: datetime, hours: BusinessHours) -> list[FoundPromise]:
    """The promises in a message, first to last.

    `said_at` is when it was said (aware; ValueError otherwise), `hours` whose days and hours count. Due
    times are aware and never before `said_at`.
    """
    hours.local(said_at)
    found: list[FoundPromise] = []
    for sentence in sentences(text[:LONGEST]):
        if sentence.asks and not words.ASKS_CONSENT.search(sentence.words):
            continue
        found += _in_sentence(text, sentence, said_at, hours)
    return found


def _in_sentence(
    text: str, sentence: Sentence, said_at: datetime, hours: BusinessHours
) -> Iterator[FoundPromise]:
    if any(words.OFFERS.search(one) or words.INVERTED.match(one) for one in sentence.conditions):
        return
    triggers = _triggers(sentence.words)
    for number, trigger in enumerate(triggers):
        end = triggers[number + 1].start if number + 1 < len(triggers) else len(sentence.words)
        trigger = replace(trigger, bound=any(place < end for place in sentence.places))
        next_clause = words.NEXT_CLAUSE.search(sentence.words, trigger.verb, end)
        end = len(sentence.words[: next_clause.start() if next_clause else end].rstrip(_TRAILING))
        floor = triggers[number - 1].verb if number else 0
        if end > trigger.verb and _is_given(sentence, trigger, end, floor):
            yield from _promised(text, sentence, trigger, end, floor, said_at, hours)


def _triggers(clause: str) -> list[_Trigger]:
    found: list[_Trigger] = []
    for kind, pattern in (("will", words.WILL), ("pledge", words.PLEDGE), ("going", words.GOING)):
        for match in pattern.finditer(clause):
            groups = match.groupdict()
            verb = next(name for name in ("verb", "bare_verb", "lazy_verb") if groups.get(name))
            subject = groups.get("subject") or "we"
            found.append(_Trigger(match.start(), subject, match.start(verb), kind))
    found.sort(key=lambda one: one.start)
    return found


def _is_given(sentence: Sentence, trigger: _Trigger, end: int, floor: int) -> bool:
    """Whether the words are a promise, and not a hope, a report, an order or something done right now."""
    before, deed = sentence.words[floor : trigger.start], sentence.words[trigger.verb : end]
    between = sentence.words[trigger.start : trigger.verb]
    if (
        words.HEDGES.search(before)
        or words.REPORTS.search(before)
        or words.IN_GENERAL.search(before + between)
    ):
        return False
    if words.NEVER.match(deed) or words.WAVERS.search(deed):
        return False
    if words.AT_ONCE.search(deed) or words.AT_ONCE.search(between):
        return False
    if trigger.kind != "will":
        return True
    return _may_promise(trigger.subject, deed)


def _may_promise(subject: str, deed: str) -> bool:
    plain = subject.lower()
    if plain in ("i", "we"):
        return not words.AWAY.match(deed)
    if plain == "you":
        return bool(words.YOU_GET.match(deed)) and not words.YOU_DO.match(deed)
    if words.IN_GENERAL.search(subject):
        return False
    if _is_somebody(subject):
        return not words.AWAY.match(deed) and not re.match(r"(?:cost|close|open|rise|say)\b", deed)
    return bool(words.THING_DONE.match(deed) or words.REACHES_OUT.match(deed))


def _is_somebody(subject: str) -> bool:
    return bool(_PEOPLE.search(subject) or _THEY.match(subject) or _NAME.search(subject))


def _promised(
    text: str,
    sentence: Sentence,
    trigger: _Trigger,
    end: int,
    floor: int,
    said_at: datetime,
    hours: BusinessHours,
) -> Iterator[FoundPromise]:
    """One promise, or several when each deed of a list has a time of its own."""
    dues = find_dues(sentence.words[floor:end], said_at, hours)
    dues = [_moved(due, floor) for due in dues]
    within = [due for due in dues if due.span.start >= trigger.verb]
    leading = [due for due in dues if _leads(sentence.words, due, trigger)]
    if trigger.kind == "going" and not (within or leading):
        return
    start = trigger.verb
    for cut in [*_cuts(sentence.words, trigger.verb, end, within), end]:
        here = [due for due in within if start <= due.span.start < cut]
        due = _chosen(sentence.words, here) or (leading[-1] if leading else None)
        yield _finding(text, sentence, trigger, Span(start, cut), due)
        joint = words.NEXT_DEED.match(sentence.words, cut)
        start = joint.end() if joint else end


def _cuts(clause: str, start: int, end: int, dues: Sequence[Due]) -> list[int]:
    """Where "and" parts two deeds that are due at different times."""
    cuts: list[int] = []
    for match in words.NEXT_DEED.finditer(clause, start, end):
        before = any(start <= due.span.start < match.start() for due in dues)
        if before and any(due.span.start >= match.end() for due in dues):
            cuts.append(match.start())
            start = match.end()
    return cuts


def _leads(clause: str, due: Due, trigger: _Trigger) -> bool:
    """Whether a due time stands right before the subject: "By Thursday we will ..."."""
    return due.span.end <= trigger.start and _GAP.fullmatch(clause[due.span.end : trigger.start]) is not None


def _chosen(clause: str, dues: Sequence[Due]) -> Due | None:
    by = [due for due in dues if re.match(r"by|within|before|no\s+later", due.span.of(clause), re.IGNORECASE)]
    return next(iter([*by, *dues]), None)


def _finding(text: str, sentence: Sentence, trigger: _Trigger, deed: Span, due: Due | None) -> FoundPromise:
    offset = sentence.span.start
    conditional = trigger.bound or bool(words.FIRST_YOU.search(sentence.words[: trigger.start]))
    due_span = _shifted(due.span, offset) if due else None
    what = _trimmed(text, _shifted(deed, offset), due_span)
    start = min(offset + trigger.start, what.start, due_span.start if due_span else what.start)
    whole = Span(start, max(offset + deed.end, due_span.end if due_span else 0))
    # A lapse counts from the condition, and nobody knows when that comes true.
    known = None if due is None or (conditional and due.relative) else _moved(due, offset)
    return FoundPromise(
        who=_who(trigger.subject, sentence.words[trigger.verb :]),
        what=what.of(text),
        due=known,
        conditional=conditional,
        confidence=_confidence(trigger, due is not None, conditional),
        span=whole,
        what_span=what,
        due_span=due_span,
    )


def _who(subject: str, deed: str) -> str:
    """WE for ourselves and for things; else who was named, as it reads in the middle of a sentence."""
    subject = "someone" if subject.lower() == "who" else _WHO.sub("", subject)
    if _OURS.match(subject):
        return WE
    if not _is_somebody(subject) and not (subject[:1].isupper() and words.REACHES_OUT.match(deed)):
        return WE
    return subject[:1].lower() + subject[1:] if _COMMON.match(subject) else subject


def _confidence(trigger: _Trigger, timed: bool, conditional: bool) -> float:
    sure = {"will": 0.85, "pledge": 0.8, "going": 0.7}[trigger.kind]
    sure += 0.1 if timed else -0.1
    return round(sure - (0.1 if conditional else 0.0), 2)


def _trimmed(text: str, what: Span, due: Span | None) -> Span:
    """What is done, without the due time when that stands at an end of it."""
    start, end = what
    if due is not None and due.start > start and not text[due.end : end].strip(_TRAILING):
        end = due.start
    words_left = _DANGLING.sub("", text[start:end].rstrip(_TRAILING))
    return Span(start, start + len(words_left)) if words_left else what


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _moved(due: Due, by: int) -> Due:
    return Due(due.latest, due.earliest, due.exact, due.relative, _shifted(due.span, by))
