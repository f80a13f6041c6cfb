"""Ready texts for an agent: from the assistant's catalogue, those that fit now, with the facts filled in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.casework.clocks import BusinessHours
from amends.deescalation.decision import Fragment
from amends.deescalation.progress import go_on
from amends.deescalation.rulebook_order import RULES
from amends.deescalation.texts import digest, sentences, words
from amends.deescalation.wording import Catalogue, Variant
from amends.records.dossiers import Dossier
from amends.rulebook import Rulebook
from amends.web.console.canned_menu import HEADINGS, INTRODUCE, ONCE, responses_for
from amends.web.console.canned_occasion import Occasion, occasion_of
from amends.web.console.canned_promise import COMMIT_RESPONSE, Given, words_to_give
from amends.web.console.canned_voice import fits_a_person

# Without a search few of a kind are shown, so that the first look is short.
AT_FIRST, WHEN_NEXT, IN_GROUP, AT_MOST = 2, 3, 5, 60
# A person who cannot answer yet is finding out, and says that first.
NO_ANSWER_YET = "utter_agent_inform_no_answer_yet"
SAFETY = ("utter_inform_safety", "utter_inform_care")


@dataclass(frozen=True)
class Ready:
    """One text that fits; `why` says what makes it the next step, `promise` is the word it gives."""

    text: str
    move: str
    response: str
    why: str | None = None
    promise: Given | None = None


@dataclass(frozen=True)
class Group:
    """Texts of one move."""

    move: str
    heading: str
    texts: tuple[Ready, ...]


def ready_texts(
    dossier: Dossier,
    said: Iterable[str],
    agent_name: str,
    catalogue: Catalogue,
    book: Rulebook,
    now: datetime,
    hours: BusinessHours,
    *,
    search: str = "",
    move: str = "",
) -> tuple[Group, ...]:
    """The texts that fit now, what the playbook would do next first; `said` is all that we said so far.

    `search` narrows by words in text or heading, `move` to one move. Nothing that was said is offered again.
    """
    occasion = occasion_of(dossier, agent_name, book, now, hours)
    spoken = _Spoken(said)
    next_steps = _next_steps(occasion)
    given = words_to_give(occasion, now, hours)
    found: dict[str, list[tuple[tuple[int, int], Ready]]] = {}
    for order, (kind, response) in enumerate(responses_for(occasion)):
        if move and kind != move:
            continue
        why = next_steps.get(response)
        place = list(next_steps).index(response) if why else len(next_steps) + order
        texts = [
            Ready(text, kind, response, why, given)
            for text, given in _texts(response, occasion, catalogue, spoken, given)
            if _matches(search, text, HEADINGS[kind])
        ]
        most = AT_MOST if search or move else WHEN_NEXT if why else AT_FIRST
        # One text of every kind comes before the second of any, except where the playbook would go on.
        found.setdefault(kind, []).extend(
            ((0 if why else number, place), one) for number, one in enumerate(texts[:most])
        )
    return _grouped(found, AT_MOST if search or move else IN_GROUP)


def _grouped(found: dict[str, list[tuple[tuple[int, int], Ready]]], in_group: int) -> tuple[Group, ...]:
    ranked = sorted(
        ((kind, sorted(texts, key=lambda pair: pair[0])) for kind, texts in found.items() if texts),
        key=lambda pair: (pair[1][0][1].response not in SAFETY, pair[0] != INTRODUCE, pair[1][0][0][1]),
    )
    groups, left = [], AT_MOST
    for kind, texts in ranked:
        shown = tuple(one for _, one in texts[: min(left, in_group)])
        left -= len(shown)
        if shown:
            groups.append(Group(kind, HEADINGS[kind], shown))
    return tuple(groups)


def _next_steps(occasion: Occasion) -> dict[str, str]:
    """What the playbook would say now, by response: its first rule with words for a person, then its way on.

    Before the agent's first word nothing is next: what the customer told the assistant it has answered.
    """
    if occasion.in_danger:
        return dict.fromkeys(SAFETY, "safety comes first")
    if not occasion.agent_spoke:
        return {}
    state, situation = occasion.state, occasion.situation
    known = {response for _, response in responses_for(occasion)}
    steps: dict[str, str] = {}
    decisions = (rule(situation) for rule in RULES) if occasion.customer_waits else ()
    for decision in decisions:
        fragments = [one for bubble in decision.bubbles for one in bubble.fragments] if decision else []
        if decision and any(response in known for one in fragments for response in one.responses):
            _add(steps, fragments, decision.rule)
            state = decision.state
            break
    _add(steps, go_on(situation.after(state), state).fragments, "go on")
    return steps


def _add(steps: dict[str, str], fragments: Iterable[Fragment], rule: str) -> None:
    for fragment in fragments:
        for response in fragment.responses:
            if response.startswith("utter_inform_question_"):
                steps.setdefault(NO_ANSWER_YET, f"{rule}: {fragment.reason}")
            steps.setdefault(response, f"{rule}: {fragment.reason}")


class _Spoken:
    """What was said in this conversation by assistant and agents, sentence by sentence."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._digests = {digest(part) for text in texts for part in (text, *sentences(text))}

    def __contains__(self, text: object) -> bool:
        # The assistant's bubbles are put together from such texts, and agents add words of their own.
        whole = str(text)
        return digest(whole) in self._digests or all(digest(one) in self._digests for one in sentences(whole))


def _texts(
    response: str,
    occasion: Occasion,
    catalogue: Catalogue,
    spoken: _Spoken,
    given: Sequence[Given],
) -> Iterator[tuple[str, Given | None]]:
    variants = catalogue.variants(response)
    if response == COMMIT_RESPONSE:
        for word in given:
            fresh = _filled(response, variants, {**occasion.facts, **word.facts}, occasion)
            yield from ((text, word) for text in [one for one in fresh if one not in spoken][:AT_FIRST])
        return
    facts = {**occasion.facts, **occasion.facts_of_summary(response)}
    if response.startswith(ONCE) and any(
        one.filled(facts) in spoken for one in variants if one.needs <= facts.keys()
    ):
        return
    for text in _filled(response, variants, facts, occasion):
        if text not in spoken or response in SAFETY:
            yield text, None


def _filled(
    response: str, variants: Iterable[Variant], facts: Mapping[str, str], occasion: Occasion
) -> list[str]:
    """The variants that can be said now, filled in; those that use more of what is known come first."""
    found = []
    for variant in variants:
        if not variant.needs <= facts.keys() or (variant.bands and occasion.band not in variant.bands):
            continue
        text = variant.filled(facts)
        if fits_a_person(response, variant.text, occasion.answers_agent) and _short_enough(text, occasion):
            found.append((-len(variant.needs), digest(f"{occasion.seed} {variant.text}"), text))
    return [text for _, _, text in sorted(found)]


def _short_enough(text: str, occasion: Occasion) -> bool:
    """Whether it keeps to the short style for hostile customers (invariant 9)."""
    rules, parts = occasion.situation.rules, sentences(text)
    if not occasion.situation.hostile:
        return True
    return len(parts) <= rules.hostile_sentences and all(
        len(words(part)) <= rules.hostile_sentence_words for part in parts
    )


def _matches(search: str, text: str, heading: str) -> bool:
    hay = f"{text} {heading}".lower()
    return all(term in hay for term in search.lower().split())
