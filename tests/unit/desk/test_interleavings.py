"""Customer, assistant, two agents and the clock in any order: what must hold whatever happens."""

import asyncio
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from amends.casework.clocks import BusinessHours
from amends.casework.handoff import ENDED, HANDOFF_REASONS, HELD, WAITING, WRAP_UPS
from amends.desk.desk import Desk
from amends.desk.errors import HandoffTaken, NotTheHolder, UnknownHandoff
from amends.records.database import Database, open_database
from amends.records.escalations import escalate
from amends.records.handoff_steps import look
from amends.records.migrate import upgrade
from amends.records.tables import (
    Base,
    Conversation,
    Handoff,
    Message,
    Note,
    Offer,
    Promise,
    Turn,
    User,
    WrapUp,
)
from tests.databases import fresh_sqlite, own_postgresql_schema
from tests.desks import FAST
from tests.fakes.assistant_client import FakeAssistant

SEED = int(os.environ.get("AMENDS_TEST_SEED", "20261122"))
LONGEST_WAIT_S = 10.0
OPTIONS = replace(FAST, burst_quiet_s=0.0, presence_window_s=45.0)
AGENTS = st.sampled_from((0, 1))
SECRET = "for colleagues only"


class Holding(RuleBasedStateMachine):
    """One conversation with everybody who may act in it, over a real desk and a real database."""

    url: str | None = None

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="amends-holding-"))
        self.now = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
        self.count = 0
        self.said: list[str] = []
        self.fences = [0]
        self.old: list[tuple[int, int]] = []

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def number(self) -> int:
        self.count += 1
        return self.count

    @initialize(asked=st.booleans())
    def begin(self, asked: bool) -> None:
        self.database = self.open()
        self.assistant = FakeAssistant()
        self.agents = [self.agent("Robin"), self.agent("Kim")]
        self.desk = self.run(self.start())
        opened = self.run(self.desk.open_conversation())
        self.id, self.token = opened.conversation_id, opened.token
        if asked:
            self.ask_for_a_person("customer_asked")

    def open(self) -> Database:
        if self.url is None:
            return open_database(fresh_sqlite(self.folder))
        database = open_database(self.url)
        with database.session() as session:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(table.delete())
        return database

    def agent(self, name: str) -> int:
        with self.database.session() as session:
            user = User(email=name, name=name, role="agent", password_hash="-", created_at=self.now)
            session.add(user)
            session.flush()
            return user.id

    async def start(self) -> Desk:
        desk = Desk(self.database, self.assistant, OPTIONS, now=lambda: self.now)
        await desk.start()
        return desk

    # What they do.

    @rule()
    def the_customer_writes(self) -> None:
        text = f"words {self.number()}"
        self.run(self.desk.post(self.id, self.token, f"c{self.count}", text))
        self.said.append(text)

    @precondition(lambda self: self.open_handoff() is None)
    @rule(reason=st.sampled_from(HANDOFF_REASONS))
    def a_person_is_asked_for(self, reason: str) -> None:
        self.ask_for_a_person(reason)

    def ask_for_a_person(self, reason: str) -> None:
        with self.database.session() as session:
            escalate(
                session,
                self.id,
                {"reason": reason, "summary": "wants a person"},
                message_id=f"ask{self.number()}",
                hours=BusinessHours(),
                presence_window_s=OPTIONS.presence_window_s,
                at=self.now,
            )

    @rule()
    def the_customer_leaves_contact_details(self) -> None:
        self.run(self.desk.save_contact(self.id, self.token, None, "priya@example.com", None))

    @rule(held=st.booleans())
    def the_assistant_thinks_or_answers(self, held: bool) -> None:
        (self.assistant.may_answer.clear if held else self.assistant.may_answer.set)()
        self.run(asyncio.sleep(0.002))

    @rule(agent=AGENTS, on_duty=st.booleans())
    def an_agent_changes_duty(self, agent: int, on_duty: bool) -> None:
        self.run(self.desk.agents.set_duty(self.agents[agent], on_duty))

    @rule(agent=AGENTS)
    def an_agent_is_seen(self, agent: int) -> None:
        self.run(self.desk.agents.seen(self.agents[agent]))

    @precondition(lambda self: self.open_handoff() is not None)
    @rule()
    def both_agents_accept_at_once(self) -> None:
        handoff = self.open_handoff()
        assert handoff is not None
        waits = handoff.status in WAITING

        async def race() -> list[Any]:
            ways = (self.desk.agents.accept_handoff(handoff.id, agent) for agent in self.agents)
            return await asyncio.gather(*ways, return_exceptions=True)

        results = self.run(race())
        won = [result for result in results if not isinstance(result, BaseException)]
        assert all(isinstance(r, HandoffTaken) for r in results if isinstance(r, BaseException))
        assert len(won) == 1, "exactly one holds it afterwards, who may have held it before"
        assert waits or won[0].fence == self.fences[-1]
        self.remember()

    @rule(agent=AGENTS)
    def an_agent_takes_it_up(self, agent: int) -> None:
        try:
            held = self.run(self.desk.agents.take_up(self.id, self.agents[agent]))
        except (UnknownHandoff, HandoffTaken):
            return
        self.old.append((self.agents[agent], held.fence))

    @precondition(lambda self: self.is_offered())
    @rule(agent=AGENTS)
    def an_agent_declines(self, agent: int) -> None:
        handoff = self.open_handoff()
        if handoff is not None:
            self.run(self.desk.agents.decline_offer(handoff.id, self.agents[agent]))

    @precondition(lambda self: self.old)
    @rule(data=st.data(), deed=st.sampled_from(("say", "say", "say", "return", "complete")))
    def an_agent_acts_under_a_fence_they_once_had(self, data: st.DataObject, deed: str) -> None:
        agent, fence = data.draw(st.sampled_from(self.old[-4:]))
        held = self.conversation()
        mine = (held.holder, held.agent_id, held.fence) == ("agent", agent, fence)
        ways = {
            "say": lambda: self.desk.agents.say(self.id, agent, "answer", f"a{self.number()}", fence),
            "return": lambda: self.desk.agents.return_to_assistant(self.id, agent, fence, SECRET),
            "complete": lambda: self.desk.agents.complete(
                self.id, agent, fence, data.draw(st.sampled_from(WRAP_UPS)), SECRET
            ),
        }
        try:
            self.run(ways[deed]())
        except NotTheHolder:
            assert not mine
        else:
            assert mine

    @rule(agent=AGENTS)
    def an_agent_writes_a_note(self, agent: int) -> None:
        self.run(self.desk.agents.write_note(self.id, self.agents[agent], f"n{self.number()}", SECRET))

    @rule(seconds=st.sampled_from((1, 31, 46, 121, 181, 601, 3601)), keen=st.booleans())
    def time_passes(self, seconds: int, keen: bool) -> None:
        self.now += timedelta(seconds=seconds)
        if keen:
            for agent in self.agents:
                self.run(self.desk.agents.seen(agent))
        self.tick()

    @rule()
    def the_desk_starts_anew(self) -> None:
        self.run(self.desk.stop())
        self.desk = self.run(self.start())

    def tick(self) -> None:
        for _ in range(6):
            if not self.run(self.desk.timers.tick()):
                break
        timers = self.desk.timers
        with self.database.reading() as session:
            assert look(session, timers.rules, self.now, timers.since) == [], (
                "what is due moves on, and rests then"
            )

    # What must hold.

    @invariant()
    def the_holder_is_who_the_handoff_says(self) -> None:
        if not hasattr(self, "id"):
            return
        with self.database.reading() as session:
            held = session.get_one(Conversation, self.id)
            open_ones = session.scalars(select(Handoff).where(Handoff.ended_at.is_(None))).all()
            assert len(open_ones) <= 1
            holding = [handoff.agent_id for handoff in open_ones if handoff.status in HELD]
            assert (held.holder == "agent") == bool(holding)
            assert held.agent_id == (holding[0] if holding else None)
            assert held.fence >= self.fences[-1]
            self.fences.append(held.fence)
            standing = session.scalars(select(Offer.handoff_id).where(Offer.outcome.is_(None))).all()
            assert list(standing) == [one.id for one in open_ones if one.status == "offered"]

    @invariant()
    def nobody_speaks_who_does_not_hold(self) -> None:
        if not hasattr(self, "id"):
            return
        holder: tuple[str, int | None] = ("assistant", None)
        with self.database.reading() as session:
            for entry in session.scalars(select(Message).order_by(Message.seq)):
                assert SECRET not in entry.text
                if entry.type in ("holder", "closed"):
                    holder = ("agent", entry.agent_id) if entry.agent_id else ("assistant", None)
                elif entry.author in ("assistant", "agent"):
                    assert (entry.author, entry.agent_id) == holder

    @invariant()
    def every_end_has_its_reason(self) -> None:
        if not hasattr(self, "id"):
            return
        with self.database.reading() as session:
            for handoff in session.scalars(select(Handoff).where(Handoff.ended_at.is_not(None))):
                assert handoff.status in ENDED and handoff.reason in HANDOFF_REASONS
                wrapped_up = session.get(WrapUp, handoff.id) is not None
                assert wrapped_up == (handoff.status == "completed")
                assert handoff.status == "expired" or handoff.agent_id is not None
            open_promises = session.scalar(
                select(func.count()).select_from(Promise).where(Promise.status == "open")
            )
            assert (open_promises or 0) <= 1

    def teardown(self) -> None:
        try:
            if hasattr(self, "id"):
                self.assistant.may_answer.set()
                self.run(self.settle())
                self.nothing_is_lost_and_nothing_answered_twice()
                self.run(self.desk.stop())
                self.database.close()
        finally:
            self.runner.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    async def settle(self) -> None:
        async with asyncio.timeout(LONGEST_WAIT_S):
            while self.waiting():
                await asyncio.sleep(0.005)

    def nothing_is_lost_and_nothing_answered_twice(self) -> None:
        with self.database.reading() as session:
            theirs = session.scalars(
                select(Message).where(Message.author == "customer").order_by(Message.seq)
            ).all()
            assert [message.text for message in theirs] == self.said
            answered = Counter(
                message_id
                for turn in session.scalars(select(Turn))
                if "unsaid" not in turn.record
                for message_id in turn.message_ids
            )
            assert all(times == 1 for times in answered.values())
            assert all(answered[m.id] == 1 for m in theirs if m.state == "answered")
            assert {message.state for message in theirs} <= {"answered", "read"}
            notes = session.scalars(select(Note.text)).all()
            assert set(notes) <= {SECRET}

    def waiting(self) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count()).where(Message.state == "waiting")) or 0

    def conversation(self) -> Conversation:
        with self.database.reading() as session:
            return session.get_one(Conversation, self.id)

    def open_handoff(self) -> Handoff | None:
        with self.database.reading() as session:
            return session.scalar(select(Handoff).where(Handoff.ended_at.is_(None)))

    def is_offered(self) -> bool:
        handoff = self.open_handoff()
        return handoff is not None and handoff.status == "offered"

    def remember(self) -> None:
        held = self.conversation()
        if held.agent_id is not None:
            self.old.append((held.agent_id, held.fence))


def play(machine: type[Holding], examples: int) -> None:
    print(f"seed {SEED}: AMENDS_TEST_SEED={SEED} plays the same again")
    seeded = seed(SEED)(machine)
    run_state_machine_as_test(
        seeded,
        settings=settings(
            max_examples=examples,
            stateful_step_count=80,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            print_blob=False,
            # A whole minute of shrinking would tell little more than the steps as they were found.
            phases=(Phase.generate,),
        ),
    )


@pytest.mark.slow
def test_whatever_happens_on_sqlite() -> None:
    play(Holding, examples=15)


@pytest.mark.slow
def test_whatever_happens_on_postgresql() -> None:
    with ExitStack() as stack:
        url = stack.enter_context(own_postgresql_schema())
        upgrade(url)
        play(type("HoldingOnPostgresql", (Holding,), {"url": url}), examples=8)


@pytest.fixture(autouse=True)
def _quiet_log(caplog: pytest.LogCaptureFixture) -> None:
    # A late reply is logged each time, which is right and of no interest here.
    caplog.set_level("CRITICAL")
