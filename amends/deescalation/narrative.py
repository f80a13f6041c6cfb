"""The customer's own words: which clause states the problem, and whether they had to say it again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from amends.deescalation.texts import overlap, sentences, words
from amends.deescalation.things import thing_in

SHORTEST, LONGEST, TELLING = 4, 14, 3
_NOISE = re.compile(
    r"https?://\S+|@\w+|#[A-Za-z]\w*|[“”\"{}<>]|\[[^\]]*\]|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]"
    r"|\(?(?<![\w/])\d?/\d\b\)?|\*+"
)
# A full stop that is typed without a space after it, and one that ends no sentence.
_RUN_ON = re.compile(r"(?<=[a-z]{2})\.(?=[A-Za-z]{2})(?!(?:com|co|net|org|in|uk|de|io|tv|gov|edu)\b)")
_ABBREVIATION = re.compile(
    r"\b(ent|ex|e\.g|i\.e|etc|vs|approx|nr|acct|appt|mins?|hrs?|mrs?|ms|dr|dept|info|inc|ltd|tel|ref|temp"
    r"|cust|serv|reps?|mgr|sys|intl|govt|no)\.(?=\s+[a-z0-9])",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:–—]+\s|\s-+\s|\s,|\.{2,}|\s(?=(?:but|because|and then|so now|which|while)\s)"
    r"|\s(?=(?:and|so|then|when|as|after)"
    r" (?:i|i'm|i've|we|they|it|he|she|you|my|the|our|your|no one|nobody)\b)",
    re.IGNORECASE,
)
_COARSE = re.compile(
    r"\b(?:\w*f+u+c+k\w*|f+k\w*|wtf|\w*shit\w*|\w*cunt\w*|bastard\w*|idiot\w*|moron\w*|stupid\w*"
    r"|crap\w*|damn\w*"
    r"|arse\w*|\w*asshole\w*|ass|dick\w*|wank\w*|bitch\w*|bollocks|piss\w*|suck\w*|scum\w*|con artist\w*"
    r"|bloody|hell|retard\w*|whore\w*|screw\w*|jerk\w*|pathetic|liar\w*|clown\w*)\b",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"\b(?:\w+n't|not|never|no|none|nobody|nothing|without|cannot|unable|fail\w*|refus\w*|broke\w*|lost"
    r"|missing"
    r"|cancel\w*|late|delay\w*|wrong|charged|stuck|lock(?:s|ed)|down|hang\w*|thrown|kicked|error\w*"
    r"|undeliver\w*|mis\w+ed|crash\w*|rude\w*|ignor\w*|lied|took"
    r"|deduct\w*"
    r"|unavailable|waiting|waited|disappear\w*|stolen|damag\w*|overcharg\w*|hung up|shout\w*|treatment"
    r"|drop\w*"
    r"|misled|twice|stopped|blink\w*|bait\S*)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:order\w*|parcel|flight|bags?|baggage|luggage|bill|account|refund|phone|app|internet|wi-?fi"
    r"|service"
    r"|delivery|items?|tickets?|driver|agents?|seats?|card|money|package|product|website|train|line"
    r"|connection"
    r"|router|booking|reservation|room|car|data|number|staff|attendant|manager|contract|subscription"
    r"|payment"
    r"|notification|update|email|call|courier|store|shop|network|signal|price|device|laptop|lamp)\b",
    re.IGNORECASE,
)
_SELF = re.compile(r"\b(?:i|my|me|we|our|us|wife|husband|daughter|son|mother|father)\b", re.IGNORECASE)
_FEELING = re.compile(
    r"\b(?:feel\w*|disappoint\w*|disgust\w*|taste|angry|love|hate|hope|hopefully|sad|tired|embarrass\w*"
    r"|joke|worst"
    r"|terrible|awful|ridiculous|shame\w*|thank\w*|thanks|please|lol|happy|sorry|understand|appreciate"
    r"|fraud"
    r"|annoying|frustrat\w*|upset|unacceptable|useless|believe|trust|wonder|imagine|lucky|luck|maybe)\b",
    re.IGNORECASE,
)
_THREAT = re.compile(
    r"\b(?:i'll|i will|i'm (?:never|done|leaving)|we will|we'll|never (?:\w+ ){1,4}again|won't be"
    r"|ever again|i (?:bet|guess|might|think)"
    r"|i (?:refuse|won't) (?:to )?(?:spend|use|fly|buy|order|pay|shop)|no other (?:\w+ ){1,2}has)\b",
    re.IGNORECASE,
)
# What somebody is to do, and what the writer wants, are not what went wrong.
_ORDERS = re.compile(
    r"^(?:don't|do not|stop|please|kindly|pls|plz|tell|check|go|let|give|get|make|explain|train|fix|maybe|try"
    r"|send|call|cancel|refund|i (?:just )?(?:want|need)|i'd like|i would like|(?:a |the )?least)\b",
    re.IGNORECASE,
)
_CUT_SHORT = re.compile(
    r"\b(?:and|or|to|the|of|with|for|a|an|in|on|at|my|your|re|is|was|are|that|by|from|because|then|if|when"
    r"|but|so|as|than|&)$",
    re.IGNORECASE,
)
_ABOUT_SELF = re.compile(
    r"^i(?:'m| am)? (?:can't|won't|don't|not|didn't|wouldn't|never|already|assure|know)\b", re.I
)
_ASKS = re.compile(
    r"^(?:so |and |but |then |well )*(?:why|how|what|what's|when|where|who|which|can|could|would|will"
    r"|are|is|do|does"
    r"|did|have|has|should)\b|\bhow (?:can|could|do) (?:u|you)\b",
    re.IGNORECASE,
)
_AT_US = re.compile(
    r"\b(?:you (?:lost|will|just|can|don't|do not|guys)|you are|you're|you people|you guys|your company"
    r"|y'all|ya|(?:u|you) ain't|shame on you)\b",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"^(?:it's|its|that's|thats|this is(?:n't)?|it is|that is|only|just|or|if|like|not|to|for|when|while"
    r"|which|where|now that|without|so many|so much"
    r"|after|although|though|unless|until|than|with|of|in)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=512)
def quotable(text: str) -> str | None:
    """The clause of 4 to 16 words that best states what went wrong; None when none does clearly."""
    best = max(_clauses(text), key=telling, default=None)
    return best if best is not None and telling(best) >= TELLING else None


def subject(text: str) -> str | None:
    """What the message is about: the noun of the clause that states the problem, else its nearest noun."""
    return thing_in(quotable(text) or "") or thing_in(cleaned(text))


def better(known: str | None, fresh: str | None) -> str | None:
    """The more telling of two clauses; the earlier one when they are equal."""
    if known is None or fresh is None:
        return known or fresh
    return fresh if telling(fresh) > telling(known) else known


def telling(clause: str) -> int:
    """How clearly a clause states a failure: facts count for it, feelings and questions against it."""
    plain = clause.replace("’", "'")
    score = 2 * bool(_FAILED.search(plain)) + bool(_THING.search(plain)) + bool(_SELF.search(plain))
    score -= 3 * bool(_FEELING.search(plain)) + 4 * bool(_ASKS.search(plain)) + ("?" in clause)
    score -= 2 * bool(_ABOUT_SELF.search(plain))
    score -= 3 * bool(_THREAT.search(plain)) + 3 * bool(_ORDERS.search(plain))
    score -= 3 * bool(_CUT_SHORT.search(plain.rstrip("?"))) + (plain.count(",") > 1)
    return score - 2 * bool(_AT_US.search(plain)) - 2 * bool(_LOOSE.search(plain)) - 2 * clause.isupper()


def cleaned(text: str) -> str:
    """The text without mentions, tags, links and emoji."""
    return " ".join(_NOISE.sub(" ", text).split())


def quotable_aloud(text: str) -> bool:
    """Whether words may be read back at all: nothing coarse in them."""
    return not _COARSE.search(text)


def _clauses(text: str) -> list[str]:
    """Whole sentences first, then their parts between commas and dashes."""
    plain = _ABBREVIATION.sub(r"\1", _RUN_ON.sub(". ", cleaned(text.replace("\n", ". "))))
    pieces: list[str] = []
    for sentence in sentences(plain):
        asks = "?" if sentence.rstrip("!").endswith("?") else ""
        parts = _CLAUSE.split(sentence)
        pieces += [
            sentence,
            *(part if part.endswith("?") else part + asks for part in parts if len(parts) > 1),
        ]
    fitting = [
        trimmed
        for trimmed in map(_trimmed, pieces)
        if SHORTEST <= len(words(trimmed)) <= LONGEST and not _COARSE.search(trimmed)
    ]
    return fitting


_LEADING = re.compile(
    r"^(?:(?:and|but|so|also|plus|because|well|then|additionally|meanwhile|hi|hello|hey|ex|fyi|seriously"
    r"|basically|good (?:morning|day|evening|afternoon))\b[,.:]?\s+|(?:yes|no|nope|ok|oh|see|now)[,.:]\s+"
    r"|(?:yes|no|nope|ok|oh|see) (?=(?:it|i|we|this|they|you|he|she)\b))+",
    re.IGNORECASE,
)


def _trimmed(piece: str) -> str:
    """The clause without what only links it, and without its closing marks; a question keeps its mark."""
    asks = "?" if piece.rstrip().endswith("?") else ""
    return _LEADING.sub("", piece.strip()).strip(" .,;:!?…-–—") + asks


_LEAD = r"^(?:\W*\w+\W+){0,4}?"
_QUESTION_KINDS = (
    ("why", re.compile(_LEAD + r"(?:why|how come|what is the reason)\b", re.IGNORECASE)),
    (
        "when",
        re.compile(
            _LEAD + r"(?:when (?:will|is|are|do|can)|how (?:long|soon)|what (?:time|date))\b"
            r"|\b(?:any idea|know|tell me) (?:when|how (?:long|soon))\b",
            re.IGNORECASE,
        ),
    ),
    ("where", re.compile(_LEAD + r"where(?:'s| is| are| can)\b", re.IGNORECASE)),
    (
        "doing",
        re.compile(_LEAD + r"(?:what are you|are you (?:going|ever|gonna)|is anything)\b", re.IGNORECASE),
    ),
)
_STARTS_ASKING = re.compile(
    r"^(?:so |and |but |ok(?:ay)? |well |then )*(?:why|how (?:can|do|long|is|are|did|come)"
    r"|when (?:will|is|are|do|can)"
    r"|what (?:is|are|do|does|did|about|happens|can)|where (?:is|are|do|can)|who (?:is|can|do)"
    r"|can (?:you|i)|could you|will you|do you|is there|are you|may i|should i)\b",
    re.IGNORECASE,
)


_RHETORICAL = re.compile(
    r"\b(?:what(?:'s| is) wrong with|how dare|(?:are|r) (?:you|u) (?:kidding|serious|joking|even)"
    r"|seriously|really"
    r"|do you (?:even|ever|read|care|know what|think)|how can (?:you|u|they|anyone) (?:think|sell|say"
    r"|call|treat|be)"
    r"|is (?:this|that) (?:a joke|how|what)|what a|what kind of|what sort of|who (?:does|tells|would)"
    r"|isn't (?:it|that)"
    r"|what else|so they|why (?:would|should) (?:i|anyone)|what more can|or what|right\?$)",
    re.IGNORECASE,
)


def question_in(text: str) -> str | None:
    """What kind of direct question a text puts to us: why, when, where, doing or any; None without one."""
    asking = [
        sentence
        for sentence in sentences(cleaned(text))
        if len(words(sentence)) >= 3
        and not _RHETORICAL.search(sentence.replace("’", "'"))
        and (sentence.endswith("?") or _STARTS_ASKING.search(sentence))
    ]
    if not asking:
        return None
    return next((kind for kind, pattern in _QUESTION_KINDS if pattern.search(asking[-1])), "any")


_CALLS_OUT = re.compile(
    r"\b(?:are you|is (?:any|some)(?:one|body)|any(?:one|body)|you) (?:still |even )?(?:there|here|around)\b"
    r"|^\W*hello\W*\?\W*$",
    re.IGNORECASE,
)


def calls_out(text: str) -> bool:
    """Whether somebody who waits asks if anybody is there at all."""
    return "?" in text and len(words(text)) <= 8 and bool(_CALLS_OUT.search(text))


_RESOLVED = re.compile(
    r"\b(?:(?:is |are |it's |its )?(?:working|works|fixed|sorted|resolved|solved) (?:now|ok|okay|fine"
    r"|again|out|at last)"
    r"|(?:has|have|is|are|got|it's|been) (?:now |all |finally )?(?:fixed|sorted|resolved|solved|arrived"
    r"|been fixed)"
    r"|finally (?:arrived|came|works|working|got it)|all (?:good|sorted|fine) now)\b",
    re.IGNORECASE,
)
_UNRESOLVED = re.compile(
    r"\b(?:not|\w+n't|never|no|until|if|when|unless|should|hope|want|need)\b", re.IGNORECASE
)


def says_resolved(text: str) -> bool:
    """Whether the text says that the trouble is over."""
    plain = text.replace("’", "'")
    return "?" not in plain and bool(_RESOLVED.search(plain)) and not _UNRESOLVED.search(plain)


def says_again(text: str, earlier: Sequence[str]) -> bool:
    """Whether the customer has to repeat what they already wrote: nearly the same words, at least five."""
    if len(words(text)) < 5:
        return False
    return any(overlap(text, one) >= 0.8 and len(words(one)) >= 5 for one in earlier)


def is_vague(texts: Sequence[str]) -> bool:
    """Whether all that was told so far is too little to act on."""
    return sum(len(words(text)) for text in texts) < 9
