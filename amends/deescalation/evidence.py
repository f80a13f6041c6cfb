"""Words that bear out a reason: no failure is named on the strength of a doubtful reading alone."""

from __future__ import annotations

import re

_WORDS: dict[str, str] = {
    "delay": r"late|later|delay\w*|overdue|still (?:waiting|not|hasn't|haven't|no)|been waiting"
    r"|not (?:yet )?arrived"
    r"|hasn't (?:come|arrived|moved|shipped)|never (?:came|arrived)|was due|were due|when will|where is"
    r"|stuck",
    "missing": r"missing|never (?:came|arrived|got|received|turned up)|not (?:received|delivered|there"
    r"|in the)"
    r"|hasn't (?:come|arrived)|undeliver\w*|didn't (?:get|receive|arrive)|lost|disappear\w*|gone",
    "damaged": r"damag\w*|broken|smash\w*|crack\w*|crush\w*|torn|bent|dent\w*|shatter\w*|leak\w*"
    r"|scratch\w*|in pieces",
    "wrong": r"wrong|mix\w*[ -]?up|instead of|not what i|different (?:one|item|colou?r|size|product)"
    r"|incorrect",
    "defect": r"doesn't work|not work\w*|won't|broken|faulty|fault|crash\w*|fail\w*|bug\w*|defect\w*"
    r"|stopped working"
    r"|freez\w*|error|glitch\w*|dead|malfunction\w*",
    "overcharge": r"charg\w*|bill\w*|fee|fees|price|deduct\w*|debit\w*|paid|pay(?:ing)?|took|invoice"
    r"|cost\w*|taken|payments?|twice|double",
    "refund": r"refund\w*|money back|reimburs\w*|my money|credit(?:ed)? back",
    "account": r"account|log ?(?:in|on)|logged out|password|locked|sign(?:ing)?[ -]in|access|verif\w*"
    r"|profile",
    "outage": r"outage|down|internet|wi-?fi|signal|connection|network|no (?:data|service|coverage)"
    r"|offline|drop\w*"
    r"|not working|cut(?:ting)? (?:off|out)|disconnect\w*",
    "rude": r"rude\w*|attitude|shout\w*|yell\w*|disrespect\w*|treated|treatment|insult\w*|mock\w*|laugh\w*"
    r"|unprofessional|hung up|staff|agent|attendant|driver|employee|manner\w*",
    "ignored": r"ignor\w*|no (?:reply|response|answer|one)|nobody|not (?:repl|respond|answer)\w*"
    r"|hung up|unanswered"
    r"|silence|never (?:answer|repl|respond|call|heard)\w*|didn't (?:reply|respond|answer|call)"
    r"|waiting for (?:a|an)",
    "broken_promise": r"promis\w*|told (?:me|us)|said|guarantee\w*|assured|supposed to|suppose to"
    r"|agreed|would be",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _WORDS.items()}
_ORDERED = re.compile(
    r"\b(?:order\w*|bought|buy|purchas\w*|deliver\w*|item|product|parcel|package|booking|booked|flight"
    r"|ticket"
    r"|reservation|shipp\w*|delivery)\b",
    re.IGNORECASE,
)
_SPOKE_BEFORE = re.compile(
    r"\b(?:spoke|spoken|talked|told|tell(?:s|ing)? me|called|call(?:ing)? you|rang|phoned|e-?mailed"
    r"|emails?|chat"
    r"|wrote|written|dm|dms|messaged|customer (?:care|service|support))\b",
    re.IGNORECASE,
)
_COST = re.compile(
    r"\b(?:day off|missed|cost\w*|lost|late for|miss my|out of pocket|money|paid|ruined|stranded|work flow"
    r"|work|hours?|wasted)\b",
    re.IGNORECASE,
)


def borne_out(reason: str, text: str) -> bool:
    """Whether the text has words of this failure."""
    pattern = _PATTERNS.get(reason)
    return pattern is not None and bool(pattern.search(text.replace("’", "'")))


_OUTSTANDING = re.compile(
    r"\b(?:still|yet|never|not|\w+n't|wait\w*|where|promis\w*|process\w*|days?|weeks?|months?|owed?|missing"
    r"|confirmed|refus\w*)\b",
    re.IGNORECASE,
)


def outstanding(text: str) -> bool:
    """Whether a refund is spoken of as due already, and not only wished for."""
    return bool(_OUTSTANDING.search(text.replace("’", "'")))


def speaks_of_order(text: str) -> bool:
    """Whether something that carries a number was bought, booked or sent."""
    return bool(_ORDERED.search(text))


def spoke_before(text: str) -> bool:
    """Whether the customer already told of earlier contact."""
    return bool(_SPOKE_BEFORE.search(text))


def names_cost(text: str) -> bool:
    """Whether the customer already told what it cost them."""
    return bool(_COST.search(text))


_RECORD = re.compile(
    r"\b(?:log|record|register|file|lodge|raise|submit|write (?:up|down)|take down) (?:\w+ ){0,3}complaint\b"
    r"|\b(?:put|get|have) (?:\w+ ){0,4}(?:on (?:record|file)|logged|recorded|registered)\b",
    re.IGNORECASE,
)


def wants_record(text: str) -> bool:
    """Whether the writer asks that the complaint be put on record."""
    return bool(_RECORD.search(text)) and not re.search(r"\b(?:not|don'?t|never)\b", text, re.IGNORECASE)


_RUINED = r"(?:broken|damaged|smashed|cracked|shattered|crushed|torn|dented|in (?:pieces|bits))"
_PLAIN: tuple[tuple[str, str], ...] = (
    (
        "damaged",
        r"(?:c[ao]me|arrived?|arrives|turned up|showed up|delivered|got (?:here|it|them)|reached me"
        rf"|received (?:it|them|\w+ \w+)) (?:\w+ ){{0,2}}{_RUINED}",
    ),
    (
        "damaged",
        r"(?:the|my|our|this|that|your) (?!(?:\w+ ){0,2}(?:app|(?:web)?site|page|link|system|log ?in|account"
        r"|promise|trust|service|process|heart|internet|line|connection|wi-?fi|contract|chat|form|button)\b)"
        rf"(?:\w+ ){{1,3}}(?:is|was|are|were) (?:all |totally |completely |already |now )?{_RUINED}",
    ),
    (
        "wrong",
        r"(?:sent|delivered|received|got|shipped) (?:me |us )?(?:an? |the )?(?:\w+ )?wrong"
        r" (?:one|items?|size|colou?r|product|order|parcel|thing|model)",
    ),
)
_PLAINLY = tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in _PLAIN)
_SUPPOSED = re.compile(r"\b(?:if|unless|whether|not|never|\w+n't|in case)\b[^.!?]{0,15}$", re.IGNORECASE)


def plain_failure(text: str) -> str | None:
    """The failure that the words state outright, however the message was read; None without one."""
    plain = text.replace("’", "'")
    for name, pattern in _PLAINLY:
        match = pattern.search(plain)
        if match and not _SUPPOSED.search(plain[: match.start()]):
            return name
    return None
