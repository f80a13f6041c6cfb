import asyncio

from amends.desk.gate import Gate
from tests.fakes.assistant_client import FakeAssistant


def test_the_gate_opens_by_itself_when_the_assistant_is_well_again() -> None:
    async def scene() -> None:
        assistant = FakeAssistant()
        gate = Gate(assistant, probe_every_s=0.01)
        assert gate.is_open and await gate.wait(0)
        assistant.up = False
        gate.shut()
        assert not gate.is_open
        assert not await gate.wait(0.05)
        assistant.up = True
        assert await gate.wait(1)
        assert gate.is_open
        await gate.stop()

    asyncio.run(scene())


def test_shutting_twice_starts_one_probe_and_stopping_ends_it() -> None:
    async def scene() -> None:
        assistant = FakeAssistant()
        assistant.up = False
        gate = Gate(assistant, probe_every_s=0.01)
        gate.shut()
        gate.shut()
        await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) == 2
        await gate.stop()
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(scene())
