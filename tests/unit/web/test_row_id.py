import httpx
import pytest

from amends.web.row_id import LARGEST


@pytest.mark.parametrize("number", [LARGEST + 1, 10**20, 0, -1])
def test_a_number_that_no_row_can_have_is_refused_before_the_database(
    agent: httpx.Client, number: int
) -> None:
    for deed in ("accept", "decline"):
        answer = agent.post(f"/console/handoffs/{number}/{deed}")
        assert answer.status_code == 422 and "Something is missing" in answer.text


@pytest.mark.parametrize("number", [LARGEST + 1, 10**20])
def test_a_correction_that_cannot_be_is_refused_too(trainer: httpx.Client, number: int) -> None:
    for deed in ("accept", "reject", "take-back"):
        assert trainer.post(f"/replay/corrections/{number}/{deed}").status_code == 422


def test_the_largest_number_is_simply_not_there(agent: httpx.Client) -> None:
    assert agent.post(f"/console/handoffs/{LARGEST}/accept").status_code == 404
