"""What a customer says they want, wherever in a message it stands."""

from __future__ import annotations

import re

from amends.deescalation.texts import sentences, words

LONGEST_WISH = 30  # Words; a longer text tells a story, whatever it asks for in passing.
_WISH = re.compile(
    r"\b(?:i (?:just )?(?:want|need|would like|demand|expect|ask for)|i'?d (?:just )?like|give me"
    r"|send me|refund me"
    r"|pay me|call me|let me have)\b"
    r"|^(?:just |please |simply |a |an |my )*(?:refund|replace|fix|resend|cancel|credit|explain|money back"
    r"|new one|replacement|apolog)\w*",
    re.IGNORECASE,
)
_ASKING = (
    r"(?:\b(?:i|we) (?:just |really |only |now )?(?:want|need|demand|expect|require"
    r"|would like|deserve|request)"
    r"|\b(?:i|we)'?d (?:just )?like|\b(?:i|we)(?:'?d| would) (?:rather|prefer)"
    r"|\b(?:give|send|get|offer|owe) (?:me|us)|\bplease|\bkindly|\blooking for"
    r"|\bam asking for|\bdemanding|\bwaiting for|\bcan i (?:get|have)|\bi am owed)"
)
_GAP = r"(?:\W+\w+){0,4}?\W+"
_KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "a refund",
        r"(?:refund\w*|money back|cash back|reimburse\w*|my money|credit (?:back|refunded)"
        r"|[£$€]?\d+(?:[.,]\d+)? ?(?:euros?|pounds?|dollars?|eur|gbp|usd)? ?back)",
        r"\b(?:refund (?:me|my|us|the|it)|give (?:me )?(?:back )?my money(?: back)?"
        r"|(?:reverse|credit) my (?:money|credit|account))\b",
    ),
    (
        "a cancellation",
        r"(?:cancel\w*)",
        r"^(?:please |just |kindly )?cancel (?:my|the|this|it|everything)\b",
    ),
    ("a replacement", r"(?:replacement|replaced?|a new one|exchange\w*)", r"\breplace (?:it|my|the)\b"),
    ("compensation", r"(?:compensat\w*|voucher for (?:my|the))", r"\bcompensate (?:me|us)\b"),
    ("an apology", r"(?:an? (?:\w+ )?apology|apologi[sz]e)", r"\bapologi[sz]e to (?:me|us|my)\b"),
    ("an explanation", r"(?:an? (?:\w+ )?explanation)", r"\bexplain (?:to me )?why\b"),
    (
        "a redelivery",
        r"(?:redeliver\w*|sent again|delivered again)",
        r"\b(?:resend|redeliver) (?:my|the) (?:order|parcel|item|package)\b",
    ),
)
_WISHES = tuple(
    (wish, re.compile(rf"{_ASKING}{_GAP}{noun}\b|{order}", re.IGNORECASE)) for wish, noun, order in _KINDS
)
_DENIED = re.compile(
    r"\b(?:not|never|no|without|instead of|\w+n'?t|refus\w+|why)\b(?: +[\w']+){0,3} *$", re.IGNORECASE
)


def stated_wish(text: str) -> str | None:
    """What the writer plainly asks for ("a refund"); None when nothing is asked for or it is turned down."""
    plain = text.replace("’", "'").strip()
    for wish, pattern in _WISHES:
        match = pattern.search(plain)
        if match and not _DENIED.search(plain[max(0, match.start() - 40) : match.start()]):
            inside = match.group(0).lower()
            if not re.search(r"\b(?:not|no|don't|dont|never)\b", inside):
                return wish
    return None


def sounds_like_wish(text: str) -> bool:
    """Whether an answer to "what would put it right" names something."""
    return len(words(text)) <= LONGEST_WISH and bool(_WISH.search(text.replace("’", "'").strip()))


def wish_clause(text: str) -> str:
    """The sentence in which the wish stands; the whole text when there is no such sentence."""
    return next((one for one in sentences(text) if sounds_like_wish(one)), text)
