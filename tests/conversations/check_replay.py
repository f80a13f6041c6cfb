"""Checks the output of `amends replay` against what was promised, sharing no code with what it checks.

Usage: python tests/conversations/check_replay.py OUT.jsonl --source IN.jsonl

It knows nothing but the two files and the rules below, each of which has a name that starts its findings.
Prints every violation with dialogue and text; exit code 0 without any, 1 with some, 2 for bad files.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

Line = dict[str, Any]


class Violation(NamedTuple):
    """One broken promise: which rule, where, and the text that shows it."""

    rule: str
    dialogue_id: str
    text: str


# What a customer unmistakably asks in their own words, whatever the system read into them.
PERSON = r"(?:humans?|(?:real |live |actual )?person|agent|representative|rep|manager|supervisor)"
ASKS_PERSON = re.compile(
    rf"\b(?:talk|speak|chat|speaking|talking|connect me|put me through|transfer me)\s+(?:to|with)\s+"
    rf"(?:an?|the|your|some|someone who is an?)\s+(?:\w+\s+)?{PERSON}\b"
    rf"|\b(?:want|need|get me|give me)\s+an?\s+(?:human|real person|live person|actual person|live agent)\b",
    re.IGNORECASE,
)
# The same words when the customer tells what happened elsewhere, or what they do not want.
TELLS_OF_PERSON = re.compile(
    r"\b(?:tried|trying|waited|waiting|refused|unable|couldn'?t|can'?t|cannot|could not|don'?t|do not|didn'?t"
    r"|when i|hours|minutes|told|said|asked|after|never|no way|impossible|spoke|rang|called|phoned)\b",
    re.IGNORECASE,
)
SAYS_BOT = re.compile(r"\b(?:bot|automated|virtual assistant|not a (?:person|human))\b", re.IGNORECASE)
CLAIMS_HUMAN = re.compile(
    r"\bI(?:'m| am) (?:a |an )?(?:real |actual )?(?:human|person|member of (?:our|the) team)\b", re.IGNORECASE
)
WE = r"(?:I|we)(?:'ve| have)?(?: now| just| already)?"
CLAIMS_LOGGED = re.compile(
    rf"\b{WE} (?:logged|recorded|registered|filed|opened|created|written (?:it|this|that) (?:all )?down)\b"
    r"|\b(?:is|are|has been|have been) (?:now )?(?:logged|recorded|registered|filed|on record)\b",
    re.IGNORECASE,
)
CLAIMS_DONE = re.compile(
    rf"\b{WE} (?:refunded|sent|issued|credited|shipped|reshipped|replaced)\b"
    r"|\b(?:refund|replacement|credit|voucher) (?:has been|was|is) (?:issued|sent|paid|made|on its way)\b",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"\bC-\d{4}-\d{3,}\b")
NEXT_STEP = re.compile(
    r"\b(?:you can|please|tell me|let me know|next|will|I'll|we'll|they'll|shall|within|until then|as soon as"
    r"|write|choose|pick|say|send|share|leave|add|whenever|ready when|here for you|if you)\b",
    re.IGNORECASE,
)
HEARD = {"acknowledge", "validate", "apologise"}
UNDERSTOOD = {"clarify", "paraphrase"}
PERSON_MOVES = {"offer_handoff", "hand_off"}
AT_ONCE = {"customer_asked", "danger", "vulnerable_customer", "legal_threat"}
PROOF_OF_REMEDY = {"action_record_remedy"}
LEDGER_TOLERANCE = 0.02


def moves(turn: Line) -> list[str]:
    """The names of a turn's moves in order."""
    return [str(move.get("move")) for move in turn.get("moves") or []]


def replies(turn: Line) -> list[Line]:
    """A turn's replies that hold a text."""
    return [reply for reply in turn.get("replies") or [] if str(reply.get("text") or "").strip()]


def same(text: str) -> str:
    """A text as a customer would compare it: words only."""
    return " ".join(re.findall(r"\w+", text.lower()))


def asked_for_person(turn: Line) -> bool:
    """Whether this turn asks for a person, by its words or by how it was read."""
    reading = turn.get("reading") or {}
    read_so = (reading.get("intent") or {}).get("name") == "request_agent"
    return read_so or asked_in_words(str(turn.get("text") or ""))


