import pytest

from amends.understanding.named_things import NamedThings


class NoisyPipeline:
    """Stands for spaCy and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, text: str) -> "NoisyPipeline":
        self.asked += 1
        return self

    @property
    def ents(self) -> list[object]:
        return []


@pytest.mark.parametrize(
    ("text", "asked"), [("it is broken", 0), ("it broke on Monday", 1), ("i am jane", 1)]
)
def test_spacy_is_asked_only_where_there_may_be_something(text: str, asked: int) -> None:
    pipeline = NoisyPipeline()
    NamedThings(pipeline).find(text)
    assert pipeline.asked == asked


def test_people_and_dates_are_found() -> None:
    found = NamedThings.load().find("I spoke to Linda Brown on 3 March")
    assert ("person", "Linda Brown") in [(one.entity, one.value) for one in found]
    assert "date" in {one.entity for one in found}
