import asyncio

from amends.stopwatch.course import Timed, acting, plain, take_round
from amends.stopwatch.evidence import Happened
from amends.stopwatch.script import COMPLAINT, SMALL_TALK


class Noted:
    """Somebody who only notes what they say, in a list shared with the other."""

    def __init__(self, name: str, notes: list[tuple[str, str]]) -> None:
        self._name, self._notes = name, notes

    async def say(self, text: str) -> float:
        self._notes.append((self._name, text))
        return 0.0


def notes_of_round(number: int) -> list[tuple[str, str]]:
    notes: list[tuple[str, str]] = []
    asyncio.run(take_round(Noted("ours", notes), Noted("stock", notes), number))
    return notes


def test_the_two_take_turns_and_change_who_is_first() -> None:
    for number in (0, 1):
        notes = notes_of_round(number)
        pairs = [notes[index : index + 2] for index in range(0, len(notes), 2)]
        assert all({name for name, _ in pair} == {"ours", "stock"} for pair in pairs)
        firsts = [pair[0][0] for pair in pairs]
        assert firsts == [("stock", "ours")[(index + number) % 2] for index in range(10)]
        assert [text for name, text in notes if name == "ours"] == list(COMPLAINT)
        assert [text for name, text in notes if name == "stock"] == list(SMALL_TALK)


def test_turns_are_told_apart_by_what_they_called_and_none_is_left_out() -> None:
    turns = [Timed(number / 10, Happened(number % 3, False, 1.0)) for number in range(7)]
    assert sorted(plain(turns) + acting(turns)) == [turn.seconds for turn in turns]
    assert plain(turns) == [0.0, 0.3, 0.6]
