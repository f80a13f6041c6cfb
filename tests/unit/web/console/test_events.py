import asyncio
from collections.abc import AsyncIterator

from amends.desk.hub import Hub, Signal, conversation_topic
from amends.records.database import Database
from amends.records.tables import Note
from amends.web.console import events
from amends.web.console.events import Watch, hints
from tests.builders import NOON, Story, a_person


def a_watch(database: Database, conversation_id: str | None) -> Watch:
    return Watch(database, conversation_id, reader_id=0, presence_window_s=45, now=lambda: NOON)


def test_a_page_hears_of_a_difference_only(database: Database) -> None:
    story = Story(database)
    watch = a_watch(database, story.id)
    assert watch.changed() == ["queue", "conversation"]
    assert watch.changed() == []
    story.message("customer", "hello?")
    assert watch.changed() == ["conversation"]
    handoff = story.handoff()
    assert watch.changed() == ["queue", "conversation"]
    story.held_by(a_person(database), handoff)
    assert watch.changed() == ["queue", "conversation"]


def test_a_page_hears_of_notes_promises_and_of_who_is_at_work(database: Database) -> None:
    story = Story(database)
    watch = a_watch(database, story.id)
    watch.changed()
    sam = a_person(database, on_duty=True)
    assert watch.changed() == ["queue"]
    with database.session() as session:
        session.add(Note(id="n", conversation_id=story.id, agent_id=sam, text="A note", at=NOON))
    assert watch.changed() == ["conversation"]
    story.promise("Call back")
    assert "conversation" in watch.changed()


def test_without_a_conversation_only_the_queue_is_watched(database: Database) -> None:
    story = Story(database)
    watch = a_watch(database, None)
    assert watch.changed() == ["queue"]
    story.message("customer", "hello?")
    assert watch.changed() == []
    story.handoff()
    assert watch.changed() == ["queue"]


async def the_next(stream: AsyncIterator[dict[str, str]]) -> str:
    async with asyncio.timeout(5):
        return (await anext(stream))["event"]


def test_a_handoff_written_by_another_process_is_heard_of_within_about_a_second(database: Database) -> None:
    async def listen() -> tuple[str, float]:
        stream = hints(a_watch(database, None), Hub(), lambda: True)
        assert await the_next(stream) == "queue"
        Story(database).handoff()
        begun = asyncio.get_running_loop().time()
        heard = await the_next(stream)
        return heard, asyncio.get_running_loop().time() - begun

    heard, waited_s = asyncio.run(listen())
    assert heard == "queue"
    assert waited_s < 2 * events.LOOK_EVERY_S


def test_a_wake_up_is_passed_on_at_once(database: Database, monkeypatch: object) -> None:
    async def listen() -> str:
        hub, story = Hub(), Story(database)
        stream = hints(a_watch(database, story.id), hub, lambda: True)
        assert [await the_next(stream), await the_next(stream)] == ["queue", "conversation"]
        waiting = asyncio.ensure_future(the_next(stream))
        await asyncio.sleep(0.05)
        hub.publish(conversation_topic(story.id), Signal("typing", {"author": "customer", "on": True}))
        return await waiting

    assert asyncio.run(listen()) == "typing"


def test_the_line_ends_with_the_session_and_with_the_desk(database: Database) -> None:
    async def listen() -> list[str]:
        signed_out = [event["event"] async for event in hints(a_watch(database, None), Hub(), lambda: False)]
        hub = Hub()
        hub.close()
        stopped = [event["event"] async for event in hints(a_watch(database, None), hub, lambda: True)]
        return signed_out + stopped

    assert asyncio.run(listen()) == ["signed-out"]
