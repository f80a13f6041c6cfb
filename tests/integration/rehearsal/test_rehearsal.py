"""Whatever happened, the same model and playbook play it again to the letter, and nothing changes by it."""

import io
import json
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from sqlalchemy import select

from amends.coaching.comparison import Turn
from amends.coaching.verdict import Verdict, exact_verdict, verdict
from amends.desk.rehearsal import Rehearsal
from amends.records.cases import cases_of
from amends.records.database import Database
from amends.records.recordings import read_recording
from amends.records.tables import Handoff
from amends.rulebook import DATA
from amends.supervisor.processes import ROOT
from amends.what_if import CannotPlay, Request, what_if
from tests.desks import running_desk
from tests.dumps import dump

from . import talks
from .rig import Meddling, Rig, run

# Real processes and some hundred turns; on a busy machine that takes minutes.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

WANDERERS, TURNS = 4, 7
OTHER = {"decay: 0.5": "decay: 1.0", "boundary_steps: 3": "boundary_steps: 1"}


async def _led(rig: Rig, database: Database, folder: Path, seeds: list[int]) -> dict[str, str]:
    client = rig.client()
    meddling = Meddling(client)
    try:
        async with running_desk(folder, meddling, database=database) as running:  # type: ignore[arg-type]
            scripted = {
                "remedy": await talks.remedy(running),
                "person": await talks.person(running),
                "small talk": await talks.small_talk_and_worse(running),
                "burst": await talks.burst(running),
                "failures": await talks.failures(running, rig),
                "shop away": await talks.shop_away(running, rig),
                "agent": await talks.agent_in_the_middle(running),
                "overtaken": await talks.overtaken(running, meddling),
                "left": await talks.left_without_a_word(running, meddling),
                "answer lost": await talks.answer_lost(running, meddling),
            }
            chance = {f"seed {seed}": await talks.wander(running, seed, TURNS) for seed in seeds}
        return scripted | chance
    finally:
        await client.aclose()


