from pathlib import Path

import pytest

from amends.rulebook.scenario_file import EXPECTATIONS, load_scenario
from amends.rulebook.source import RulebookError

SCENARIOS = sorted((Path(__file__).parents[2] / "conversations" / "scenarios").glob("*.yml"))
GOOD = """\
# Said once.
steps:
  - say: Where is it?
    expect:
      intent: ask_order_status
      signals: {abuse: false}
      never: [close]
  - press: affirm
  - converse:
      answers: {clarify: It is late., paraphrase: {press: affirm}, otherwise: hm}
      until: {case: true}
      within: 3
at_the_end:
  handoff: [customer_asked, abuse]
"""


def write(folder: Path, content: str) -> Path:
    path = folder / "who_asks_is_heard.yml"
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_of_ours_is_read(path: Path) -> None:
    assert load_scenario(path).steps


def test_a_scenario_is_its_steps_and_its_end_as_plain_values(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path, GOOD))
    assert scenario.name == "who_asks_is_heard"
    assert scenario.steps[0] == {
        "say": "Where is it?",
        "expect": {"intent": "ask_order_status", "signals": {"abuse": False}, "never": ["close"]},
    }
    assert scenario.at_the_end == {"handoff": ["customer_asked", "abuse"]}


@pytest.mark.parametrize(
    ("wrong", "right", "line", "said"),
    [
        ("- press: affirm", "- shout: affirm", 8, "exactly one of say"),
        ("say: Where is it?", "say: ''", 3, "expected a text"),
        ("never: [close]", "never: [slam]", 7, "'slam' is not one of"),
        ("never: [close]", "likes: [close]", 7, "nothing that can be expected"),
        ("{abuse: false}", "{anger: false}", 6, "no signal"),
        ("{abuse: false}", "{abuse: 0.4}", 6, "true or false"),
        ("within: 3", "within: no", 12, "expected a number"),
        ("{press: affirm}", "{push: affirm}", 10, "a button id"),
        ("customer_asked", "boredom", 14, "'boredom' is not one of"),
        ("at_the_end:", "afterwards:", 14, "'afterwards' is not known"),
        ("at_the_end:\n", "steps:\n", 13, "stands twice"),
        ("  - press", "  -press", 8, "not YAML"),
        ("Where is it?", "&where [*where]", 3, "anchors"),
        ("Where is it?", "2026-99-99", 3, "not understood"),
        ("Where is it?", "a \x07 bell", 3, "not YAML"),
        ("Where is it?", "!!bool perhaps", 3, "not understood"),
        ("never: [close]", "says: 'a{99999999999999999999}'", 7, "no pattern"),
    ],
)
def test_a_broken_scenario_is_refused_with_file_and_line(
    tmp_path: Path, wrong: str, right: str, line: int, said: str
) -> None:
    assert GOOD.count(wrong) == 1
    path = write(tmp_path, GOOD.replace(wrong, right))
    with pytest.raises(RulebookError) as caught:
        load_scenario(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert said in str(caught.value)


@pytest.mark.parametrize("content", ["", "[]", "steps: []", "at_the_end: {}", "- - -", "steps: {}"])
def test_a_file_without_steps_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(RulebookError, match=r"who_asks_is_heard.yml:1: "):
        load_scenario(write(tmp_path, content))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"steps:\n  - say: \xff\xfe\n")
    with pytest.raises(RulebookError, match=r"a.yml:2: this is no text"):
        load_scenario(path)


def test_what_may_be_expected_is_listed_in_full() -> None:
    assert {"moves", "never", "says", "case", "handoff"} <= set(EXPECTATIONS)
