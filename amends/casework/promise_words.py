"""The words promises are given in, and the words that only look like one."""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE

PEOPLE = (
    r"(?:teams?|engineers?|technicians?|drivers?|couriers?|riders?|managers?|supervisors?|colleagues?|nurses?"
    r"|doctors?|secretary|office|desk|department|crews?|staff|someone|somebody|agents?|plumbers?|mechanics?"
    r"|assessors?|adjusters?|surveyors?|developers?|professor|housekeeping|garage|branch|store|shop|organisers?"
    r"|specialists?|electricians?|person|consultants?|officers?|accountants?|director|chef|advisers?|advisors?"
    r"|representatives?|warehouse|depot|kitchen|reception|concierge|pharmacist|teacher|tutor|lawyer|roofer"
    r"|fitters?|installers?|carrier|hotel|airline|college|school|head|boss|owner|captain|clerk|handler|expert)"
)
# "Our network team", "Priya from the depot", "your driver", "it": what stands before "will".
_NOUN = (
    r"(?:(?!and\b|or\b|but\b|so\b|then\b|that\b|which\b|will\b|is\b|says?\b|told\b"
    r"|to\b|has\b|have\b)[\w'’.-]+)"
)
_NAME = r"(?-i:(?!(?:I|We|You|It|Ok|OK|Okay|Then|So|And|But|Yes|No|Sure|Sorry|There)\b)[A-Z][\w’-]*)"
SUBJECT = (
    r"(?P<subject>\b(?:I|we|you|they|he|she|it|that|this|everything|someone|somebody|who)\b"
    rf"|\b(?:our|my|the|a|an|your|another|one\s+of\s+our|one\s+of\s+the)\s+(?:{_NOUN}\s+){{0,4}}?{_NOUN}(?:,?\s+who)?"
    rf"|\b(?-i:(?:Dr|Mr|Mrs|Ms|Prof)\.\s+)?{_NAME}(?:\s+{_NAME})*(?:['’]s\s+\w+)?"
    rf"(?:\s+(?:from|in|at)\s+(?:the\s+|our\s+)?[\w-]+)?)"
)
_ADVERB = (
    r"(?:\s+(?:also|then|personally|gladly|certainly|definitely|still|of\s+course|happily|all|both|soon|again|first"
    r"|even|absolutely|now|just|quickly|immediately|gladly|surely|be\s+able\s+to(?=\s+zz)))*"
)
_VERB = r"\s+(?P<verb>[a-z][\w’'-]*)"
WILL = re.compile(
    rf"{SUBJECT}(?:,\s*\w+,)?(?P<modal>\s*['’]ll|\s+will|\s+shall|\s+(?:am|are|is)\s+(?:going\s+to|gonna)|['’](?:m|re|s)\s+(?:going\s+to|gonna)"
    rf"){_ADVERB}{_VERB}|(?P<bare>(?:^|(?<=[,.:]\s)|(?<=\band\s))(?:ill|will|gonna))\s+(?P<bare_verb>[a-z]\w+)"
    rf"|(?P<lazy>\bill)\s+(?P<lazy_verb>(?:get|send|call|text|email|check|ring|sort|refund|find|do|let)\b)",
    _FLAGS,
)
GOING = re.compile(
    rf"{SUBJECT}(?:\s+(?:am|are|is)|['’](?:m|re|s)){_ADVERB}\s+(?P<verb>sending|calling|ringing|coming|deploying|posting"
    r"|delivering|collecting|shipping|refunding|visiting|replacing|bringing|paying|emailing|moving|picking"
    r"|phoning|arriving|returning|dispatching|crediting|fixing|repairing|installing)\b",
    _FLAGS,
)
PLEDGE = re.compile(
    r"\b(?:(?:count|rely|depend)\s+on\s+(?:me|us)\s+to|(?:I|we)\s+(?:promise|guarantee|undertake|commit)\s+to"
    r"|let\s+me(?=[^.?!]*\band\s+(?:then\s+)?(?:get\s+back|come\s+back|let\s+you|update\s+you|call\s+you|ring\s+you"
    r"|tell\s+you|write\s+to\s+you|email\s+you|text\s+you|revert))"
    r"|(?<!usually )expect\s+(?:a|an|your|the)(?=\s+(?:\w+\s+)?(?:call|email|letter|refund|reply|answer|visit"
    r"|payment)))"
    r"\s+(?P<verb>\w+)",
    _FLAGS,
)

