import pytest

from amends.casework.case import STAGES, IllegalStage, check_stage, next_stages


def test_stages_go_forward_and_may_be_skipped() -> None:
    for index, stage in enumerate(STAGES):
        for later in STAGES[index + 1 :]:
            check_stage(stage, later)


@pytest.mark.parametrize("finished", ["resolved", "closed"])
def test_a_finished_case_can_be_worked_on_again(finished: str) -> None:
    check_stage(finished, "in_progress")


@pytest.mark.parametrize(
    ("now", "to"),
    [
        ("acknowledged", "received"),
        ("closed", "received"),
        ("closed", "resolved"),
        ("received", "received"),
        ("received", "lost"),
        ("lost", "received"),
    ],
)
def test_other_steps_are_refused(now: str, to: str) -> None:
    with pytest.raises(IllegalStage):
        check_stage(now, to)


def test_no_stage_is_a_dead_end() -> None:
    assert all(next_stages(stage) for stage in STAGES)
