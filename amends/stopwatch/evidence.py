"""Reads from the records what the turns of a measured conversation were, and whether any was lost."""

from dataclasses import dataclass

from amends.records.database import Database
from amends.records.tables import Turn
from amends.records.transcripts import read_transcript


class TurnsLost(Exception):
    """A message was not answered exactly once; the text says which and how."""


class HandedOff(Exception):
    """The scripted complaint led to a person, so its turns are not the ones to be measured."""


@dataclass(frozen=True)
class Happened:
    """One turn on record: how many actions it called, whether it asked for a person, its time inside."""

    calls: int
    handed_off: bool
    elapsed_ms: float


def turns_of(database: Database, conversation_id: str, texts: list[str]) -> list[Happened]:
    """The turns of a conversation in which `texts` were said one by one, each answered exactly once.

    Raises TurnsLost when the records say otherwise.
    """
    with database.reading() as session:
        seen = read_transcript(session, conversation_id)
    if seen is None:
        raise TurnsLost(f"{conversation_id}: no such conversation is on record")
    messages, turns = seen.messages, seen.turns
    spoken = [message for message in messages if message.author == "customer"]
    if [message.text for message in spoken] != texts:
        raise TurnsLost(f"{conversation_id}: {len(texts)} messages were said, {len(spoken)} are on record")
    for number, message in enumerate(spoken, start=1):
        answers = [turn for turn in turns if message.id in turn.message_ids]
        if len(answers) != 1:
            raise TurnsLost(f"{conversation_id}: message {number} is answered by {len(answers)} turns")
        replies = sum(one.turn_id == answers[0].id and one.author == "assistant" for one in messages)
        if replies != len(answers[0].record["replies"]) or not replies:
            raise TurnsLost(f"{conversation_id}: message {number} has {replies} replies in the log")
    if len(turns) != len(texts):
        raise TurnsLost(f"{conversation_id}: {len(texts)} messages were said in {len(turns)} turns")
    return [_happened(turn) for turn in turns]


def without_handoff(conversation_id: str, turns: list[Happened]) -> list[Happened]:
    """The same turns; raises HandedOff when one asked for a person."""
    for number, turn in enumerate(turns, start=1):
        if turn.handed_off:
            raise HandedOff(
                f"{conversation_id}: turn {number} of the scripted complaint asked for a person; "
                "amends/stopwatch/script.py needs words that do not"
            )
    return turns


def _happened(turn: Turn) -> Happened:
    names = [step["action"] for step in turn.record["steps"]]
    calls = sum(name.startswith("action_") and name != "action_listen" for name in names)
    return Happened(calls, bool(turn.record.get("handoff")), turn.elapsed_ms)
