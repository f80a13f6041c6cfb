import asyncio
from dataclasses import replace

from sqlalchemy import text

from amends.desk.desk import Desk
from amends.desk.hub import QUEUE, Signal, conversation_topic
from amends.records.database import Database
from amends.records.wakes import announce
from tests.desks import LONGEST_WAIT_S, Running
from tests.fakes.assistant_client import FakeAssistant
from tests.two_desks import SHARED, two_desks


async def eventually(true: object) -> None:
    """Wait until a condition holds."""
    async with asyncio.timeout(LONGEST_WAIT_S):
        while not await asyncio.to_thread(true):
            await asyncio.sleep(0.01)


async def dies(desk: Desk) -> None:
    """The desk does nothing any more, as after kill -9: no beat, no sweep, no goodbye."""
    desk._line._listening.cancel()
    desk._dispatcher._stopping = True
    desk._dispatcher._sweeper.cancel()
    await desk.timers.stop()
    for worker in desk._dispatcher._workers.values():
        worker.cancel()


def test_what_one_desk_answers_a_stream_at_the_other_sees_at_once(postgresql: Database) -> None:
    async def scene() -> None:
        async with two_desks(postgresql) as pair:
            customer = await pair.a.customer()
            topic = conversation_topic(customer.conversation_id)
            with pair.b.desk.hub.subscribe(topic) as elsewhere, pair.b.desk.hub.subscribe(QUEUE) as queue:
                await customer.says("one")
                await customer.until_answered()
                signals = []
                async with asyncio.timeout(LONGEST_WAIT_S):
                    while len(signals) < 4:
                        signals += await elsewhere.wait(LONGEST_WAIT_S)
                    while not queue.look_again:
                        await queue.wait(LONGEST_WAIT_S)
            assert signals == [
                Signal("receipt", {"seq": 2, "state": "sent"}),
                Signal("typing", {"author": "assistant", "on": True}),
                Signal("receipt", {"seq": 2, "state": "answered"}),
                Signal("typing", {"author": "assistant", "on": False}),
            ]
            assert pair.b.assistant.requests == []
            assert pair.leases() == {}

    asyncio.run(scene())


def test_a_message_to_the_other_desk_during_a_turn_is_answered_after_it_and_in_order(
    postgresql: Database,
) -> None:
    async def scene() -> None:
        async with two_desks(postgresql) as pair:
            customer = await pair.a.customer()
            pair.a.assistant.may_answer.clear()
            await customer.says("one")
            await pair.a.until_asked()
            await pair.at_b(customer).says("two", client_id="other")
            await asyncio.sleep(0.2)
            assert pair.b.assistant.requests == [], "the first desk has the lease"
            pair.a.assistant.may_answer.set()
            await customer.until_answered(2)
            assert await customer.texts("assistant") == ["1: one", "2: two"]

    asyncio.run(scene())


def test_a_desk_that_dies_during_a_turn_loses_its_lease_and_can_end_nothing(postgresql: Database) -> None:
    async def scene() -> None:
        async with two_desks(postgresql) as pair:
            customer = await pair.a.customer()
            pair.a.assistant.may_answer.clear()
            await customer.says("one")
            await pair.a.until_asked()
            # Its heart stops, its turn goes on.
            pair.a.desk._line._listening.cancel()
            pair.a.desk._dispatcher._sweeper.cancel()
            await pair.at_b(customer).until_answered()
            await pair.at_b(customer).says("two", client_id="later")
            await pair.at_b(customer).until_answered(2)
            pair.a.assistant.may_answer.set()
            await asyncio.sleep(0.3)
            assert await customer.texts("assistant") == ["1: one", "2: two"]
            assert [turn.number for turn in pair.b.turns()] == [1, 2]
            assert pair.b.assistant.requests[0]["messages"] == pair.a.assistant.requests[0]["messages"]

    asyncio.run(scene())


def test_what_a_dead_desk_had_not_begun_is_taken_up_too(postgresql: Database) -> None:
    async def scene() -> None:
        async with two_desks(postgresql) as pair:
            customers = [await pair.a.customer() for _ in range(5)]
            await dies(pair.a.desk)
            for customer in customers:
                await customer.says("anybody there?")
            for customer in customers:
                await pair.at_b(customer).until_answered()
            assert pair.leases() == {}

    asyncio.run(scene())


