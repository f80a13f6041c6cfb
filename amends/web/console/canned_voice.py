"""Whether a text that the assistant may say can be said by a person, who is one and has done nothing yet."""

import re

AGENTS_OWN = "utter_agent_"
# The assistant speaks of people as of others, of itself as a machine, and of the page's buttons and queue.
_AS_A_BOT = re.compile(
    r"\b(?:automated|assistant|bot|machine|software|(?:a|the|no|any|another|one) person|on duty|colleague"
    r"|queue|buttons?|whoever (?:decides|takes)|asks? for one|the person|you find me here"
    r"|i(?:'m| am) here if)\b",
    re.IGNORECASE,
)
# Done by the assistant with a receipt; an agent who says it claims what they did not do.
_AS_DONE = re.compile(
    r"\b(?:i|we) (?:looked up|looked for|opened|recorded|noted|added|logged|asked for|wanted to look"
    r"|put (?:it|that|this|your))\b|\b(?:told|tell) me in it\b|\b(?:all|everything) you told me\b",
    re.IGNORECASE,
)
# These speak of two things that were offered a moment ago, or of a record that was made just now.
_OF_BEFORE = re.compile(
    r"\b(?:those two|of the two you|you now have a case|this is case \S+ now)\b", re.IGNORECASE
)
# Told to the assistant, not to the agent who has just come.
_TOLD_ME = re.compile(r"\byou (?:have )?(?:told|tell) me\b", re.IGNORECASE)
SPEAKS_AS_BOT = re.compile(
    r"\b(?:i(?:'m| am)|this is|you are (?:talking|writing) (?:to|with)|you have reached)"
    r" (?:an? |the |our |only )?(?:automated |the )*(?:assistant|bot|software|machine)\b",
    re.IGNORECASE,
)


def fits_a_person(response: str, text: str, told_agent: bool) -> bool:
    """Whether an agent can say it; `told_agent` when the customer has told this agent anything yet."""
    plain = text.replace("’", "'")
    if response.startswith(AGENTS_OWN):
        return not SPEAKS_AS_BOT.search(plain)
    if not told_agent and _TOLD_ME.search(plain):
        return False
    return not (_AS_A_BOT.search(plain) or _AS_DONE.search(plain) or _OF_BEFORE.search(plain))
