import pytest

from amends.understanding.quotes import without_quotes


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("your colleague wrote 'you are an idiot' to me", "your colleague wrote '                ' to me"),
        ('he said "shut up" and left', 'he said "       " and left'),
        ("he said “don't call again” and left", "he said “                ” and left"),
        ("she wrote 'we don't care' again", "she wrote '             ' again"),
        ("it's late and I'm not happy, don't ask", "it's late and I'm not happy, don't ask"),
        ("my sister's parcel and my parents' parcel", "my sister's parcel and my parents' parcel"),
        ('a 12" pizza and a 10" pizza', 'a 12" pizza and a 10" pizza'),
        ('"you are all thieves"', '"you are all thieves"'),
    ],
)
def test_only_quoted_words_are_blanked(text: str, kept: str) -> None:
    assert without_quotes(text) == kept
    assert len(without_quotes(text)) == len(text)
