from pathlib import Path

import pytest

from amends.rulebook.domain_file import load_intents
from amends.rulebook.source import RulebookError

ROOT = Path(__file__).parents[3]


def test_the_assistant_s_own_intents_are_read() -> None:
    intents = load_intents(ROOT / "domain.yml")
    assert "report_late_delivery" in intents
    assert "request_agent" in intents
    assert len(intents) == len(set(intents)) > 30


def test_both_ways_of_writing_an_intent_are_read(tmp_path: Path) -> None:
    path = tmp_path / "domain.yml"
    path.write_text("intents:\n  - greet\n  - thank:\n      use_entities: []\n")
    assert load_intents(path) == ("greet", "thank")


@pytest.mark.parametrize(
    ("content", "line"), [("slots: {}\n", 1), ("intents:\n  - greet\n  - 7\n", 3), ("intents: yes\n", 1)]
)
def test_a_broken_domain_is_refused_with_file_and_line(tmp_path: Path, content: str, line: int) -> None:
    path = tmp_path / "domain.yml"
    path.write_text(content)
    with pytest.raises(RulebookError, match=f"domain.yml:{line}: "):
        load_intents(path)