def asked_in_words(text: str) -> bool:
    """Whether a sentence of the text asks for a person without telling of an earlier attempt."""
    sentences = re.split(r"[.!?\n]+", text)
    return any(ASKS_PERSON.search(part) and not TELLS_OF_PERSON.search(part) for part in sentences)


def nothing_lost(line: Line, source: list[str]) -> Iterator[str]:
    """No error, and every customer turn of the source is there, in order, with a reading and a reply."""
    if line.get("error"):
        yield f"error: {line['error']}"
    said = [turn.get("text") for turn in line["turns"]]
    for number, text in enumerate(source):
        if number >= len(said) or said[number] != text:
            yield f"turn {number + 1} of the source is missing: {text}"
            return
    if len(said) > len(source):
        yield f"{len(said) - len(source)} turns that the source does not have"
    for turn in line["turns"]:
        if not replies(turn):
            yield f"no reply to: {turn.get('text')}"
        if not turn.get("reading"):
            yield f"no reading of: {turn.get('text')}"


def ends_well(line: Line, source: list[str]) -> Iterator[str]:
    """Each conversation ends with a case or a handoff."""
    if not line.get("case") and not line.get("handoff"):
        yield "neither case nor handoff at the end"


def never_twice(line: Line, source: list[str]) -> Iterator[str]:
    """Invariant 1: the assistant never says the same text twice; safety notices are exempt."""
    seen: set[str] = set()
    for reply in (reply for turn in line["turns"] for reply in replies(turn)):
        words = same(reply["text"])
        if words in seen and "safety" not in str(reply.get("response")):
            yield reply["text"]
        seen.add(words)


def person_when_asked(line: Line, source: list[str]) -> Iterator[str]:
    """Invariant 5, first half: who asks for a person is handed off in that turn."""
    handed = False
    for turn in line["turns"]:
        handed = handed or bool(turn.get("handoff"))
        if asked_for_person(turn) and not handed:
            yield str(turn.get("text"))


def person_after_two_failures(line: Line, source: list[str]) -> Iterator[str]:
    """Invariant 5, second half: nobody is asked the same thing a third time without an offer of a person."""
    asked: Counter[str] = Counter()
    offered = False
    for turn in line["turns"]:
        named = {name for reply in replies(turn) if "clarify" in (name := str(reply.get("response")))}
        asked.update(named)
        offered = offered or bool(PERSON_MOVES & set(moves(turn))) or offers_person(turn)
        for name in sorted(named):
            if asked[name] > 2 and not offered:
                yield f"{name} asked {asked[name]} times, no person offered"


def offers_person(turn: Line) -> bool:
    """Whether a button of this turn leads to a person."""
    return any("request_agent" in str(b.get("id")) for r in replies(turn) for b in r.get("buttons") or [])


def proven(line: Line, source: list[str]) -> Iterator[str]:
    """Invariant 7: what is said to be logged, sent or refunded has its proof by then."""
    references: set[str] = set()
    done: set[str] = set()
    for turn in line["turns"]:
        if turn.get("case_reference"):
            references.add(str(turn["case_reference"]))
        done |= {str(step.get("action")) for step in turn.get("steps") or []}
        for text in (reply["text"] for reply in replies(turn)):
            unlogged = CLAIMS_LOGGED.search(text) and not references
            undone = CLAIMS_DONE.search(text) and not done & PROOF_OF_REMEDY
            if unlogged or undone:
                yield text
            elif set(REFERENCE.findall(text)) - references:
                yield f"a reference that no case has by then: {text}"


def no_dead_end(line: Line, source: list[str]) -> Iterator[str]:
    """Invariant 12: each turn but a closing one ends in a question, a next step or a promise."""
    for turn in line["turns"]:
        said = replies(turn)
        if not said or "close" in moves(turn):
            continue
        last = said[-1]
        if not ("?" in last["text"] or last.get("buttons") or NEXT_STEP.search(last["text"])):
            yield last["text"]


def truthful_labels(line: Line, source: list[str]) -> Iterator[str]:
    """Invariant 13: the first turn says that this is a bot, and nothing claims to be a person."""
    if line["turns"] and not any(SAYS_BOT.search(reply["text"]) for reply in replies(line["turns"][0])):
        yield "the first turn does not say that it is a bot: " + " / ".join(
            reply["text"] for reply in replies(line["turns"][0])
        )
    for turn in line["turns"]:
        if turn.get("holder") == "agent" and replies(turn):
            yield f"the assistant speaks although an agent holds the conversation: {turn.get('text')}"
        yield from (reply["text"] for reply in replies(turn) if CLAIMS_HUMAN.search(reply["text"]))


