"""The words and shapes that make frustration visible, as patterns with the weight each starts from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Pattern


@dataclass(frozen=True)
class CuePattern:
    """One kind of evidence: ``weight`` in log-odds for the first hit; further hits add half as much again."""

    key: str
    cue: str
    weight: float
    pattern: Pattern[str]


def _compiled(expression: str) -> Pattern[str]:
    return re.compile(rf"\b(?:{expression})\b", re.IGNORECASE | re.VERBOSE)


def _words(text: str) -> str:
    return "|".join(word.replace("_", r"\s+").replace("'", "['’]?") for word in text.split())


_STRONG = _words(
    "worst disgusting disgusted disgrace disgraceful pathetic appalling appalled atrocious shambles shameful "
    "garbage scam scammers scamming scammed fraud fraudulent crooks thieves thieving robbed robbery "
    "incompetent incompetence idiotic moronic outrageous outraged furious fuming livid infuriating enraged "
    "hate hated despise horrendous horrific abysmal diabolical clowns liars lying lied laughing_stock "
    "ripoff rip_off ripped_off useless worthless unforgivable vile stealing cowboys rotten"
)
_STANDARD = _words(
    "unacceptable ridiculous terrible awful horrible dreadful rubbish nonsense joke farce mess nightmare "
    "annoying annoyed frustrating frustrated frustration angry mad upset disappointed disappointing "
    "disappointment "
    "sucks suck sucky lousy poor poorly unprofessional unbelievable absurd insane crazy stupid dumb lame "
    "fed_up sick_of tired_of had_enough enough_is_enough beyond_a_joke not_good_enough no_excuse inexcusable "
    "failed fail failing fails shocking shocked ashamed embarrassing hopeless rude insulting insulted "
    "wasted waste wasting screwed exhausted exhausting unhelpful unreliable misleading misled "
    "fiasco debacle crap crappy bullshit shocker driving_me_(?:mad|crazy|nuts|insane) come_on for_god's_sake "
    "get_it_together get_your_act_together sort_it_out sort_yourselves_out do_your_job last_straw"
)
_PROFANITY = _words(
    r"f+u+c+k\w* f\*+\w* fck\w* fking effing f'?ing wtf sh[i!1]t\w* sh\*t\w* bullsh\w+ bastards? "
    r"arse\w* ass asshole\w* a\*\*\w* bitch\w* cunt\w* twats? dick\w* prick\w* wank\w* bollocks bloody_hell "
    r"goddamn\w* god_damn\w* damn\w* dammit piss_off pissed pissing_me_off bloody crap_company stfu"
)
_AGAIN = r"""
    (?:second|third|fourth|fifth|sixth|seventh|tenth|umpteenth|nth|2nd|3rd|4th|5th|6th|last)\s+time\s+
      (?:i|i'm|i've|we|we've|you|you've|now|already|in\s+a\s+row|this\s+(?:week|month|year)|today|my|it|they)
    |
    (?:for|this\s+is|it's|its|is)\s+(?:the\s+|my\s+)?(?:second|third|fourth|fifth|sixth|\w+teenth|umpteenth
    |nth
      |2nd|3rd|4th|5th|6th|7th|8th|9th|10th)\s+(?:time|call|email|message|day|week|attempt|replacement|one)
    | (?:two|three|four|five|six|seven|eight|nine|ten|several|multiple|many|countless|\d+)\s+times
    | (?:yet|once)\s+again | again\s+and\s+again | over\s+and\s+over | time\s+and\s+(?:time\s+)?again
    | how\s+many\s+(?:more\s+)?times | keeps?\s+(?:on\s+)?(?:happening|breaking|failing|getting|telling
    |saying|asking)
    | every\s+(?:single\s+)?(?:time|day|week|month) | i(?:'ve|\s+have)?\s+already\s+\w+ | same\s+(?:thing
    |problem|issue)
    | (?:still|constantly|repeatedly)\s+(?:not|no|haven't|hasn't|isn't|doesn't|can't|waiting|broken|down
    |nothing)
    | as\s+i(?:'ve)?\s+(?:already\s+)?(?:said|told)
"""
_WAITING = r"""
    (?:been|was|am|i'm|im|were|are|still|kept|left)\s+(?:\w+\s+)?(?:waiting|on\s+hold)
    | on\s+hold\s+(?:for|since|over|with)\b | wait(?:ing|ed)\s+(?:for\s+)?(?:over|more\s+than|nearly|almost
    |since|\d+|hours|
      days|weeks|months|ages|forever|all\s+(?:day|morning|week)|an\s+hour|two|three|four|five|six)
    | (?:for|over|after|past|nearly|almost)\s+(?:\w+\s+)?(?:hours|days|weeks|months|years)\s+(?:now|later
    |and|still|on)
    | takes?\s+forever | taking\s+(?:forever|ages|so\s+long|too\s+long) | since\s+(?:last\s+)?(?:monday
    |tuesday|wednesday|
      thursday|friday|saturday|sunday|week|month|january|february|march|april|may|june|july|august
      |september|october
      |november|december) | how\s+(?:much\s+)?longer | \d+\s*(?:\+\s*)?(?:hrs?|hours|days|weeks
      |months)\s+(?:late|delay(?:ed)?|wait)
"""
_UNDERVALUED = r"""
    (?:loyal|long[\s-]?time|long[\s-]?standing|valued|paying)\s+(?:customer|member|client|guest)
    | (?:no\s*one|nobody|none\s+of\s+you|you\s+(?:people\s+|guys\s+|lot\s+)?(?:don't|do\s+not
    |clearly\s+don't|couldn't))
      \s+(?:\w+\s+)?(?:cares?|listens?|helps?|bothers?|bothered|answers?|replies|responds?|reads?|giv(?:es?
      |ing)\s+a)
    | (?:treated|treating|treats?)\s+(?:me|us|people|customers|your\s+customers)?\s*(?:like|as\s+if
    |with\s+no|so)
    | ignor(?:e|ed|es|ing)\s+(?:me|us|my|our|your) | (?:been|being|get|getting|got)\s+ignored
    | zero\s+(?:respect|care)
    | fobbed\s+off | brushed\s+off | (?:gave|given|giving|getting|get|got)\s+(?:me\s+
    |us\s+)?the\s+run\s?-?around
    | passed\s+(?:around|from|back\s+and\s+forth|between) | hung\s+up\s+on\s+(?:me|us)
    | don't\s+care\s+about\s+(?:your|us|me)
    | do\s+you\s+(?:even|people|actually)\s+(?:even\s+)?(?:care|read|listen|work|know|bother|look)
    | took\s+my\s+money
    | customer\s+(?:no\s+)?service\s*\?+ | no\s+(?:reply|response|answer|help|apology|explanation
    |communication|one\s+(?:answers|replies))
"""
_BROKEN = r"""
    (?:you|they|he|she|your\s+\w+|agent|rep)\s+(?:all\s+)?promised | (?:was|were|been)\s+(?:promised
    |assured|guaranteed)
    | (?:was|were|been|being|got)\s+told\s+(?:it|that|i|i'd|we|they|he|she|someone|my|the|by|yesterday
    |today|last|on|this)
    | (?:you|they|he|she)\s+(?:said|told\s+(?:me|us))\s+(?:it|that|i|i'd|we|they|he|she|you|someone|my|the
    |this|there)
    | never\s+(?:called|came|showed|arrived|turned\s+up|happened|got|received|heard|delivered|replied
    |responded|answered)
    | (?:supposed|meant)\s+to\s+(?:be|have|come|arrive|call|get|receive) | another\s+(?:lie
    |broken\s+promise|excuse|empty)
    | (?:empty|broken|false)\s+promises? | no\s+one\s+(?:called|came|showed|turned|rang) | promised\s+(?:me
    |us|delivery|a|that|by)
    | (?:didn't|did\s+not)\s+(?:call|show|turn\s+up|come|keep)
"""
_LEAVING = r"""
    (?:(?:i'm|im|i\s+am|we're|we\s+are)\s+(?:now\s+)?(?:cancel(?:l)?|clos|end|terminat)ing
      |(?:i'll|ill|i\s+will|we'll|we\s+will|gonna|going\s+to|about\s+to|ready\s+to|or\s+i)\s+(?:just\s+)?
        (?:cancel|close|end|terminate))\s+(?:all\s+)?(?:my|our|the|this)\s+
      (?:\w+\s+)?(?:accounts?|contract|subscription|membership|service|card|policy|everything)
    | (?:switch(?:ing)?|mov(?:e|ing)|going|go|chang(?:e|ing))\s+(?:over\s+)?(?:to\s+)?(?:a\s+|an\s+|your\s+
    |the\s+|another\s+)?
      (?:competitors?|another|different|someone\s+else|elsewhere|provider|company|rival)
    | (?:tak(?:e|ing)\s+(?:my|our)\s+(?:business|money|custom)\s+(?:elsewhere|somewhere|away))
    | never\s+(?:ever\s+)?(?:again|(?:be\s+)?(?:us|buy|order|fly|shop|book|stay|deal|return|com|go|purchas
    |giv)(?:e|ing|ping)?\b)
    | (?:lost|losing|lose|just\s+lost)\s+(?:a|me|my|another|us)\s+(?:\w+\s+)?(?:customer|business|custom
    |as\s+a\s+customer)
    | last\s+time\s+(?:i|i'll|we|i'm|ever|using|flying) | (?:i'm|i\s+am|we're|we\s+are)\s+(?:leaving|out
    |so\s+done|done\s+with)
    | (?:going|go|bye)\s+elsewhere | boycott\w* | warn(?:ing)?\s+(?:everyone|people|others|all\s+my\s+friends)
    | (?:tell|telling)\s+everyone | (?:one|1)[\s-]star\s+review | never\s+using\s+(?:you|this|them)
"""
_SARCASM = r"""
    thanks\s+(?:a\s+lot\s+)?for\s+(?:nothing|ruining|wasting|ignoring|the\s+(?:terrible|awful|lousy|non
    |delay|wait)|making\s+me|losing|leaving)
    | thank\s+you\s+(?:so\s+much\s+)?for\s+(?:nothing|ruining|wasting|ignoring|losing|leaving)
    | (?:great|nice|good|excellent|fantastic|brilliant|wonderful|amazing|lovely|superb|stellar|outstanding
    |top)\s+
      (?:job|work|going|service|way\s+to|customer\s+service|start)\s*(?:guys|team|everyone|folks
      |as\s+always|as\s+usual|again|,?\s+not|\.\.\.|🙄|👏|/s)
    | (?:oh\s+|how\s+|just\s+|well\s+that's\s+|wow\s+)(?:great|brilliant|fantastic|wonderful|lovely|perfect
    |convenient|marvellous|helpful|nice)
    | (?:yeah|yea|sure|oh)\s+right\b | what\s+a\s+(?:surprise|joke|shock|shambles|treat) | bravo
    | slow\s+clap | well\s+done
    | congrat(?:s|ulations)\s+(?:on|to|for)\s+(?:losing|ruining|being|the|making|another)
    | way\s+to\s+(?:go|ruin|treat|lose)
    | so\s+(?:much\s+for|helpful|professional) | if\s+that's\s+what\s+you\s+call | you\s+had\s+one\s+job
    | as\s+if\s+you | how\s+hard\s+(?:is|can)\s+(?:it|that)
    | a\s+real\s+(?:treat|pleasure|genius) | must\s+be\s+nice | clearly\s+you
"""

PATTERNS = (
    CuePattern("intensity_strong", "intensity", 0.9, _compiled(_STRONG)),
    CuePattern("intensity", "intensity", 0.55, _compiled(_STANDARD)),
    CuePattern("angry_face", "intensity", 1.0, re.compile("[😠😡🤬👿💢🖕😤]")),
    CuePattern("profanity", "profanity", 0.9, _compiled(_PROFANITY)),
    CuePattern("again_and_again", "again_and_again", 0.45, _compiled(_AGAIN)),
    CuePattern("waiting", "waiting", 0.35, _compiled(_WAITING)),
    CuePattern("undervalued", "undervalued", 0.5, _compiled(_UNDERVALUED)),
    CuePattern("broken_promise", "broken_promise", 0.4, _compiled(_BROKEN)),
    CuePattern("threat_to_leave", "threat_to_leave", 0.7, _compiled(_LEAVING)),
    CuePattern("sarcasm", "sarcasm", 0.6, _compiled(_SARCASM)),
)
SHAPES = {"capitals": 0.6, "punctuation": 0.4, "repetition": 0.4}
WEIGHTS = {one.key: one.weight for one in PATTERNS} | SHAPES
CUE_OF_KEY = {one.key: one.cue for one in PATTERNS} | {name: name for name in SHAPES}
