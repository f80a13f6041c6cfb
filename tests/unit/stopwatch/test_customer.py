import asyncio

import pytest

from amends.stopwatch.customer import AnswerLost, Customer, StockCustomer
from tests.fakes.chat_desk import chat_desk


def test_a_customer_hears_each_answer_and_knows_how_long_it_took() -> None:
    async def scene() -> None:
        async with chat_desk() as (desk, url):
            customer = await Customer.arrive(url)
            for text in ("My parcel is late.", "größer als gedacht"):
                await customer.say(text)
            assert customer.said == [posted["text"] for posted in desk.posted]
            assert len(set(posted["client_id"] for posted in desk.posted)) == 2
            assert len(customer.seconds) == 2 and all(0 < second < 5 for second in customer.seconds)
            await customer.leave()

    asyncio.run(scene())


def test_a_message_that_counts_as_answered_without_a_reply_is_lost() -> None:
    async def scene() -> None:
        async with chat_desk() as (desk, url):
            desk.silent_at = 2
            customer = await Customer.arrive(url)
            await customer.say("one")
            await customer.say("two")

    with pytest.raises(AnswerLost, match="got no reply"):
        asyncio.run(scene())


def test_a_stream_that_ends_is_noticed_at_once() -> None:
    async def scene() -> None:
        async with chat_desk() as (desk, url):
            desk.hang_up_at = 1
            customer = await Customer.arrive(url)
            await asyncio.wait_for(customer.say("one"), 5)

    with pytest.raises(AnswerLost, match="message 1 of c1"):
        asyncio.run(scene())


def test_a_refused_message_is_an_error_and_no_turn() -> None:
    async def scene() -> None:
        async with chat_desk() as (desk, url):
            desk.status = 429
            customer = await Customer.arrive(url)
            await customer.say("one")

    with pytest.raises(AnswerLost, match="429"):
        asyncio.run(scene())


def test_the_stock_bots_empty_answers_are_counted() -> None:
    async def scene() -> StockCustomer:
        async with chat_desk() as (desk, url):
            stock = StockCustomer(url, "s")
            await stock.say("hello")
            desk.answers = []
            await stock.say("hello")
            await stock.leave()
            return stock

    stock = asyncio.run(scene())
    assert (len(stock.seconds), stock.unanswered) == (2, 1)


def test_nobody_there_is_said_plainly() -> None:
    async def scene() -> None:
        async with chat_desk() as (_, url):
            pass
        await StockCustomer(url, "s").say("hello")

    with pytest.raises(AnswerLost, match="ConnectError"):
        asyncio.run(scene())
