"""Plain words that give a signal away, for what must be heard even in words the training never saw."""

from __future__ import annotations

import re
from re import Pattern


def _compiled(expression: str) -> Pattern[str]:
    return re.compile(rf"\b(?:{expression})", re.IGNORECASE | re.VERBOSE)


_PERSON = (
    r"(?:human|person|people|agent|rep|representative|manager|supervisor|advis[eo]r|operator|someone|somebody|"
    r"staff|boss|team\s+leader|colleague)"
)

PATTERNS: dict[str, Pattern[str]] = {
    "wants_human": _compiled(
        rf"""(?:speak|talk|chat|speaking|talking|connect(?:ed)?|transfer(?:red)?|put|pass|escalate|get|give|want|need|contact|hand)\s+
        (?:\w+\s+){{0,3}}?(?:to|with|through|thru|me|us|onto|a|an|the|your)?\s*(?:\w+\s+){{0,3}}?
        (?:real|live|actual|human|proper|another|different)?\s*{_PERSON}\b
        | (?:real|live|actual)\s+(?:person|human|agent|people|representative) | ^\s*(?:human|agent
        |representative|operator|
        real\s+person|live\s+agent|person|supervisor|manager)\s*(?:please|pls|now)?\s*[.!]*\s*$
        | not\s+(?:talk|speak|chat)(?:ing)?\s+to\s+(?:a|this|some)\s+(?:ro)?bot"""
    ),
    "legal_threat": _compiled(
        r"""(?:solicitor|lawyer|attorney|barrister|sue|suing|sued|lawsuit|legal\s+(?:action|advice|team|proceedings|route|rights)
        |small\s+claims|take\s+(?:you|this|them)\s+to\s+court|see\s+you\s+in\s+court|court\s+(?:order|claim
        |action)|ombudsman
        |trading\s+standards|regulator|ofcom|ofgem|fca\b|cfpb|ftc\b|bbb\b|better\s+business\s+bureau
        |attorney\s+general
        |consumer\s+(?:rights|protection|court|forum|affairs)|class\s+action|chargeback|police
        |report(?:ing)?\s+you\s+to)\b"""
    ),
    "churn_threat": _compiled(
        r"""(?:(?:i'm|im|i\s+am|we're|we\s+are)\s+(?:now\s+)?(?:cancel(?:l)?|clos)ing
        |(?:i'll|ill|i\s+will|we'll|we\s+will|gonna|about\s+to|ready\s+to|or\s+i)\s+(?:just\s+)?(?:cancel|close))
          \s+(?:my|our)\s+(?:\w+\s+)?(?:accounts?|contract|subscription|membership|service|plan|policy)\b|switch(?:ing)?\s+(?:to|over|provider|companies
        |carriers|banks)
        |(?:tak(?:e|ing)|mov(?:e|ing))\s+(?:my|our)\s+(?:business|custom|money)|(?:go|going|buy|shop
        |shopping|try)\s+elsewhere
        |never\s+(?:\w+\s+)?(?:order|buy|fly|shop|book|stay|use|using|purchase|return|come\s+back
        |deal)(?:ing)?\b
        |(?:losing|lost|lose)\s+(?:a|me|us|my|another)\s+(?:\w+\s+){0,2}(?:customer|business|custom)
        |not\s+(?:be\s+)?renew"""
    ),
    "abuse": _compiled(
        r"""(?:you|u|ur|you're|youre|your|ya)\s+(?:are\s+|r\s+|all\s+|such\s+|just\s+|guys\s+are\s+|people\s+are\s+|lot\s+are\s+|a\s+|an\s+|total\s+|bunch\s+of\s+|
        fucking\s+|bloody\s+|stupid\s+|useless\s+|dumb\s+|absolute\s+|complete\s+|utter\s+|pathetic\s+
        |worthless\s+|little\s+|piece\s+of\s+)+
        (?:idiots?|morons?|stupid|dumb\w*|imbeciles?|clowns?|cretins?|scum|trash|bitch\w*|bastards?|cunts?
        |assholes?|arseholes?|dickheads?|
        wankers?|pricks?|twats?|retard\w*|shit\w*|crap|fools?|pigs?|parasites?|vermin
        |loser\w*|ugly|brainless)\b
        |(?:you|u)\s+(?:\w+\s+)?(?:idiots?|morons?|imbeciles?|cretins?|scum)\b
        |f+u+c+k+\s+(?:you|u|off|ur|your|all\s+of\s+you)\b|screw\s+you\b|piss\s+off\b|shut\s+(?:up
        |the\s+f\w+)\b|go\s+to\s+hell\b|drop\s+dead\b
        |(?:kill|hang|shoot)\s+yourself\b|stfu\b|(?:stupid|dumb|useless|fucking|bloody
        |idiotic)\s+(?:ro)?bot\b|^\W*(?:\w+\s+)?(?:moron|idiot|dumbass|imbecile)s?\W*$|(?:hope
        |wish)\s+you\s+(?:\w+\s+)?die
        |suck\s+my\b|(?:bastards?|dickheads?|wank\w*|cunts?|pricks|twats?|scumbags?|arseholes?
        |assholes?|bitch(?:es)?|whores?|sluts?)\b
        |(?:bunch|load|shower|pack)\s+of\s+(?:\w+\s+)?(?:idiots|morons|clowns|imbeciles|cowboys|cretins)\b
        |retard(?:ed)?\b"""
    ),
    "vulnerable": _compiled(
        r"""(?:suicid\w*|kill(?:ing)?\s+myself|end(?:ing)?\s+(?:my|it\s+all)(?:\s+life)?|self[\s-]?harm|want\s+to\s+die|don't\s+want\s+to\s+(?:live|be\s+here)
        |disab(?:led|ility)|wheelchair|blind|deaf|dementia|alzheimer\w*|cancer\s+(?:treatment|patient)
        |chemo\w*|terminal(?:ly)?\s+ill|hospice|oxygen\s+(?:machine|tank)
        |insulin|diabetic|dialysis|(?:heart|medical|health)\s+condition|my\s+medication|pacemaker|epilep\w*
        |autis\w*|anxiety|panic\s+attacks?|depress(?:ed|ion)
        |widow(?:ed|er)?|bereave\w*|passed\s+away|funeral|(?:mother|father|husband|wife|son|daughter|mum
        |dad|mom)\s+(?:has\s+|just\s+)?(?:died|dies)
        |pensioner|elderly|\d{2}\s*(?:year|yr)s?[\s-]?old\s+(?:mother|father|mum|mom|dad|grand\w+|nan|lady
        |man|woman|widow)
        |newborn|(?:no|without)\s+(?:heat(?:ing)?|hot\s+water|electric\w*|power|food)\b.{0,40}\b(?:baby
        |babies|child|children|kids|toddler|infant)
        |(?:baby|children|kids|toddler|infant|newborn)\b.{0,60}\b(?:no|without)\s+(?:heat(?:ing)?
        |hot\s+water|electric\w*|power|food)
        |can(?:'t|not)\s+(?:afford|pay)\s+(?:\w+\s+){0,3}?(?:food|rent|heating|eat|feed)
        |feed\s+my\s+(?:kids|children|family|baby)|food\s*bank|homeless|evict\w*|domestic\s+(?:abuse|violence)
        |pregnan\w*|in\s+(?:the\s+)?hospital|wheel\s*chair)\b"""
    ),
    "disengaged": _compiled(
        r"""whatever\b|never\s*mind\b|nvm\b|forget\s+(?:it|about\s+it)\b|(?:i'll|ill|i)\s+(?:just\s+)?give\s+up\b|not\s+worth\s+(?:it|my\s+time|the)|what's\s+the\s+point|whats\s+the\s+point
        |no\s+point\b|don't\s+(?:even\s+)?bother\b|can't\s+be\s+(?:bothered|arsed)|(?:i'm
        |im)\s+done\s+(?:here|with\s+this|trying)|why\s+(?:do\s+i\s+)?(?:even\s+)?bother|meh\b|idc\b
        |couldn't\s+care"""
    ),
    "complaint": _compiled(
        r"""complain(?:t|ts|ing|ed)?\b|(?:not|isn't|isnt|doesn't|doesnt|won't|wont|stopped|never|hasn't|hasnt|haven't|havent|didn't|didnt|wasn't)\s+(?:\w+\s+){0,2}?
        (?:work(?:ing|ed|s)?|arriv\w*|turn(?:ed)?\s+(?:up|on)|receiv\w*|deliver\w*|charg\w*|load\w*
        |connect\w*|refund\w*|come|came|show\w*|repl\w*|respon\w*|answer\w*|got)\b
        |broken|damaged|smashed|faulty|defective|cracked|overcharged|double[\s-]?charged
        |charged\s+(?:me\s+)?twice|wrong\s+(?:item|size|colou?r|order|product|address|one|thing)|missing
        |(?:still\s+)?(?:no|not)\s+(?:refund|reply|response|answer|delivery|signal|internet|service
        |hot\s+water|power)\b|delayed|lost\s+(?:my|our)\s+(?:luggage|bags?|parcel|package|order)
        |keeps?\s+(?:crash|freez|drop|fail|cut|break)\w*|(?:terrible|awful|horrible|appalling|worst
        |disgusting|poor|shocking|rude)\b|locked\s+out|hung\s+up"""
    ),
}