def test_a_desk_that_stops_leaves_its_work_to_the_other_at_once(postgresql: Database) -> None:
    async def scene() -> None:
        # So long that a lease which only lapsed would be noticed.
        patient = replace(SHARED, lease_lost_after_s=60.0, shared_sweep_every_s=60.0)
        async with two_desks(postgresql, patient) as pair:
            customer = await pair.a.customer()
            pair.a.assistant.may_answer.clear()
            await customer.says("one")
            await pair.a.until_asked()
            assert len(pair.leases()) == 1
            await pair.a.desk.stop()
            assert len(pair.desks()) == 1
            await pair.at_b(customer).until_answered()
            assert await pair.at_b(customer).texts("assistant") == ["1: one"]

    asyncio.run(scene())


def test_a_customer_who_types_at_one_desk_delays_the_turn_at_the_other(postgresql: Database) -> None:
    async def scene() -> None:
        async with two_desks(postgresql) as pair:
            customer = await pair.a.customer()
            topic = conversation_topic(customer.conversation_id)
            with pair.a.desk.hub.subscribe(topic) as here:
                await pair.b.desk.customer_types(customer.conversation_id, customer.token)
                typing = Signal("typing", {"author": "customer", "on": True})
                assert await here.wait(LONGEST_WAIT_S) == [typing]
            await customer.says("my parcel")
            await pair.b.desk.customer_types(customer.conversation_id, customer.token)
            await customer.says("never came")
            await customer.until_answered()
            assert await customer.texts("assistant") == ["1: my parcel | never came"]

    asyncio.run(scene())


def test_an_agent_s_typing_arrives_with_the_name_which_did_not_travel(postgresql: Database) -> None:
    async def scene() -> None:
        async with two_desks(postgresql) as pair:
            agent = pair.a.agent("Robin")
            customer = await pair.a.customer()
            await pair.a.desk.agents.accept_handoff(pair.a.handoff(customer.conversation_id), agent)
            topic = conversation_topic(customer.conversation_id)
            await asyncio.sleep(0.1)
            with pair.b.desk.hub.subscribe(topic) as elsewhere:
                signal = Signal("typing", {"author": "agent", "name": "Robin", "on": True})
                pair.a.desk.hub.broadcast(topic, signal)
                assert await elsewhere.wait(LONGEST_WAIT_S) == [signal]

    asyncio.run(scene())


def test_a_desk_whose_line_was_cut_reads_again_and_hears_again(postgresql: Database) -> None:
    async def scene() -> None:
        async with two_desks(postgresql) as pair:
            topic = conversation_topic("c")
            with pair.b.desk.hub.subscribe(topic) as listening:
                await asyncio.to_thread(cut_lines, postgresql)
                # The first wake-up says nothing but that something may have been missed.
                assert await listening.wait(LONGEST_WAIT_S) == []
                assert listening.look_again
                await eventually(lambda: heard_by_two(postgresql))
                with postgresql.session() as session:
                    announce(session, topic, Signal("receipt", {"seq": 1, "state": "sent"}))
                assert await listening.wait(LONGEST_WAIT_S) != []
            customer = await pair.a.customer()
            await customer.says("one")
            await customer.until_answered()

    asyncio.run(scene())


def test_two_desks_that_look_for_the_same_work_take_each_piece_once(postgresql: Database) -> None:
    async def scene() -> None:
        gone = Desk(postgresql, FakeAssistant(), SHARED)
        await gone.start()
        customers = [await Running(gone, gone._assistant, postgresql).customer() for _ in range(30)]
        await dies(gone)
        for customer in customers:
            await customer.says("hello")
        async with two_desks(postgresql) as pair:
            for customer in customers:
                await pair.at_b(customer).until_answered()
            asked = [
                request["conversation_id"]
                for desk in (pair.a, pair.b)
                for request in desk.assistant.requests
            ]
            assert sorted(asked) == sorted(customer.conversation_id for customer in customers)
        gone._threads.close()

    asyncio.run(scene())


def cut_lines(database: Database) -> None:
    """End the connections that the desks listen on, as a restart of the server would."""
    with database.session() as session:
        cut = session.scalars(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN desks "
                "ON application_name = left('amends desk ' || desks.id, 63)"
            )
        )
        assert cut.all() == [True, True]


def heard_by_two(database: Database) -> bool:
    """Whether both desks have shown since that they live."""
    with database.reading() as session:
        lately = text("SELECT count(*) FROM desks WHERE seen_at > clock_timestamp() - interval '0.2 s'")
        return session.scalar(lately) == 2