_NEVER = (
    r"(?:not|never|need|have\s+to|assume|bet|admit|say\b|wait|try\s+(?:to|and|my|our|hard)|hope|aim|want|understand|forget|start\s+(?:by|with)"
    r"|see\s*$|see\b(?!\s+to\b)|leave\b|be\s+(?:\w+\s+){1,2}(?:minutes?|mins?|seconds?)\b|take\s+(?:about\s+|around\s+|only\s+|up\s+to\s+)?[\w-]+\s+(?:\w+\s+)?(?:minutes?|mins?|hours?|days?|weeks?)\b|take\s+(?:your|his|her)\s+word|ask\s+you|explain|usually|normally"
    r"|typically|probably|generally|likely|possibly|perhaps|maybe|hopefully|often|always|only|rarely|mostly"
    r"|do\s+(?:my|our)\s+(?:very\s+)?best|be\s+(?:honest|frank|straight|clear|blunt|open|fair|right|here|happy|glad"
    r"|able|there\s+for|sorry|brief|back\s+in\s+(?:a|one)|with\s+you\s+in\s+(?:a|one)\s+(?:sec|mo|min|tick)\w*)"
    r"|(?:put|hand|pass|transfer|connect)\s+you\b|transfer|connect|pull\s+up|(?:quickly\s+)?(?:have|take)\s+a\s+(?:quick\s+)?look"
    r"|go\s+(?:ahead|through)|miss|lose|suggest|recommend|repeat|note\b|remind\s+you|mention|give\s+you\s+that"
    r"|grant\s+you|spare\s+you|stop\s+you|stay|love|agree|depend|know|require|look\s+at\s+(?:it|that|this)\s*$)"
)
NEVER = re.compile(rf"(?:{_NEVER})\b|see\s*$|n['’]t\b", _FLAGS)
# Done while the customer waits: by the time anybody looks at a ledger it is over.
AT_ONCE = re.compile(
    r"\b(?:right\s+now|now|just\s+now|as\s+we\s+speak|one\s+moment|(?:a|one)\s+(?:moment|sec(?:ond)?))\b",
    _FLAGS,
)
# Where people are, and not what they do.
AWAY = re.compile(
    r"be\s+(?:closed|open|away|off|out\s+of|on\s+(?:leave|holiday|vacation)|unavailable|busy|digging"
    r"|back\s+(?:on|at|in\s+the\s+office))\b",
    _FLAGS,
)
# A time or a deed that is only perhaps.
WAVERS = re.compile(
    r"\b(?:perhaps|maybe|possibly|hopefully|probably|all\s+being\s+well|if\s+possible|fingers\s+crossed"
    r"|with\s+(?:any|a\s+bit\s+of|some)\s+luck|I\s+(?:think|hope|guess|believe))\b",
    _FLAGS,
)
# What a customer gets, sees done, or hears, as against what they are asked to do.
YOU_GET = re.compile(
    r"(?:receive|get\b|hear\b|(?:have|see)\s+(?:your|the|a|an|our|it|my|that|this|confirmation|news|everything)\b"
    r"|be\s+(?:refunded|contacted|called|credited|notified|informed|seen|rebooked|paid|reimbursed|compensated|on\s+the"
    r"|reconnected|upgraded|visited|sent|given|told|moved|kept|able\s+to))",
    _FLAGS,
)
YOU_DO = re.compile(
    r"(?:have\s+(?:a|an)\s+(?:pleasant|nice|good|great|lovely|chance|choice|look)|see\s+(?:the|a|that|this)\s+(?!refund|credit"
    r"|money|payment|amount|voucher|difference)|get\s+(?:used|the\s+chance|to\b)|have\s+the\s+(?:choice|option|right))",
    _FLAGS,
)
THING_DONE = re.compile(
    r"(?:be\s+(?:sent|posted|delivered|processed|shipped|refunded|credited|added|paid|replaced|repaired|fixed"
    r"|returned|moved|unlocked|unblocked|ready|back|with\s+you|there|here|restored|mended|reviewed|waived"
    r"|collected|dispatched|issued|cancelled|corrected|reversed|removed|at\s+your|in\s+(?:your|the\s+post)"
    r"|on\s+(?:its|their|the)|free|over|out|round|done|resolved|solved|sorted|settled|completed|finished|available"
    r"|installed|reconnected|transferred|emailed|looked|answered|investigated|escalated|booked|held|kept|upgraded"
    r"|released|reactivated|activated|redelivered|home|yours|working|online|up)\b"
    r"|arrive|reach|go\s+(?:out|back)|ship|show\s+up|come|appear|land|leave\s+(?:our|the)|work\s+again|get\s+(?:to|there))",
    _FLAGS,
)
REACHES_OUT = re.compile(
    r"(?:call|ring|phone|email|e-mail|text|write|contact|visit|get\s+in\s+touch|be\s+in\s+touch|send|answer|reply"
    r"|update|respond|confirm|review|pay|deliver|collect|decide|get\s+back|come|check|fix|bring|give|meet|let|take|look)\b",
    _FLAGS,
)

