import asyncio

from amends.desk.hub import LONGEST_BACKLOG, Hub, Signal


def test_a_listener_wakes_for_its_topics_only() -> None:
    async def scene() -> None:
        hub = Hub()
        with hub.subscribe("a") as mine:
            hub.publish("b")
            assert await mine.wait(0.01) == []
            hub.publish("a", Signal("typing", {"on": True}))
            assert await mine.wait(1) == [Signal("typing", {"on": True})]

    asyncio.run(scene())


def test_typing_alone_is_no_reason_to_look_at_the_log() -> None:
    async def scene() -> None:
        hub = Hub()
        with hub.subscribe("a") as mine:
            assert mine.look_again
            hub.publish("a", Signal("typing", {}))
            await mine.wait(1)
            assert not mine.look_again
            hub.publish("a", Signal("typing", {}))
            hub.publish("a")
            await mine.wait(1)
            assert mine.look_again
            hub.publish("a", Signal("typing", {}))
            await mine.wait(1)
            assert not mine.look_again
            assert await mine.wait(0.01) == []
            assert mine.look_again

    asyncio.run(scene())


def test_what_is_published_between_two_waits_is_not_lost() -> None:
    async def scene() -> None:
        hub = Hub()
        with hub.subscribe("a", "b") as mine:
            hub.publish("a")
            hub.publish("b", Signal("typing", {}))
            async with asyncio.timeout(1):
                assert len(await mine.wait(10)) == 1

    asyncio.run(scene())


def test_a_slow_listener_keeps_the_newest_signals() -> None:
    async def scene() -> None:
        hub = Hub()
        with hub.subscribe("a") as mine:
            for number in range(LONGEST_BACKLOG + 5):
                hub.publish("a", Signal("typing", {"n": number}))
            signals = await mine.wait(1)
            assert [s.data["n"] for s in signals] == list(range(5, LONGEST_BACKLOG + 5))

    asyncio.run(scene())


def test_closing_wakes_everybody_and_late_comers_know() -> None:
    async def scene() -> None:
        hub = Hub()
        with hub.subscribe("a") as mine:
            hub.close()
            async with asyncio.timeout(1):
                await mine.wait(10)
            assert mine.closed and hub.closed
        with hub.subscribe("a") as late:
            assert late.closed

    asyncio.run(scene())
