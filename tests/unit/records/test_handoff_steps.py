"""What the clock does to a handoff, step by step, on a database."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import pytest

from amends.casework.clocks import BusinessHours
from amends.casework.handoff_clock import Timings
from amends.desk.wording import words_of_the_clock
from amends.records.customers import save_contact
from amends.records.database import Database
from amends.records.handoff_steps import Rules, look, move_on
from amends.records.handoffs import find_handoff, last_handoff, request_handoff
from amends.records.holding import Held, NotTheHolder, accept, say
from amends.records.log import Said, append, entries_after, waiting_messages
from amends.records.offers import decline, set_duty, standing_offer
from amends.records.promises import promises_of
from amends.records.tables import Conversation, Handoff, Message, Offer, User
from amends.records.users import saw_user, set_most_at_once

RULES = Rules(
    Timings(offer_s=30, accept_within_s=600, unattended_s=3600, first_reply_within_s=180, gone_after_s=120),
    presence_window_s=45,
    hours=BusinessHours(),
    words=words_of_the_clock(BusinessHours()),
)
LONG_AGO = timedelta(days=1)


@dataclass
class Room:
    """A conversation, agents and a clock that only moves when told."""

    database: Database
    at: datetime
    _ids: count = field(default_factory=count)

    def new_id(self) -> str:
        return f"n{next(self._ids)}"

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def asked(self, conversation: str = "talk", reason: str = "customer_asked") -> int:
        with self.database.session() as session:
            if session.get(Conversation, conversation) is None:
                session.add(Conversation(id=conversation, opened_at=self.at))
                session.flush()
            handoff, _ = request_handoff(session, conversation, reason=reason, summary="s", at=self.at)
            return handoff.id

    def on_duty(self, *agents: int) -> None:
        with self.database.session() as session:
            for agent in agents:
                set_duty(session, agent, True, at=self.at)
                saw_user(session, agent, self.at)

    def another(self, name: str) -> int:
        with self.database.session() as session:
            user = User(email=name, name=name, role="agent", password_hash="-", created_at=self.at)
            session.add(user)
            session.flush()
            return user.id

    def due(self, since: datetime | None = None) -> list[int]:
        with self.database.reading() as session:
            return look(session, RULES, self.at, since or self.at - LONG_AGO)

    def steps(self) -> list[str]:
        """Take everything that is due until nothing is; the names of the steps."""
        taken: list[str] = []
        while due := self.due():
            for handoff_id in due:
                with self.database.session() as session:
                    step = move_on(
                        session, handoff_id, RULES, self.at - LONG_AGO, new_id=self.new_id, at=self.at
                    )
                    taken += [step.due] if step else []
            assert len(taken) < 50, "it never rests"
        return taken

    def status(self, handoff_id: int) -> tuple[str, float | None]:
        """The status, and in how many seconds it is due."""
        with self.database.reading() as session:
            found = session.get_one(Handoff, handoff_id)
            return found.status, (found.due_at - self.at).total_seconds() if found.due_at else None

    def offered_to(self, handoff_id: int) -> int | None:
        with self.database.reading() as session:
            offer = standing_offer(session, handoff_id)
            return offer.agent_id if offer else None

    def accepts(self, handoff_id: int, agent: int) -> Held:
        with self.database.session() as session:
            return accept(session, handoff_id, agent, new_id=self.new_id, at=self.at)

    def writes(self, text: str = "hello?") -> None:
        with self.database.session() as session:
            talk = session.get_one(Conversation, "talk")
            entry = Message(id=self.new_id(), author="customer", text=text, state="read", at=self.at)
            append(session, talk, entry)

    def told(self) -> list[str]:
        with self.database.reading() as session:
            return [e.text for e in entries_after(session, "talk", 0, 99) if e.author == "system"]


@pytest.fixture
def room(database: Database, conversation: str, now: datetime) -> Room:
    return Room(database, now)


def test_with_nobody_on_duty_a_handoff_waits_long_and_looking_again_finds_nothing(room: Room) -> None:
    handoff = room.asked()
    assert room.steps() == ["reckon"]
    assert room.status(handoff) == ("requested", 3600)
    assert room.due() == []


def test_a_handoff_goes_from_agent_to_agent_until_its_time_is_over(room: Room, agent: int) -> None:
    kim = room.another("Kim")
    room.on_duty(agent, kim)
    handoff = room.asked()
    assert room.steps() == ["offer"]
    first = room.offered_to(handoff)
    assert room.status(handoff) == ("offered", 600)
    room.passes(30)
    assert room.steps() == ["lapse", "offer"]
    assert {first, room.offered_to(handoff)} == {agent, kim}
    room.on_duty(agent, kim)
    room.passes(31)
    assert room.steps() == ["lapse", "offer"]
    assert room.offered_to(handoff) == first, "all have passed it by, so it begins anew"
    room.passes(540)
    assert room.steps() == ["lapse", "expire"]
    assert room.status(handoff)[0] == "expired"


def test_a_declined_offer_goes_on_and_does_not_come_back(room: Room, agent: int) -> None:
    room.on_duty(agent)
    handoff = room.asked()
    room.steps()
    with room.database.session() as session:
        assert not decline(session, handoff, agent + 1, at=room.at)
        assert decline(session, handoff, agent, at=room.at)
        assert not decline(session, handoff, agent, at=room.at)
    assert room.status(handoff) == ("requested", 600)
    assert room.due() == [] and room.offered_to(handoff) is None


def test_nobody_gets_more_than_they_have_room_for_or_two_offers_at_once(room: Room, agent: int) -> None:
    room.on_duty(agent)
    with room.database.session() as session:
        set_most_at_once(session, agent, 1)
    first, second = room.asked(), room.asked("other")
    assert sorted(room.steps()) == ["offer", "reckon"]
    assert room.offered_to(first) == agent and room.offered_to(second) is None
    room.accepts(first, agent)
    assert room.steps() == ["reckon"] and room.offered_to(second) is None
    with room.database.session() as session:
        set_most_at_once(session, agent, 2)
    assert room.steps() == ["offer"] and room.offered_to(second) == agent


def test_the_most_urgent_is_offered_first(room: Room, agent: int) -> None:
    room.asked("calm")
    danger = room.asked("danger", reason="danger")
    room.on_duty(agent)
    room.steps()
    assert room.offered_to(danger) == agent


def test_anyone_may_accept_what_is_offered_to_somebody_else(room: Room, agent: int) -> None:
    kim = room.another("Kim")
    room.on_duty(agent)
    handoff = room.asked()
    room.steps()
    room.accepts(handoff, kim)
    with room.database.reading() as session:
        assert [offer.outcome for offer in session.query(Offer)] == ["withdrawn"]
    assert room.steps() == ["reckon"]
    assert room.status(handoff) == ("accepted", 180)


@pytest.mark.parametrize("how", ["off duty", "not seen"])
def test_an_offer_does_not_wait_for_an_agent_who_is_not_there(room: Room, agent: int, how: str) -> None:
    room.on_duty(agent)
    handoff = room.asked()
    room.steps()
    if how == "off duty":
        with room.database.session() as session:
            set_duty(session, agent, False, at=room.at)
        assert room.offered_to(handoff) is None
    else:
        with room.database.session() as session:
            saw_user(session, agent, room.at - timedelta(seconds=46))
        assert room.steps() == ["lapse"]
    assert room.due() == []


def test_who_came_in_the_night_is_offered_in_the_morning(room: Room, agent: int) -> None:
    handoff = room.asked()
    room.steps()
    room.passes(3500)
    room.on_duty(agent)
    assert room.steps() == ["offer"]
    assert room.status(handoff) == ("offered", 600), "and the wait does not end at once"


def test_a_wait_that_ends_is_told_with_the_way_to_a_callback(room: Room) -> None:
    handoff = room.asked()
    room.steps()
    room.passes(3600)
    assert room.steps() == ["expire"]
    (told,) = room.told()
    assert "Nobody from our team could join" in told and "e-mail address or a phone number" in told
    with room.database.reading() as session:
        assert promises_of(session, "talk") == []
        found = find_handoff(session, handoff)
        assert found is not None and found.ended_at == room.at
        (entry,) = entries_after(session, "talk", 0, 9)
        assert [button["id"] for button in entry.buttons] == ["give_contact"]


def test_with_contact_details_the_callback_is_promised_and_spoken(room: Room) -> None:
    with room.database.session() as session:
        save_contact(session, "talk", at=room.at, email="a@example.com")
    room.asked()
    room.steps()
    room.passes(3600)
    room.steps()
    (told,) = room.told()
    with room.database.reading() as session:
        (promise,) = promises_of(session, "talk")
    assert promise.what in told and "Our support team will get in touch" in told
    assert "by Tuesday 24 November, 17:00 UTC" in told


@pytest.mark.parametrize("words", [True, False])
def test_an_agent_who_is_gone_is_replaced_from_the_front_of_the_queue(
    room: Room, agent: int, words: bool
) -> None:
    first = room.asked()
    asked_at = room.at
    room.passes(60)
    held = room.accepts(first, agent)
    if words:
        with room.database.session() as session:
            say(session, "talk", agent, Said("x", "a1", "Hello"), fence=held.fence, at=room.at)
        room.writes("are you there?")
        room.passes(120)
    else:
        room.passes(180)
        with room.database.session() as session:
            saw_user(session, agent, room.at)
    steps = room.steps()
    assert steps in (["fail"], ["reckon", "fail"])
    with room.database.reading() as session:
        again = last_handoff(session, "talk")
        assert again is not None and again.id != first
        assert (again.status, again.requested_at, again.reason) == ("requested", asked_at, "customer_asked")
        talk = session.get_one(Conversation, "talk")
        assert (talk.holder, talk.fence) == ("assistant", held.fence + 1)
        if words:
            assert [m.text for m in waiting_messages(session, "talk")] == ["are you there?"]
    assert room.status(first)[0] == "failed"
    assert "Robin cannot answer at the moment. Nobody else is on duty right now" in room.told()[-1]
    with pytest.raises(NotTheHolder), room.database.session() as session:
        say(session, "talk", agent, Said("y", "a2", "Late"), fence=held.fence, at=room.at)


def test_that_others_are_there_is_only_said_when_somebody_else_is(room: Room, agent: int) -> None:
    for others, words in (((), "Nobody else is on duty"), (("Kim",), "the next person who is free")):
        room.on_duty(agent, *(room.another(name) for name in others))
        room.accepts(room.asked(), agent)
        room.passes(180)
        with room.database.session() as session:
            for user in session.query(User):
                user.last_seen_at = room.at
        room.steps()
        assert words in room.told()[-1]


def test_a_customer_who_does_not_wait_is_not_taken_from_an_agent(room: Room, agent: int) -> None:
    held = room.accepts(room.asked(), agent)
    with room.database.session() as session:
        say(session, "talk", agent, Said("x", "a1", "Anything else?"), fence=held.fence, at=room.at)
    room.passes(9999)
    assert room.due() == []


def test_after_a_standstill_nothing_ends_before_people_could_come_back(room: Room) -> None:
    room.asked()
    room.steps()
    room.passes(5000)
    assert room.due(since=room.at - timedelta(seconds=119)) == []
    assert len(room.due(since=room.at - timedelta(seconds=120))) == 1


def test_after_a_standstill_who_is_there_is_asked_at_once(room: Room, agent: int) -> None:
    handoff = room.asked()
    room.steps()
    room.passes(5000)
    room.on_duty(agent)
    assert room.due(since=room.at) == [handoff]
    with room.database.session() as session:
        step = move_on(session, handoff, RULES, room.at, new_id=room.new_id, at=room.at)
    assert step is not None and step.due == "offer"
    assert room.status(handoff) == ("offered", 600)


def test_a_step_that_is_not_due_any_more_is_not_taken(room: Room, agent: int) -> None:
    handoff = room.asked()
    room.steps()
    room.passes(3600)
    room.accepts(handoff, agent)

    def again() -> object:
        with room.database.session() as session:
            return move_on(session, handoff, RULES, room.at - LONG_AGO, new_id=room.new_id, at=room.at)

    first, second = again(), again()
    assert getattr(first, "due", None) == "reckon" and second is None
    assert room.status(handoff)[0] == "accepted"


def test_what_another_desk_works_on_is_left_alone(room: Room, database: Database) -> None:
    if database.engine.dialect.name == "sqlite":
        return  # One desk works alone there, and its writers wait for one another.
    handoff = room.asked()
    with database.session() as session:
        session.get_one(Conversation, "talk", with_for_update=True)
        with database.session() as other:
            assert move_on(other, handoff, RULES, room.at, new_id=room.new_id, at=room.at) is None
