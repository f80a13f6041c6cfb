"""The course that is run: new conversations, old ones, and eight at once; ours and the stock bot in turn."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from amends.records.database import Database
from amends.stopwatch.customer import Customer, StockCustomer
from amends.stopwatch.evidence import Happened, turns_of, without_handoff
from amends.stopwatch.script import COMPLAINT, SMALL_TALK

OLD_AFTER = 200
AT_ONCE = 8
WARM_UPS = 2

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Timed:
    """One turn of ours: the customer's wait, and what the records say about it."""

    seconds: float
    happened: Happened


@dataclass
class Pairs:
    """Turns of ours and of the stock bot that were taken alternately."""

    ours: list[Timed] = field(default_factory=list)
    stock: list[float] = field(default_factory=list)
    unanswered: int = 0


@dataclass(frozen=True)
class Crowd:
    """What many customers at once saw: turns in all, seconds in all, and each turn's wait."""

    turns: int
    elapsed_s: float
    seconds: tuple[float, ...]


@dataclass(frozen=True)
class Course:
    """Where both bots are, and the records in which ours leaves its traces."""

    desk_url: str
    stock_url: str
    database: Database
    tell: Tell

    async def new(self, repeat: int) -> Pairs:
        """Conversations from their first turn to their tenth, `repeat` times; the first ones only warm up.

        Raises AnswerLost, TurnsLost or HandedOff, as the other measures do.
        """
        for number in range(WARM_UPS):
            await self._one_conversation(f"warm-up-{number}", number)
        found = Pairs()
        for number in range(repeat):
            self.tell(f"new conversations: {number + 1} of {repeat}")
            pairs = await self._one_conversation(f"new-{number}", number)
            found.ours += pairs.ours
            found.stock += pairs.stock
            found.unanswered += pairs.unanswered
        return found

    async def old(self, rounds: int, after: int = OLD_AFTER) -> Pairs:
        """Rounds of ten turns in one conversation each that already had `after` turns."""
        async with AsyncExitStack() as stack:
            customer = await Customer.arrive(self.desk_url)
            stack.push_async_callback(customer.leave)
            stock = StockCustomer(self.stock_url, "old")
            stack.push_async_callback(stock.leave)
            for number in range(after // len(COMPLAINT)):
                self.tell(f"a long conversation: {number * len(COMPLAINT)} of {after} turns")
                await take_round(customer, stock, number)
            before = len(customer.said)
            stock.seconds.clear()
            stock.unanswered = 0
            for number in range(rounds):
                self.tell(f"after {before} turns: {number + 1} of {rounds}")
                await take_round(customer, stock, number)
        # So long a conversation may well have asked for a person; nobody is on duty, so the bot goes on.
        turns = await asyncio.to_thread(turns_of, self.database, customer.conversation_id, customer.said)
        timed = list(map(Timed, customer.seconds, turns))
        return Pairs(timed[before:], stock.seconds, stock.unanswered)

    async def crowd(self, rounds: int) -> Crowd:
        """Eight customers at once, each saying the next thing as soon as they are answered."""
        self.tell(f"{AT_ONCE} conversations at once")
        seconds: list[float] = []
        begun = time.perf_counter()
        for _ in range(rounds):
            customers = await asyncio.gather(*(self._whole_complaint() for _ in range(AT_ONCE)))
            seconds += [one for customer in customers for one in customer.seconds]
        elapsed_s = time.perf_counter() - begun
        return Crowd(len(seconds), elapsed_s, tuple(seconds))

    async def stock_crowd(self, rounds: int) -> Crowd:
        """The same with the stock bot, for comparison."""
        self.tell(f"{AT_ONCE} conversations at once, stock bot")

        async def chat(sender: str) -> list[float]:
            stock = StockCustomer(self.stock_url, sender)
            for text in SMALL_TALK:
                await stock.say(text)
            await stock.leave()
            return stock.seconds

        begun = time.perf_counter()
        found = [
            await asyncio.gather(*(chat(f"crowd-{number}-{one}") for one in range(AT_ONCE)))
            for number in range(rounds)
        ]
        elapsed_s = time.perf_counter() - begun
        seconds = tuple(second for chats in found for chat in chats for second in chat)
        return Crowd(len(seconds), elapsed_s, seconds)

    async def _one_conversation(self, sender: str, number: int) -> Pairs:
        customer, stock = await Customer.arrive(self.desk_url), StockCustomer(self.stock_url, sender)
        try:
            await take_round(customer, stock, number)
        finally:
            await customer.leave()
            await stock.leave()
        return Pairs(await self._timed(customer), stock.seconds, stock.unanswered)

    async def _whole_complaint(self) -> Customer:
        customer = await Customer.arrive(self.desk_url)
        try:
            for text in COMPLAINT:
                await customer.say(text)
        finally:
            await customer.leave()
        await self._timed(customer)
        return customer

    async def _timed(self, customer: Customer) -> list[Timed]:
        turns = await asyncio.to_thread(turns_of, self.database, customer.conversation_id, customer.said)
        return list(map(Timed, customer.seconds, without_handoff(customer.conversation_id, turns)))


async def take_round(customer: Customer, stock: StockCustomer, number: int) -> None:
    """Ten turns each, one after the other and first now this one, now that one, so that noise hits both."""
    for index, (ours, theirs) in enumerate(zip(COMPLAINT, SMALL_TALK, strict=True)):
        if (index + number) % 2:
            await customer.say(ours)
            await stock.say(theirs)
        else:
            await stock.say(theirs)
            await customer.say(ours)


def plain(turns: Sequence[Timed]) -> list[float]:
    """The seconds of the turns without an action."""
    return [turn.seconds for turn in turns if not turn.happened.calls]


def acting(turns: Sequence[Timed]) -> list[float]:
    """The seconds of the turns that called at least one action."""
    return [turn.seconds for turn in turns if turn.happened.calls]
