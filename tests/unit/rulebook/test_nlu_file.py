from pathlib import Path

import pytest

from amends.rulebook.domain_file import load_intents
from amends.rulebook.nlu_file import Example, load_examples
from amends.rulebook.source import RulebookError

ROOT = Path(__file__).parents[3]
GOOD = """\
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello there
    - hi: you

- intent: thank
  examples: |
    - thanks #1
"""


@pytest.mark.parametrize("path", sorted((ROOT / "data/nlu").glob("*.yml")), ids=lambda path: path.stem)
def test_our_own_examples_are_read(path: Path) -> None:
    assert load_examples(path, load_intents(ROOT / "domain.yml"))


def test_examples_are_texts_with_their_intent(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text(GOOD)
    assert load_examples(path, {"greet", "thank"}) == [
        Example("greet", "hello there"),
        Example("greet", "hi: you"),
        Example("thank", "thanks #1"),
    ]


@pytest.mark.parametrize(
    ("wrong", "right", "line"),
    [
        ("intent: thank", "intent: thanks", 8),
        ("- hi: you", "hi: you", 6),
        ("- hi: you", "- ", 6),
        ("thanks #1", "see [this](order_number)", 10),
        ("  examples: |\n    - thanks", "  samples: |\n    - thanks", 8),
        ('"3.1"', '"2.0"', 1),
        ("nlu:", "rules:", 1),
    ],
)
def test_a_broken_file_is_refused_with_file_and_line(
    tmp_path: Path, wrong: str, right: str, line: int
) -> None:
    path = tmp_path / "a.yml"
    assert GOOD.count(wrong) == 1
    path.write_text(GOOD.replace(wrong, right))
    with pytest.raises(RulebookError, match=rf"a\.yml:{line}: "):
        load_examples(path, {"greet", "thank"})
