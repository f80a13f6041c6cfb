import pytest

from amends.understanding.tidy import MAX_CHARACTERS, tidy


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("@ShopCo @Other where is it https://example.com/a?b=1", "where is it"),
        ("so tired of @ShopCo today", "so tired of you today"),
        ("#WorstService ever", "Worst Service ever"),
        ("order #12345 please", "order #12345 please"),
        ("soooooo late", "soo late"),
        ("it cost 10000", "it cost 10000"),
        ("don’t &amp; won’t", "don't & won't"),
        ("a\x00b\x07c\u202ed", "a b cd"),
        ("re\u200bfund", "refund"),
        ("l\u0337a\u0322t\u035de", "late"),
        ("𝐥𝐚𝐭𝐞 again", "late again"),
        ("café", "café"),
        ("great 😡", "great angry"),
        ("   \n\t ", ""),
    ],
)
def test_the_encoder_sees_plain_words(raw: str, clean: str) -> None:
    assert tidy(raw) == clean


def test_a_lone_surrogate_does_not_stop_the_reading() -> None:
    assert tidy("late \ud83d again") == "late again"


def test_a_huge_text_is_cut() -> None:
    assert len(tidy("ab " * 10_000)) <= MAX_CHARACTERS
