from __future__ import annotations

import asyncio

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, check_if_tracker_store_async

from assistant.carried_tracker_store import CarriedTrackerStore, carried_store
from assistant.conversation_slots import StateNotReadable

from .trackers import DOMAIN, message, said

STATE = {"version": 1, "slots": {"amends_state": {"score": 300, "turn": {"number": 2}}, "said": ["aa"]}}


def store() -> CarriedTrackerStore:
    return CarriedTrackerStore(DOMAIN, None, host=None)


def test_a_turn_starts_from_the_state_it_brings() -> None:
    carried = store()
    carried.take_up("c", STATE)
    tracker = asyncio.run(carried.retrieve("c"))
    assert tracker is not None
    assert tracker.get_slot("amends_state") == {"score": 300, "turn": {"number": 2}}
    assert tracker.get_slot("said") == ["aa"]
    assert tracker.latest_action_name == "action_listen"


def test_after_the_turn_nothing_is_kept() -> None:
    async def scenario() -> None:
        carried = store()
        carried.take_up("c", STATE)
        tracker = await carried.get_or_create_tracker("c")
        tracker.update(message("my words"))
        await carried.save(tracker)
        assert carried.put_down("c") is tracker
        assert await carried.retrieve("c") is None
        assert list(await carried.keys()) == []
        assert not any(vars(carried)[name] for name in ("_carried", "_finished", "_plain"))

    asyncio.run(scenario())


def test_a_turn_that_saved_nothing_leaves_nothing() -> None:
    carried = store()
    carried.take_up("c", {})
    assert carried.put_down("c") is None
    assert carried.put_down("never taken up") is None


def test_under_rasa_shell_the_conversation_is_kept_with_all_it_said() -> None:
    async def scenario() -> None:
        plain = store()
        tracker = await plain.get_or_create_tracker("shell")
        tracker.update(message())
        tracker.update(said("Hello!"))
        await plain.save(tracker)
        again = await plain.retrieve("shell")
        assert again is not None
        assert [event.text for event in again.events if hasattr(event, "text")] == ["Hi", "Hello!"]

    asyncio.run(scenario())


def test_a_state_that_is_not_ours_is_refused_before_the_turn() -> None:
    with pytest.raises(StateNotReadable):
        store().take_up("c", {"version": 99})


def test_rasa_takes_it_for_an_asynchronous_store_and_we_find_it_in_rasas_wrapper() -> None:
    ours = store()
    assert check_if_tracker_store_async(ours)
    assert carried_store(FailSafeTrackerStore(ours)) is ours
    with pytest.raises(TypeError):
        carried_store(FailSafeTrackerStore(InMemoryTrackerStore(DOMAIN)))
