"""Turns of phrase that blame, play down, apologise for nothing, or hide behind rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from amends.deescalation.wording_checks.spoken import ERROR, WARNING, Finding, Spoken


@dataclass(frozen=True)
class Phrase:
    """A pattern that breaks a rule, and what to write instead."""

    rule: str
    pattern: re.Pattern[str]
    instead: str
    severity: str = ERROR


def _phrase(rule: str, instead: str, *patterns: str, severity: str = ERROR) -> Phrase:
    return Phrase(rule, re.compile(rf"(?:{'|'.join(patterns)})", re.IGNORECASE), instead, severity)


# Said of what is due to the customer ("you should have been told") it takes their side.
_DUE = r"(?! (?:been|got|gotten|had|received|heard|to)\b)"
_SMALL = (
    r"(?:small|minor|little|slight|tiny|brief|short|few|bit|quick|matter|mistake|misunderstanding"
    r"|glitch|delay)"
)

PHRASES: tuple[Phrase, ...] = (
    _phrase(
        "blame",
        "say what happened and what comes next, without whose doing it was",
        rf"\byou (?:should|could)(?:n't| not)? have\b{_DUE}",
        r"\byou must have (?:missed|misread|overlooked|forgotten|entered|made|done|misunderstood)\b",
        r"\byou (?:failed|forgot|neglected|refused) to\b",
        r"\byou (?:didn't|did not) (?:read|follow|provide|enter|check|listen|give|tell|include|bother)\b",
        r"\bif you had (?:read|followed|told|checked|given|called|listened|only)\b",
        r"\byou need to (?:understand|realise|realize|be patient)\b|\byour attitude\b",
        r"(?<!no )(?<!not )\byour (?:own )?(?:fault|mistake|error)\b",
        r"\byou(?: are|'re) (?:mistaken|confused|overreacting|being (?:rude|difficult|unreasonable))\b",
        r"\byou(?: are|'re) (?:the one who is )?wrong\b|\bwith all due respect\b",
        r"\byou (?:claim|allege)\b",
    ),
    _phrase(
        "blame",
        "say it once more as if for the first time",
        r"(?<!not )\bas (?:i|we)(?:'ve| have)? (?:already |just |clearly )?"
        r"(?:said|told|mentioned|explained|stated|informed)\b",
        r"\b(?:as )?(?:previously|already) (?:stated|mentioned|explained)\b",
        r"\b(?:i|we)(?:'ve| have)? already (?:said|told|explained|mentioned)\b|\bper my (?:last|previous)\b",
    ),
    _phrase(
        "minimising",
        "name it as large as it is for the customer",
        r"\bcalm down\b|\brelax\b|\btake it easy\b|\bcheer up\b|\b(?:don't|do not) worry\b",
        r"\bno need to (?:be|get|worry|shout)\b|\boverreact",
        rf"\b(?:just|only|merely|simply) (?:an? )?{_SMALL}\b",
        r"\b(?:it|that|this)(?:'s| is| was) (?:just|only|merely) (?:an?|the|one|two|some)\b",
        r"\bonly (?:a|an|one|two|three|a couple(?: of)?) (?:days?|hours?|minutes?|times?|weeks?|items?)\b",
        r"\bat least (?:it|you|we|they|there|that|this|the|your)\b|\bcould (?:be|have been) worse\b",
        r"\b(?:no|not (?:such )?a) big deal\b|\bhiccup\b|\bthese things happen\b|\bnot (?:that|so) bad\b",
        r"\b(?:minor|slight|small|little) (?:inconvenience|issue|problem|delay|mistake|error|hitch)\b",
        r"\blook on the bright side\b|\byou (?:just|only|simply) (?:need|have|had) to\b",
    ),
    _phrase(
        "minimising",
        "leave the word out",
        r"(?<!not )(?<!has )(?<!have )\bjust\b(?! (?:now|as|yet|before|then|after|when|like)\b)",
        r"(?<!more )\bsimply\b(?! (?:not|work)\b)|\bmerely\b",
        severity=WARNING,
    ),
    _phrase(
        "vague apology",
        "name what went wrong and say sorry for that",
        r"\b(?:sorry|apolog(?:ise|ize|ies)|regret)(?: sincerely| deeply)? (?:for )?"
        r"(?:any|the|this|your|all|that) inconvenience",
        r"\b(?:sorry|apolog(?:ise|ize|ies)|regret) (?:for )?any\b|\bany inconvenience\b",
        r"\bsorry (?:that )?you(?: feel|'re feeling| are feeling| think| see it)\b",
        r"\b(?:sorry|apolog(?:ise|ize)|apologies) if\b|\bsorry,? but\b",
        r"\bsorry about (?:that|this|it)(?=\s*(?:[.,!?;]|$))",
        r"(?:(?<=^)|(?<=[.!?] ))(?:(?:i|we)(?:'m|'re| am| are)? )?(?:(?:so|very|truly|really) )?"
        r"(?:sorry|apologi[sz]e|(?:my|our) apologies)(?=\s*(?:[.!]|$))",
    ),
    _phrase(
        "quoting policy",
        "say what can be done, or give the reason behind the rule in plain words",
        r"\b(?:our|company|store|shop|corporate|refund|returns?) polic(?:y|ies)\b(?! yet\b)",
        r"\b(?:according to|as per|per|under|in line with) (?:our|the|company) "
        r"(?:terms|rules|guidelines|policy|policies|procedures?)\b",
        r"\b(?:terms(?: and conditions)?|conditions) (?:clearly )?(?:state|say|apply)\b",
        r"(?<!what )\b(?:our|the) (?:rules|terms|polic(?:y|ies)|guidelines) (?:clearly )?"
        r"(?:states?|says?|requires?|forbids?|prohibits?|do(?:es)?(?:n't| not) (?:allow|permit))",
        r"\brules are rules\b|\bcompany procedure\b",
        r"\b(?:i am|i'm|we are|we're) not (?:allowed|permitted|authori[sz]ed) to\b",
        r"\b(?:the|our) system (?:won't|will not|doesn't|does not) (?:let|allow)\b",
    ),
)


def turns_of_phrase(spoken: Spoken) -> Iterator[Finding]:
    """Every phrase of the table that stands in the text."""
    for phrase in PHRASES:
        for match in phrase.pattern.finditer(spoken.plain):
            yield spoken.found(phrase.rule, *match.span(), phrase.instead, phrase.severity)
