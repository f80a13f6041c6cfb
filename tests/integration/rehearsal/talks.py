"""Conversations of every kind, led through a desk with the real assistant."""

import asyncio
import random
from typing import Any

from sqlalchemy import func, select

from amends.assistant_client import TurnLost
from amends.desk.desk import Desk
from amends.records.database import Database
from amends.records.tables import Handoff, Message, Turn, User
from tests.desks import Customer, Running

from .rig import Meddling, Rig

PATIENCE_S = 40.0


class Talk:
    """One customer who waits for each answer."""

    def __init__(self, running: Running, customer: Customer) -> None:
        self.running, self.customer, self.id = running, customer, customer.conversation_id

    @classmethod
    async def begin(cls, running: Running) -> "Talk":
        """A new conversation."""
        return cls(running, await running.customer())

    async def says(self, *texts: str, button_id: str | None = None) -> None:
        """Send messages, several at once as a burst, and wait for the turn."""
        before = self.turns
        for text in texts:
            await self.customer.says(text, button_id)
        await self.until(lambda: self.turns > before)

    async def presses(self, start: str) -> None:
        """Press the first offered button that begins so, or do nothing when there is none."""
        button = next((one for one in await self.offered() if one["id"].startswith(start)), None)
        if button is not None:
            await self.says(button["title"], button_id=button["id"])

    async def offered(self) -> list[dict[str, str]]:
        """The buttons under the assistant's latest words."""
        said = [event for event in await self.customer.sees() if event["author"] == "assistant"]
        return list(said[-1].get("buttons") or ()) if said else []

    async def until(self, true: Any) -> None:
        """Wait until something is so."""
        async with asyncio.timeout(PATIENCE_S):
            while not true():
                await asyncio.sleep(0.02)

    @property
    def turns(self) -> int:
        """How many turns are on record."""
        return self._count(Turn.conversation_id == self.id)

    @property
    def nothing_waits(self) -> bool:
        """Whether every message was dealt with."""
        return self._count(Message.conversation_id == self.id, Message.state == "waiting") == 0

    def _count(self, *conditions: Any) -> int:
        with self.running.database.reading() as session:
            return session.scalar(select(func.count()).where(*conditions)) or 0


def handoff_of(database: Database, conversation_id: str) -> int:
    """The latest handoff of a conversation."""
    with database.reading() as session:
        mine = select(Handoff.id).where(Handoff.conversation_id == conversation_id)
        found = session.scalar(mine.order_by(Handoff.id.desc()))
    assert found is not None
    return found


async def remedy(running: Running) -> str:
    """From the first complaint to a recorded remedy."""
    talk = await Talk.begin(running)
    await talk.says("My kettle A-1001 was due last week and nothing has come. I am fed up with waiting!")
    for button in ("affirm", "accept_remedy", "accept_remedy", "deny"):
        await talk.presses(button)
    await talk.says("thanks")
    return talk.id


async def person(running: Running) -> str:
    """A person is asked for, nobody is on duty, and contact details follow."""
    talk = await Talk.begin(running)
    await talk.says("Your driver shouted at me on my own doorstep. I want to speak to a human being.")
    await talk.says("robin@example.org")
    await talk.says("how long will that take?")
    return talk.id


async def small_talk_and_worse(running: Running) -> str:
    """Greetings, a typed command, marks of all kinds, abuse and a threat."""
    talk = await Talk.begin(running)
    for text in (
        "hello",
        "/restart",
        "are you a robot?",
        "🙃🙃 ‮ {slot} {{7*7}} <b>the mug is broken</b>",
        "you are a bunch of useless idiots",
        "still useless idiots, all of you",
        "then my lawyer will write to you",
    ):
        await talk.says(text)
    return talk.id


async def burst(running: Running) -> str:
    """Several messages at once, one of them a button."""
    talk = await Talk.begin(running)
    await talk.customer.says("My order")
    await talk.customer.says("is late")
    await talk.says("again. I am furious")
    await talk.customer.says("and another thing")
    await talk.presses("affirm")
    await talk.says("yes")
    return talk.id


async def failures(running: Running, rig: Rig) -> str:
    """The action server is gone, and comes back."""
    talk = await Talk.begin(running)
    rig.stop("actions")
    await talk.says("The chair I got has a broken leg, order A-1002, and I have told you three times")
    await talk.says("let me talk to a person then")
    rig.start("actions")
    await talk.says("hello? is anybody there?")
    await talk.says("what happens next?")
    return talk.id