def heard_before_handed_off(line: Line, source: list[str]) -> Iterator[str]:
    """No handoff before an acknowledgement and one question or paraphrase, unless asked for or urgent."""
    made: list[str] = []
    for number, turn in enumerate(line["turns"]):
        handoff = turn.get("handoff")
        if not handoff:
            made += moves(turn)
            continue
        reason = str(handoff.get("reason"))
        names = moves(turn)
        before = made + names[: names.index("hand_off") if "hand_off" in names else len(names)]
        if reason == "customer_asked" and not any(map(wanted_person, line["turns"][: number + 1])):
            yield f"handed off as asked for, but nobody asked: {turn.get('text')}"
        elif reason not in AT_ONCE and not (HEARD & set(before) and UNDERSTOOD & set(before)):
            yield f"handed off ({reason}) unheard in turn {number + 1}: {turn.get('text')}"
        return


def wanted_person(turn: Line) -> bool:
    """Whether a turn may count as asking for a person; wider than what must lead to a handoff."""
    reading = turn.get("reading") or {}
    signal = float((reading.get("signals") or {}).get("wants_human") or 0)
    return asked_for_person(turn) or signal >= 0.5 or bool(ASKS_PERSON.search(str(turn.get("text") or "")))


def ledger_adds_up(line: Line, source: list[str]) -> Iterator[str]:
    """The contributions of each turn make up exactly the change of the score."""
    before = 0.0
    for turn in line["turns"]:
        ledger = turn.get("ledger")
        if not ledger:
            continue
        total = sum(float(part["value"]) for part in ledger.get("contributions") or [])
        if abs(float(ledger["score"]) - before - total) > LEDGER_TOLERANCE:
            yield f"{before:.3f} + {total:.3f} is not {ledger['score']}: {turn.get('text')}"
        before = float(ledger["score"])


RULES: dict[str, Callable[[Line, list[str]], Iterator[str]]] = {
    "nothing lost": nothing_lost,
    "ends with a case or a handoff": ends_well,
    "1 no text twice": never_twice,
    "5 a person when asked": person_when_asked,
    "5 a person after two failures": person_after_two_failures,
    "7 claims are proven": proven,
    "12 no dead end": no_dead_end,
    "13 truthful labels": truthful_labels,
    "heard before handed off": heard_before_handed_off,
    "ledger adds up": ledger_adds_up,
}


def check(lines: list[Line], source: dict[str, list[str]]) -> list[Violation]:
    """All violations in the output lines, plus the dialogues that are missing or came from nowhere."""
    found = []
    there = {str(line.get("dialogue_id")) for line in lines}
    missing = [name for name in source if name not in there]
    found += [Violation("nothing lost", name, "the whole dialogue is missing") for name in missing]
    for line in lines:
        name = str(line.get("dialogue_id"))
        if name not in source:
            found.append(Violation("nothing lost", name, "not in the source"))
            continue
        for rule, broken in RULES.items():
            found += [Violation(rule, name, text) for text in broken(line, source[name])]
    return found


def read_lines(path: Path) -> list[Line]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def customer_texts(row: Line) -> list[str]:
    """What the customer says in a source dialogue."""
    return [turn["text"] for turn in row["turns"] if turn["speaker"] == "customer"]


def main(words: list[str]) -> int:
    """Check the files named on the command line and print what was found."""
    parser = argparse.ArgumentParser(description="Check the output of `amends replay`.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="only the first N dialogues of the source were replayed")
    chosen = parser.parse_args(words)
    try:
        rows = read_lines(chosen.source)[: chosen.limit]
        source = {str(row["dialogue_id"]): customer_texts(row) for row in rows}
        lines = read_lines(chosen.out)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"check_replay: cannot read the files: {error!r}", file=sys.stderr)
        return 2
    found = check(lines, source)
    for violation in found:
        print(f"[{violation.rule}] {violation.dialogue_id}: {violation.text}")
    broken = ", ".join(f"{rule} {n}" for rule, n in Counter(v.rule for v in found).most_common()) or "none"
    turns = sum(len(line["turns"]) for line in lines)
    handed = Counter(str(line["handoff"].get("reason")) for line in lines if line.get("handoff"))
    print(f"{len(lines)} dialogues, {turns} turns; handoffs by reason {dict(handed)}; violations: {broken}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
