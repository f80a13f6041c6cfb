"""Finds the techniques in what an agent or the assistant wrote: apology, thanks, question and so on."""

from __future__ import annotations

import re
from re import Pattern
from typing import TypedDict


class Act(TypedDict):
    """A technique and the characters it stands on."""

    act: str
    span: list[int]


def _compiled(expression: str) -> Pattern[str]:
    return re.compile(expression, re.IGNORECASE | re.VERBOSE)


_TIME = (
    r"(?:within|by|before|until|today|tonight|tomorrow|in\s+the\s+next|on\s+\w+day|shortly|"
    r"as\s+soon\s+as|in\s+\d+)"
)
_PATTERNS: tuple[tuple[str, Pattern[str]], ...] = (
    (
        "apologise",
        _compiled(
            r"\b(?:sorry|apologi[sz]e[sd]?|apologi[sz]ing|apolog(?:y|ies)|forgive\s+(?:me|us)|"
            r"regret\s+(?:that|the|this))\b"
            r"(?!\s*,?\s*(?:but\s+)?(?:i|we)\s+(?:can(?:'|’)?t|cannot)\s+(?:help|do))"
        ),
    ),
    (
        "thank",
        _compiled(r"\b(?:thank\s+you|thanks|many\s+thanks|appreciate\s+(?:you|your|the|it|that)|grateful)\b"),
    ),
    (
        "offer",
        _compiled(
            r"\b(?:(?:i|we)\s+(?:can|could)\s+(?:also\s+|either\s+)?(?:offer|send|refund|replace|arrange|"
            r"give|book|credit|waive|swap|"
            r"exchange|cancel|rebook|repair|upgrade|collect|put|call)|would\s+you\s+(?:like|prefer|"
            r"rather)|happy\s+to\s+(?:offer|"
            r"send|arrange|refund|replace)|you\s+(?:can|could|may)\s+choose|(?:your|two|three|"
            r"these)\s+(?:options|choices)|"
            r"(?:either|option\s+\d)\b.{0,80}\bor\b|shall\s+(?:i|we)|let\s+me\s+offer|how\s+about)\b"
        ),
    ),
    (
        "commit",
        _compiled(
            rf"\b(?:(?:i|we)(?:'|’|\s+wi|\s+sha)ll\s+(?!be\s+(?:able|unable))\w+|(?:i|we)\s+(?:am|"
            rf"are)\s+going\s+to\s+\w+|"
            rf"(?:i|we)\s+promise|(?:my|our)\s+promise|you(?:'|’|\s+wi)ll\s+(?:have|get|receive|"
            rf"hear)\b.{{0,60}}?\b{_TIME}|"
            rf"(?:someone|somebody|a\s+(?:colleague|person|manager|specialist)|they|(?:s?he)|(?:the|your|"
            rf"our)\s+\w+)\s+will\s+"
            rf"(?:\w+\s+){{0,3}}?(?:call|contact|email|write|reply|arrive|send|ring|be\s+in\s+touch|visit))\b"
        ),
    ),
    (
        "blame",
        _compiled(
            r"\b(?:you\s+(?:should(?:n['’]?t|\s+not)?\s+have|failed\s+to|didn['’]?t\s+(?:read|provide|"
            r"give|tell|follow|check|enter|"
            r"include)|did\s+not\s+(?:read|provide|give|tell|follow|check|enter|include)|"
            r"must\s+have\s+\w+|entered\s+the\s+wrong|"
            r"forgot|misunderstood|caused|are\s+(?:wrong|mistaken))|your\s+(?:own\s+)?(?:fault|mistake|"
            r"error|responsibility)|"
            r"as\s+(?:i|we)(?:['’]ve|\s+have)?\s+already\s+(?:said|told|explained)|calm\s+down|"
            r"not\s+our\s+(?:fault|problem|responsibility))\b"
        ),
    ),
    (
        "paraphrase",
        _compiled(
            r"\b(?:so\s+(?:you|your|what|the|it|that|to)\b|if\s+i\s+(?:understand|understood|"
            r"have\s+understood)|let\s+me\s+(?:make\s+sure|"
            r"check\s+(?:that\s+)?i|see\s+if\s+i|repeat|sum)|what\s+i\s+(?:hear|understand|"
            r"have\s+so\s+far)|i\s+understand\s+(?:that\s+)?you(?:r|['’]ve)?\s|"
            r"to\s+(?:sum\s+up|summari[sz]e|recap|confirm)|you\s*(?:['’]re|\s+are)\s+saying|you\s+(?:told|"
            r"mentioned|wrote|said)|"
            r"have\s+i\s+(?:got|understood)|did\s+i\s+(?:get|understand)|in\s+other\s+words|"
            r"this\s+is\s+what\s+i)"
        ),
    ),
    (
        "validate",
        _compiled(
            r"\b(?:(?:i|we)\s+(?:can\s+|do\s+|completely\s+|fully\s+|really\s+|totally\s+)*(?:understand|"
            r"see|imagine|hear|get|appreciate)\s+"
            r"(?:\w+\s+)?(?:why|how|that\s+(?:this|it)|your\s+(?:frustration|anger|disappointment|"
            r"concern)|this\s+(?:is|must))|"
            r"(?:that|this|it)\s+(?:must\s+(?:be|have|feel)|sounds|is|was)\s+(?:\w+\s+)?(?:frustrating|"
            r"annoying|upsetting|disappointing|"
            r"stressful|awful|difficult|hard|unfair|worrying|infuriating|not\s+(?:acceptable|okay|ok|"
            r"right|good\s+enough))|"
            r"you(?:['’]re|\s+are)\s+(?:\w+\s+)?right\s+to|you\s+have\s+every\s+(?:right|reason)|"
            r"anyone\s+would|no\s+wonder|"
            r"you\s+(?:should(?:n['’]t|\s+not)|deserve)\s+\w+)"
        ),
    ),
)
_SENTENCE_WITH_MARK = re.compile(r"[^.!?\n]*\?")
_REQUEST = _compiled(
    r"\b(?:could|can|would)\s+you\s+(?:please\s+)?(?:tell|give|send|share|confirm|check|let)\b|"
    r"\bplease\s+(?:tell|"
    r"give|send|share|confirm|provide|let\s+(?:me|us)\s+know|dm|follow)\b"
)


def find_acts(text: str) -> list[Act]:
    """Return the techniques of a message in the order they stand; one sentence may hold several."""
    found = [(name, match.span()) for name, pattern in _PATTERNS for match in pattern.finditer(text)]
    asked = [match.span() for match in _SENTENCE_WITH_MARK.finditer(text) if match.group(0).strip(" ?")]
    asked += [
        match.span()
        for match in _REQUEST.finditer(text)
        if not any(start <= match.start() < end for start, end in asked)
    ]
    found += [("ask", _trimmed(text, span)) for span in asked]
    return [
        {"act": name, "span": list(span)} for name, span in sorted(found, key=lambda one: (one[1], one[0]))
    ]


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    return start, end
