"""The tasks on public sets: which rows, which number of the reading ranks them, and what others reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from amends.understanding.bench import examples
from amends.understanding.bench.examples import Example
from amends.understanding.reading import Reading

Pair: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Task:
    """One measure. ``in_domain`` is AUROC and average precision of one who labelled that very source.

    These come with the evaluation sets: the same encoder with a logistic regression trained on the set
    itself, measured in five folds. ``floor`` and ``aim`` are AUROCs; ``keywords`` names the plain list.
    """

    name: str
    file: str
    rows: Callable[[Path], Iterator[Example]]
    score: Callable[[Reading], float]
    keywords: str
    in_domain: Pair | None = None
    floor: float | None = None
    aim: float | None = None


def _frustration(reading: Reading) -> float:
    # The sum of the evidence ranks like the score, and does not saturate where the score is next to 1.
    return sum(cue.weight for cue in reading.frustration.cues)


def _signal(name: str) -> Callable[[Reading], float]:
    return lambda reading: reading.signals[name]


TASKS = (
    Task(
        "TweetSumm customer turn negative",
        "tweetsumm_negativity.jsonl",
        examples.negative_turns,
        _frustration,
        "frustration",
        (0.900, 0.577),
        0.84,
        0.90,
    ),
    Task(
        "airline tweet negative",
        "airline_tweets_sentiment.jsonl",
        examples.negative_tweets,
        _frustration,
        "frustration",
        (0.906, 0.936),
        0.87,
        0.91,
    ),
    Task(
        "abuse towards a bot",
        "convabuse_abuse_towards_bots.jsonl",
        examples.abuse,
        _signal("abuse"),
        "abuse",
        (0.961, 0.850),
        0.92,
        0.96,
    ),
    Task(
        "GoEmotions frustrated group",
        "goemotions_test.jsonl",
        examples.emotions,
        _frustration,
        "frustration",
        (0.801, 0.464),
        0.77,
        0.80,
    ),
    Task(
        "wants a human",
        "human_agent_requests.jsonl",
        examples.person_wanted,
        _signal("wants_human"),
        "person",
        (0.958, 0.889),
        0.93,
        0.96,
    ),
)
# Nobody reaches for these by name: they say something beside the five, and bind to nothing.
FURTHER = (
    Task(
        "outside another assistant's scope",
        "out_of_scope.jsonl",
        examples.out_of_scope,
        _signal("out_of_scope"),
        "frustration",
    ),
    Task(
        "answer to a bot's breakdown",
        "dbdc3_breakdown_en.jsonl",
        examples.after_breakdown,
        _frustration,
        "frustration",
    ),
)
