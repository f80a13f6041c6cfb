"""The responses on the side that reads them without Rasa."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.deescalation.wording import Catalogue
from amends.rulebook import RulebookError, house_catalogue, load_responses
from tests.unit.deescalation.talk import responses

GOOD = """version: "3.1"
responses:
  utter_a:
  - text: "Plain   words."
  - text: "{name}, hello."
    metadata: {bands: [calm]}
    buttons:
    - title: "Yes"
      payload: /affirm
"""


def loaded(folder: Path, text: str, name: str = "a.yml") -> Catalogue:
    (folder / name).write_text(text, encoding="utf-8")
    return load_responses(folder)


def test_texts_bands_and_buttons_are_read(tmp_path: Path) -> None:
    plain, named = loaded(tmp_path, GOOD).variants("utter_a")
    assert (plain.text, plain.bands) == ("Plain words.", ())
    assert (named.needs, named.bands, named.buttons[0].id) == ({"name"}, ("calm",), "affirm")


def test_the_house_says_exactly_what_the_assistant_says() -> None:
    house, assistant = house_catalogue(), Catalogue.from_responses(responses())
    assert set(house.names) == set(assistant.names)
    assert all(house.variants(name) == assistant.variants(name) for name in assistant.names)
    assert house_catalogue() is house


@pytest.mark.parametrize(
    ("wrong", "line", "words"),
    [
        (GOOD.replace("responses:", "answers:"), 1, "'responses' is needed"),
        (GOOD.replace('text: "Plain', 'texts: "Plain'), 4, "'texts' is not part"),
        (GOOD.replace("{name}", "{name"), 5, "a brace is not closed"),
        (GOOD.replace("[calm]", "[furious]"), 6, "unknown band 'furious'"),
        (GOOD.replace("payload", "payloads"), 8, "needs a title and a payload"),
        (GOOD.replace("/affirm", "'/affirm{'"), 9, "is no payload"),
        (GOOD.replace('"Plain   words."', "12"), 4, "expected a text"),
        (GOOD + "  utter_a:\n  - text: again\n", 10, "stands twice"),
        ("responses:\n  utter_b: []\n", 2, "has no text"),
        ("responses: [\n", 2, "not YAML"),
    ],
)
def test_a_wrong_file_is_refused_with_file_and_line(
    tmp_path: Path, wrong: str, line: int, words: str
) -> None:
    with pytest.raises(RulebookError) as caught:
        loaded(tmp_path, wrong)
    assert str(caught.value).startswith(f"{tmp_path / 'a.yml'}:{line}: ") and words in str(caught.value)


def test_a_name_in_two_files_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="there are no responses here"):
        load_responses(tmp_path)
    loaded(tmp_path, GOOD)
    with pytest.raises(RulebookError, match=r"b\.yml:4: 'utter_a' stands in another file too"):
        loaded(tmp_path, GOOD, "b.yml")