@pytest.fixture(scope="module")
def led(rig: Rig, database: Database, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Conversations of every kind that were really had; the desk has stopped since."""
    seeds = [random.randrange(10**6) for _ in range(WANDERERS)]
    print("seeds:", seeds)
    found: dict[str, str] = run(_led(rig, database, tmp_path_factory.mktemp("led"), seeds))
    return found


def rehearse(rig: Rig, database: Database, play: Callable[[Rehearsal], Awaitable[Any]]) -> Any:
    """What comes of a rehearsal, after a look that it changed nothing."""

    async def played() -> Any:
        client = rig.client()
        try:
            return await play(Rehearsal(client, database))
        finally:
            await client.aclose()

    before = dump(database)
    found = run(played())
    assert dump(database) == before
    return found


def test_every_conversation_replays_to_the_letter_and_changes_nothing(
    rig: Rig, database: Database, led: dict[str, str]
) -> None:
    async def replayed(rehearsal: Rehearsal) -> dict[str, list[Turn]]:
        return {name: [turn async for turn in rehearsal.replay(id)] for name, id in led.items()}

    found = rehearse(rig, database, replayed)
    verdicts = {name: exact_verdict(turns) for name, turns in found.items()}
    assert {name: one.sentence for name, one in verdicts.items() if not one.identical} == {}
    # Not only what is said: the next turn would begin from the same memory, to the byte.
    for turns in found.values():
        assert [turn.played["state"] for turn in turns] == [turn.recorded["state"] for turn in turns]


def test_conversations_were_of_every_kind(database: Database, led: dict[str, str]) -> None:
    turns = dump(database)["turns"]
    assert len(turns) >= 30 + WANDERERS * TURNS / 2
    told = str(turns)
    for trace in ("action_log_complaint", "action_record_remedy", "action_request_handoff", "'unsaid': ["):
        assert trace in told, trace
    assert "'ok': False" in told


def test_what_was_left_unsaid_is_taken_in_once(database: Database, led: dict[str, str]) -> None:
    with database.reading() as session:
        recording = read_recording(session, led["left"])
        cases = cases_of(session, led["left"])
        asked_for = session.scalars(select(Handoff).where(Handoff.conversation_id == led["left"])).all()
    assert recording is not None
    first, unsaid, again = (turn.record for turn in recording.turns[:3])
    assert "unsaid" in unsaid and again["replies"]
    assert unsaid["request"]["messages"] == again["request"]["messages"]
    assert unsaid["state"] == first["state"]
    for record in (unsaid, again):
        assert record["ledger"]["previous"] == first["ledger"]["score"]
    assert len(cases) == 1
    # Who asked for a person and met silence gets another one.
    assert [handoff.status for handoff in asked_for] == ["returned", "requested"]


def test_one_after_the_other_they_go_the_same_way_with_the_same_playbook(
    rig: Rig, database: Database, led: dict[str, str]
) -> None:
    same = {"playbook": (DATA / "playbook.yml").read_text(encoding="utf-8")}

    async def played(rehearsal: Rehearsal) -> list[Verdict]:
        return [verdict([turn async for turn in rehearsal.play(id, instead=same)]) for id in led.values()]

    found = rehearse(rig, database, played)
    assert [one.sentence for one in found if not one.identical] == []


def test_another_playbook_goes_another_way_the_same_each_time(
    rig: Rig, database: Database, led: dict[str, str]
) -> None:
    text = (DATA / "playbook.yml").read_text(encoding="utf-8")
    for was, now in OTHER.items():
        assert was in text
        text = text.replace(was, now)

    async def played(rehearsal: Rehearsal) -> list[Any]:
        found = []
        for conversation_id in led.values():
            async for turn in rehearsal.play(conversation_id, instead={"playbook": text}):
                found.append((turn.parts, turn.played["replies"], turn.played["state"]))
        return found

    once, again = rehearse(rig, database, played), rehearse(rig, database, played)
    assert once == again
    assert any(parts for parts, *_ in once)


def test_a_fork_goes_on_by_hand_and_leaves_no_trace(
    rig: Rig, database: Database, led: dict[str, str]
) -> None:
    said = [
        {"text": "No, that is wrong: the kettle is here, but it is broken. Order A-1001."},
        {"text": "I want my money back"},
        {"text": "I want to talk to a person, my mail is kim@example.org"},
    ]

    async def forked(rehearsal: Rehearsal) -> list[Any]:
        return [await rehearsal.fork(led["remedy"], turn, said) for turn in (1, 2, 3)]

    once, again = rehearse(rig, database, forked), rehearse(rig, database, forked)
    for record in (record for fork in [*once, *again] for record in fork):
        record.pop("elapsed_ms")
    assert once == again
    for records in once:
        assert len(records) == 3 and records[2]["handoff"]["reason"] == "customer_asked"
        assert all(record["replies"] for record in records)


def asked(rig: Rig, request: Request) -> tuple[int, str]:
    """The exit code of `amends what-if` and what it said."""
    said = io.StringIO()
    code = what_if(rig.settings, request, Console(file=said, width=200), Console(file=io.StringIO()))
    return code, said.getvalue()


def test_the_command_replays_exactly_and_compares_playbooks(
    rig: Rig, led: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = asked(rig, Request(led["remedy"]))
    assert code == 0 and said.startswith("Identical in all ")
    other = tmp_path / "other.yml"
    other.write_text((DATA / "playbook.yml").read_text(encoding="utf-8").replace("decay: 0.5", "decay: 1.0"))
    code, said = asked(rig, Request(led["remedy"], playbook=other))
    assert code == 1 and "the score would stand at" in said
    asked(rig, Request(led["remedy"], playbook=other, as_json=True))
    told = json.loads(capsys.readouterr().out)
    assert told["identical"] is False and told["turns"][0]["number"] == 1
    with pytest.raises(CannotPlay, match="no conversation nobody"):
        asked(rig, Request("nobody"))


def test_another_model_is_started_beside_ours_and_stopped(rig: Rig, led: dict[str, str]) -> None:
    same = max((ROOT / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    code, said = asked(rig, Request(led["person"], model=same))
    assert (code, said.split()[0]) == (0, "Identical"), said
