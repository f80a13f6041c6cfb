import asyncio
from typing import Any

import pytest

from amends.assistant_client import AssistantClient, AssistantUnavailable, TurnFailed
from amends.desk.assistants import Assistants, Member, open_assistants
from tests.fakes.assistant_client import FakeAssistant


def request(conversation_id: str = "c") -> dict[str, Any]:
    return {"conversation_id": conversation_id, "messages": [{"text": "hello"}], "state": None}


def together(*fakes: FakeAssistant) -> Assistants:
    return Assistants([Member(fake) for fake in fakes])


def test_turns_go_to_whoever_has_the_least_to_do() -> None:
    async def scene() -> None:
        busy, free = FakeAssistant(), FakeAssistant()
        busy.may_answer.clear()
        both = together(busy, free)
        held = [asyncio.create_task(both.turn(request("first")))]
        await asyncio.sleep(0.01)
        for number in range(3):
            await both.turn(request(f"c{number}"))
        assert (len(busy.requests), len(free.requests)) == (1, 3)
        busy.may_answer.set()
        await asyncio.gather(*held)
        for number in range(4):
            await both.turn(request(f"d{number}"))
        assert (len(busy.requests), len(free.requests)) == (3, 5), "among the idle they take turns"

    asyncio.run(scene())


def test_one_that_is_away_is_not_missed_and_comes_back_with_its_health() -> None:
    async def scene() -> None:
        gone, there = FakeAssistant(), FakeAssistant()
        gone.up = False
        both = together(gone, there)
        for number in range(4):
            await both.turn(request(f"c{number}"))
            assert await both.read(["hello"])
        assert (len(gone.requests), len(there.requests)) == (0, 4)
        assert (await both.health()).ready
        gone.up = True
        assert (await both.health()).ready
        for number in range(4):
            await both.turn(request(f"d{number}"))
        assert len(gone.requests) == 2

    asyncio.run(scene())


def test_when_all_are_away_the_assistant_is() -> None:
    async def scene() -> None:
        one, other = FakeAssistant(), FakeAssistant()
        one.up = other.up = False
        both = together(one, other)
        with pytest.raises(AssistantUnavailable):
            await both.turn(request())
        assert not (await both.health()).ready
        other.up = True
        # Those that are resting are asked all the same when there is nobody else.
        assert (await both.turn(request())).replies

    asyncio.run(scene())


def test_a_turn_that_has_begun_is_not_begun_elsewhere() -> None:
    async def scene() -> None:
        one, other = FakeAssistant(), FakeAssistant()
        one.errors.append(TurnFailed("broke"))
        with pytest.raises(TurnFailed):
            await together(one, other).turn(request())
        assert other.requests == []

    asyncio.run(scene())


def test_one_address_needs_nobody_in_between() -> None:
    async def scene() -> None:
        alone, close = open_assistants(["http://127.0.0.1:1"], "secret", 1.0)
        several, close_all = open_assistants(["http://127.0.0.1:1", "http://127.0.0.1:2"], "secret", 1.0)
        assert isinstance(alone, AssistantClient)
        assert isinstance(several, Assistants)
        assert not (await several.health()).ready
        await close()
        await close_all()

    asyncio.run(scene())
