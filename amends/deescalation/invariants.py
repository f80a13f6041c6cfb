"""The promises about every turn (DESIGN section 7), each as a check that can be run on what was planned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from amends.deescalation import moves, topics
from amends.deescalation.bands import at_least, band_of, worse
from amends.deescalation.escalation import at_once
from amends.deescalation.message import view
from amends.deescalation.rulesets import PlaybookRules
from amends.deescalation.state import ConversationState
from amends.deescalation.texts import digest, sentences, words
from amends.deescalation.turn import Step, TurnInput


@dataclass(frozen=True)
class Violation:
    """A broken invariant by its number in the design, with what was wrong."""

    invariant: int
    what: str


@dataclass(frozen=True)
class Checked:
    """What a check may look at; `texts` are the whole turn's, quotations taken out."""

    before: ConversationState
    after: ConversationState
    turn: TurnInput
    steps: tuple[Step, ...]
    rules: PlaybookRules

    @property
    def spoken(self) -> list[str]:
        """Texts of these steps without what is quoted from the customer."""
        return [unquoted(step.text) for step in self.steps if step.text]

    @property
    def band(self) -> str:
        """The band that the turn is spoken in."""
        return worse(band_of(self.after.score / 1000), self.turn.reading.band)

    @property
    def final(self) -> bool:
        """Whether the turn ends here: nothing follows that waits for a receipt."""
        return not any(step.action for step in self.steps)

    def made(self, move: str) -> bool:
        """Whether one of the steps makes this move."""
        return any(pair["move"] == move for step in self.steps for pair in step.moves)


_QUOTED = re.compile(r"“[^”]*”")
PROMISE = re.compile(
    r"\b(?:we|i|they|he|she|it|you|who|person|colleague|someone|somebody|team|agent)(?:'ll| will)\b"
    r"|\bwill (?:be|get|have|call|write|contact|reply|receive)\b|\bwithin (?:the|an?|\d+|two|three|24)\b"
    r"|\bby (?:today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d)"
    r"|\b(?:going to|shortly|soon|as soon as possible|in no time)\b",
    re.IGNORECASE,
)
# What the assistant says it has done needs a receipt of this turn ...
DONE = re.compile(
    r"\b(?:i|we)(?:'ve| have)? (?:just )?(?:logged|added|recorded|saved|filed|noted|sent|refunded|passed"
    r"|opened case|asked (?:for )?a (?:person|colleague)"
    r"|put (?:it|that|this|you|your words|[^.]* in the queue))\b",
    re.IGNORECASE,
)
# ... and what it says to stand on record needs a record.
STANDS = re.compile(
    r"\b(?:is|are|it's) (?:now )?(?:logged|recorded|added|on record|filed|in case|saved|refunded|sent)\b",
    re.IGNORECASE,
)
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")
_BOT = re.compile(r"\b(?:automated|assistant|bot)\b", re.IGNORECASE)
_NEXT_STEP = (
    "utter_inform_next_step",
    "utter_inform_while_waiting",
    "utter_hand_off",
    "utter_inform_waiting",
    "utter_inform_how_it_works",
    "utter_close",
    "utter_inform_safety",
    "utter_inform_remedy_failed",
    "utter_inform_callback_failed",
)


def unquoted(text: str) -> str:
    """The text without the customer's words in it."""
    return _QUOTED.sub("“”", text)


def check_turn(
    before: ConversationState,
    after: ConversationState,
    turn: TurnInput,
    steps: Sequence[Step],
    rules: PlaybookRules | None = None,
) -> list[Violation]:
    """Every invariant that these steps break; an empty list is a good turn.

    `before` is the state when the turn began, `after` the one that the steps lead to.
    """
    checked = Checked(before, after, turn, tuple(steps), rules or PlaybookRules())
    return [Violation(number, what) for number, check in sorted(CHECKS.items()) for what in check(checked)]


def _no_text_twice(checked: Checked) -> Iterable[str]:
    seen = set(checked.turn.said)
    for step in checked.steps:
        if step.text and digest(step.text) in seen and step.response != "utter_inform_safety":
            yield f"said before: {step.text[:60]}"
        if step.text:
            seen.add(digest(step.text))
    fresh = checked.after.said[len(checked.before.said) :]
    if len(set(fresh)) != len(fresh) or set(fresh) & set(checked.before.said):
        yield "a part of a text was said before"


def _listen_first(checked: Checked) -> Iterable[str]:
    settled = checked.after.remedying.paraphrase in ("confirmed", "waived")
    if checked.made(moves.OFFER_OPTIONS) and at_least(checked.band, "frustrated") and not settled:
        yield "a remedy before the summary was confirmed"


def _apology(checked: Checked) -> Iterable[str]:
    made = sum(pair["move"] == moves.APOLOGISE for step in checked.steps for pair in step.moves)
    if made > len(set(checked.after.apologised) - set(checked.before.apologised)):
        yield "an apology without a failure of its own"
    if any(step.response == "utter_apologise_other" and "{" in (step.text or "") for step in checked.steps):
        yield "an apology that names nothing"


