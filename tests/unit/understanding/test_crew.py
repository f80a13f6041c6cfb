from collections.abc import Iterator
from pathlib import Path

import pytest

from amends.understanding.crew import cores, read_batches

TEXTS = [
    "my parcel is late and you charged me twice",
    "I spoke to Linda Brown on 3 March",
    "",
    "hola, qué tal",
]


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1


@pytest.mark.slow
def test_several_processes_read_what_one_reads_in_the_same_order(model_folder: Path) -> None:
    batches = [[f"{text} {at}" for text in TEXTS] for at in range(9)]
    alone = list(read_batches([[text] for batch in batches for text in batch], model_folder, 1))
    together = list(read_batches(batches, model_folder, 2))
    assert [one for batch in together for one in batch] == [one for [one] in alone]


@pytest.mark.slow
def test_batches_are_taken_only_as_they_are_needed(model_folder: Path) -> None:
    taken = 0

    def batches() -> Iterator[list[str]]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield ["hello"]

    found = read_batches(batches(), model_folder, 2)
    next(found)
    assert taken < 10
    found.close()  # type: ignore[attr-defined]


def test_no_batch_gives_nothing(model_folder: Path) -> None:
    assert list(read_batches([], model_folder, 1)) == []
