from collections.abc import Callable, Sequence

from amends.understanding.bench.held_out import Remembering, read_held_out
from amends.understanding.bench.own_rows import fold_of
from amends.understanding.reading import Reading
from amends.understanding.rows import Row
from tests.unit.understanding.bench.conftest import FakeEncoder, reading_of


def test_nobody_reads_what_they_were_taught() -> None:
    rows = [Row(f"row {number}") for number in range(40)]

    def fit(taught: Sequence[Row]) -> Callable[[str], Reading]:
        known = {row.text for row in taught}

        def read(text: str) -> Reading:
            assert text not in known
            assert len({fold_of(Row(one)) for one in known}) == 4
            return reading_of(text)

        return read

    found = read_held_out(fit, rows)
    assert sorted(one.row.text for one in found) == sorted(row.text for row in rows)


def test_a_text_is_encoded_once(encoder: FakeEncoder) -> None:
    remembering = Remembering(encoder)
    first = remembering.encode(["abc", "d"])
    assert (remembering.encode(["d", "abc"]) == first[::-1]).all()
    assert encoder.asked == ["abc", "d"]