# What a speaker says of a sentence that makes it no word of theirs.
HEDGES = re.compile(
    r"\b(?:hop(?:e|ing|efully)|think|sure(?!ly)(?!\s+thing)|trust|doubt|guess|bet|expecting|understand|see\s+that|whether"
    r"|know(?:ing)?\s+(?:if|when|that)|depends|possible|possibly|chance|perhaps|maybe|probably|might|may\b(?!\s+\d)"
    r"|likely|wish|suppose|imagine|unlikely|nobody|can(?:no|['’])t\s+(?:say|promise|guarantee|tell)|no\s+guarantee"
    r"|not\s+able\s+to\s+(?:say|promise)|unable|aim|goal|cannot\s+\w+\s+(?:that|when|if))\b",
    _FLAGS,
)
REPORTS = re.compile(
    r"\b(?:(?:you|he|she|they|who|page|note|message|website|agent|driver|courier|colleague|letter|reads?|(?-i:[A-Z]\w+))\s+(?:\w+\s+)?"
    r"(?:said|told|wrote|claim(?:s|ed)|mentioned|thought|promised|read)|was\s+told|were\s+told|told\s+you\s+that|says?\s+that\s+you)\b",
    _FLAGS,
)
IN_GENERAL = re.compile(
    r"\b(?:usually|normally|typically|generally|as\s+a\s+rule|in\s+general|most\s+\w+|always|on\s+average|every\s+(?:parcel|order"
    r"|customer)|orders\s+placed|any\s+\w+\s+(?:placed|ordered))\b",
    _FLAGS,
)
OFFERS = re.compile(
    r"\b(?:if|when(?:ever)?|should)\b[^,]*\b(?:you(?:['’]d)?\s+(?:want|wish|like|prefer|would|care|rather|ask|need)|need\s+be|(?:that|it)\s+helps"
    r"|(?:that|it)(?:['’]s|\s+is|\s+would\s+be)?\s+(?:ok(?:ay)?|all\s+right|fine|easier|useful|suits?|works?))\b",
    _FLAGS,
)
FIRST_YOU = re.compile(r"\byou(?:['’]ll)?\s+(?:will\s+)?(?:have|need|must)\b[^.]*\bfirst\b", _FLAGS)
ASKS_CONSENT = re.compile(
    r",\s*(?:ok(?:ay)?|all\s*right|alright|right|deal|yes|is\s+that\s+(?:ok(?:ay)?|all\s+right|fine)|does\s+that\s+(?:work|suit)"
    r"[^?]*)\s*\?\s*$",
    _FLAGS,
)
INVERTED = re.compile(r"^\W*(?:should\s+you|had\s+(?:we|I)|were\s+(?:we|I))\b", _FLAGS)
# Where a clause gives way to one that somebody else is the subject of.
NEXT_CLAUSE = re.compile(
    r"(?:,\s*|\s+)(?:and|but|so|then|or|because|which|though)\s+(?:(?:then|that)\s+)?(?=(?:I|we|you|they|he|she|it|there|your|our|my|the)\b"
    r"\s*(?:['’]|will|shall|can|may|must|need|\w+\s+(?:\w+\s+)?(?:will|shall)\b))"
    r"|,\s*(?=(?:I|we|you|they|he|she|it|there|your|our)\b\s*(?:['’]ll|will|shall|can|may|must|need))"
    r"|,\s*(?=(?:our|my|the)\s+\w+(?:\s+\w+)?\s+(?:are|is|will)\b)|,\s*(?=(?:so|sorry|promise|okay|ok|right|which)\b)|\s+according\s+to\b|\s+(?:and|but)\s+(?=(?:someone|somebody|a\s+\w+|(?-i:[A-Z]\w+)|they)"
    r"\s*(?:['’]ll|will))|\s*[:;]\)"
    r"|\s+[–—-]\s+",
    _FLAGS,
)
NEXT_DEED = re.compile(
    r",?\s+and\s+(?:then\s+)?(?=(?:call|ring|phone|email|text|write|send|update|give|let|come|get|tell|refund|pay|deliver|fit"
    r"|repair|replace|confirm|report|reply|answer|collect|fix|courier|credit|bring|post)\b)",
    _FLAGS,
)
