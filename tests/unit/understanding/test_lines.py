import pytest

from amends.understanding.lines import BadLine, rows


def test_empty_lines_are_passed_over_and_the_rest_is_kept_whole() -> None:
    assert list(rows(['{"text": "a", "id": 1}\n', "\n", '{"text": ""}\n'])) == [
        {"text": "a", "id": 1},
        {"text": ""},
    ]


@pytest.mark.parametrize("line", ["x", "[]", "{}", '{"text": 3}', "[" * 100_000])
def test_a_bad_line_is_named_when_it_is_reached(line: str) -> None:
    found = rows(['{"text": "ok"}', "", line])
    assert next(found) == {"text": "ok"}
    with pytest.raises(BadLine, match="line 3"):
        next(found)
