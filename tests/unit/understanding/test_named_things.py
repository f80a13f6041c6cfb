import pytest

from amends.understanding.named_things import NamedThings


class NoisyPipeline:
    """Stands for spaCy and counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def pipe(self, texts: list[str]) -> list["NoisyPipeline"]:
        self.asked += len(texts)
        return [self for _ in texts]

    @property
    def ents(self) -> list[object]:
        return []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("it is broken", 0),
        ("Order 12345 cost £40. It is broken. No one answers", 0),
        ("it broke on Monday", 1),
        ("I'm Jane", 1),
    ],
)
def test_spacy_is_asked_only_where_there_may_be_something(text: str, asked: int) -> None:
    pipeline = NoisyPipeline()
    NamedThings(pipeline).find(text)
    assert pipeline.asked == asked


def test_people_and_dates_are_found() -> None:
    found = NamedThings.load().find("I spoke to Linda Brown on 3 March")
    assert ("person", "Linda Brown") in [(one.entity, one.value) for one in found]
    assert "date" in {one.entity for one in found}


def test_several_texts_at_once_read_as_each_alone() -> None:
    things = NamedThings.load()
    texts = [
        "I spoke to Linda Brown on 3 March",
        "no names here",
        "",
        "Call Peter Novak tomorrow, he paid 40 euros",
    ]
    assert things.find_all(texts) == [things.find(text) for text in texts]