def _never_ask_known(checked: Checked) -> Iterable[str]:
    topic, facts, before = checked.after.now.put, checked.after.facts, checked.before.asked.topics
    if not checked.final or topic is None:
        return
    known = {
        topics.ORDER_NUMBER: bool(facts.order_number) or facts.no_order_number,
        topics.CONTACT: bool(facts.contact) or facts.contact_declined,
        topics.IMPACT: bool(facts.impact),
        topics.REMEDY: bool(facts.remedy_sought) and not checked.after.remedying.rejected,
    }
    if known.get(topic, False):
        yield f"asked for {topic}, which is known"
    repeatable = topic in topics.REPEATABLE or topic in (topics.PARAPHRASE, "next_step")
    if topic in before and not repeatable:
        yield f"asked twice for {topic}"


def _person(checked: Checked) -> Iterable[str]:
    handled = checked.before.handoff.requested or _hands_off(checked)
    if view(checked.turn, checked.rules).asks_person and not handled:
        yield "asked for a person and not handed off"
    failed = checked.after.asked.failed_clarifications
    offered = checked.after.handoff.offers or checked.after.handoff.status in ("requested", "failed")
    if checked.final and failed >= checked.rules.failed_clarifications and not offered:
        yield "two failed clarifications and no person offered"


def _hands_off(checked: Checked) -> bool:
    called = any(step.action == moves.REQUEST_HANDOFF for step in checked.steps)
    return called or any(mark.startswith(moves.REQUEST_HANDOFF) for mark in checked.after.now.receipts)


def _two_options(checked: Checked) -> Iterable[str]:
    for step in checked.steps:
        if step.move != moves.OFFER_OPTIONS and moves.OFFER_OPTIONS not in dict(step.also):
            continue
        chosen = [one.id.partition(":")[2] for one in step.buttons if one.id.startswith("accept_remedy:")]
        if len(set(chosen)) < 2:
            yield "fewer than two options"
        if set(chosen) & set(checked.after.remedying.rejected):
            yield "an option that was refused"


def _proof(checked: Checked) -> Iterable[str]:
    proven = any(mark.endswith(":ok") for mark in checked.after.now.receipts)
    stands = proven or checked.after.case_reference or checked.after.promises
    said = [sentence for text in checked.spoken for sentence in sentences(text)]
    for text in (sentence for sentence in said if not sentence.endswith("?")):
        plain = text.replace("’", "'")
        if DONE.search(plain) and not proven:
            yield f"claims without a receipt: {text[:60]}"
        if STANDS.search(plain) and not stands and "not" not in words(text):
            yield f"claims a record that is not there: {text[:60]}"


def _promises(checked: Checked) -> Iterable[str]:
    for text in checked.spoken:
        if PROMISE.search(text.replace("’", "'")) and not checked.after.promises:
            yield f"promises what is not on record: {text[:60]}"


def _hostile_style(checked: Checked) -> Iterable[str]:
    if checked.band != "hostile":
        return
    texts = [unquoted(text) for text in checked.after.now.texts]
    said = [sentence for text in texts for sentence in sentences(text)]
    message = view(checked.turn, checked.rules)
    # A safety notice comes on top: it may cost a sentence.
    allowed = checked.rules.hostile_sentences + int(message.danger or message.self_harm)
    if len(said) > allowed:
        yield f"{len(said)} sentences to a hostile customer"
    if any(len(words(one)) > checked.rules.hostile_sentence_words for one in said):
        yield "a long sentence to a hostile customer"
    if any("!" in text or EMOJI.search(text) for text in texts):
        yield "an exclamation or emoji to a hostile customer"


def _abuse(checked: Checked) -> Iterable[str]:
    if checked.made(moves.SET_BOUNDARY):
        if checked.after.closed or not checked.after.complaint_open:
            yield "a boundary that closes the case"
        if checked.after.boundary != checked.before.boundary + 1:
            yield "a step of the boundary ladder was left out"


def _person_at_once(checked: Checked) -> Iterable[str]:
    why = at_once(view(checked.turn, checked.rules))
    if why and not checked.before.handoff.requested and not _hands_off(checked):
        yield f"no person although {why}"


def _no_dead_end(checked: Checked) -> Iterable[str]:
    if not checked.final:
        return
    last = next((step for step in reversed(checked.steps) if step.text), None)
    if last is None or last.text is None:
        yield "nothing said"
        return
    asks = last.text.rstrip(" ”").endswith("?") or bool(last.buttons)
    ends = (
        checked.after.closed
        or checked.after.now.put is not None
        or (last.response or "").startswith(_NEXT_STEP)
    )
    if not (asks or ends or checked.after.now.promises):
        yield "no question, next step or promise at the end"


def _bot(checked: Checked) -> Iterable[str]:
    first = not checked.turn.said and not checked.before.now.texts and not checked.before.introduced
    said = [text for text in checked.after.now.texts]
    if checked.final and first and said and not any(_BOT.search(text) for text in said):
        yield "does not say that it is an assistant"
    if any(re.search(r"\b(?:i am|i'm) (?:a )?(?:human|person|real)\b", text.lower()) for text in said):
        yield "says that it is a person"


CHECKS: dict[int, Callable[[Checked], Iterable[str]]] = {
    1: _no_text_twice,
    2: _listen_first,
    3: _apology,
    4: _never_ask_known,
    5: _person,
    6: _two_options,
    7: _proof,
    8: _promises,
    9: _hostile_style,
    10: _abuse,
    11: _person_at_once,
    12: _no_dead_end,
    13: _bot,
}