async def shop_away(running: Running, rig: Rig) -> str:
    """The shop does not answer, and later it does."""
    talk = await Talk.begin(running)
    rig.stop("shop")
    await talk.says("Where is my order A-1003? It should have been here on Monday.")
    rig.start("shop")
    await talk.says("please look at A-1003 once more")
    return talk.id


async def agent_in_the_middle(running: Running) -> str:
    """An agent takes over, talks, and gives back."""
    desk: Desk = running.desk
    talk = await Talk.begin(running)
    await talk.says("I was charged twice for the same blanket. I want to talk to a person now.")
    agent_id = running.agent("Robin", on_duty=True)
    held = await desk.agents.accept_handoff(handoff_of(running.database, talk.id), agent_id)
    await desk.agents.say(talk.id, agent_id, "Hello, I am Robin. I see both charges.", "r1", held.fence)
    await talk.customer.says("finally, and when do I get it back??")
    await talk.until(lambda: talk.nothing_waits)
    await desk.agents.return_to_assistant(talk.id, agent_id, held.fence)
    await talk.says("so what happens now?")
    await talk.says("ok thank you")
    return talk.id


async def overtaken(running: Running, meddling: Meddling) -> str:
    """Robin accepts while a turn runs: what the assistant would have said stays unsaid."""
    desk: Desk = running.desk
    talk = await Talk.begin(running)
    await talk.says("My parcel is missing. I want to talk to a person now.")
    agent_id = next(user.id for user in running.rows(User) if user.name == "Robin")
    accepted = []

    async def accept() -> None:
        accepted.append(await desk.agents.accept_handoff(handoff_of(running.database, talk.id), agent_id))

    meddling.before_the_answer = accept
    await talk.says("it was order A-1004 by the way")
    assert accepted
    return talk.id


async def left_without_a_word(running: Running, meddling: Meddling) -> str:
    """Robin accepts while a turn runs and leaves again in silence: the same message is asked anew."""
    desk: Desk = running.desk
    talk = await Talk.begin(running)
    await talk.says("I want to talk to a person now.")
    agent_id = next(user.id for user in running.rows(User) if user.name == "Robin")
    accepted = []

    async def accept() -> None:
        accepted.append(await desk.agents.accept_handoff(handoff_of(running.database, talk.id), agent_id))

    meddling.before_the_answer = accept
    await talk.says("My parcel A-1004 never came, I waited two whole days and nobody cares. Get me a person!")
    turns = talk.turns
    await desk.agents.return_to_assistant(talk.id, agent_id, accepted[0].fence)
    await talk.until(lambda: talk.turns > turns and talk.nothing_waits)
    await talk.says("what happens next?")
    return talk.id


async def answer_lost(running: Running, meddling: Meddling) -> str:
    """The first attempt's answer gets lost after its actions have run; the second is the turn."""
    talk = await Talk.begin(running)

    async def lose() -> None:
        raise TurnLost("told to")

    meddling.before_the_answer = lose
    await talk.says("The tent I bought leaks, order A-1001, I slept in a puddle")
    await talk.presses("affirm")
    return talk.id


LINES = (
    "my parcel never came",
    "order A-1001",
    "it is A-9999",
    "the lamp arrived in pieces and nobody cares",
    "THIS IS THE LAST TIME I ORDER FROM YOU",
    "yes",
    "no",
    "no that is not what I said",
    "I already told you that",
    "give me my money back",
    "I would like a new one instead",
    "ok",
    "what happens next?",
    "how long does it take?",
    "where is my order",
    "I want to talk to a person",
    "thanks",
    "whatever",
    "my daughter cut her hand on it",
    "you idiots",
    "sam@example.org",
    "goodbye",
    "hello",
    "why did you charge me twice and then ignore four mails, this has cost me a whole day of work",
)


async def wander(running: Running, seed: int, turns: int) -> str:
    """A conversation made by chance: lines and offered buttons."""
    chance = random.Random(seed)
    talk = await Talk.begin(running)
    for _ in range(turns):
        offered = await talk.offered()
        if offered and chance.random() < 0.4:
            button = chance.choice(offered)
            await talk.says(button["title"], button_id=button["id"])
        else:
            await talk.says(chance.choice(LINES))
    return talk.id
