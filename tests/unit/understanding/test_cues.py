import time

import pytest

from amends.understanding import cues


def _kinds(text: str) -> set[str]:
    return {hit.key for hit in cues.find(text)}


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("this is ridiculous", "intensity", "ridiculous"),
        ("you are a disgrace", "intensity_strong", "disgrace"),
        ("again late 😡", "angry_face", "😡"),
        ("WHERE IS MY ORDER", "capitals", "WHERE IS MY ORDER"),
        ("I said NO to that", "capitals", "NO"),
        ("answer me!!!", "punctuation", "!!!"),
        ("thanks for nothing", "sarcasm", "thanks for nothing"),
        ("no no no it isn't", "repetition", "no no no"),
        ("it is soooo slow", "repetition", "soooo"),
        ("this is the third time I write", "again_and_again", "this is the third time"),
        ("I have been waiting since Monday", "waiting", "been waiting"),
        ("you people don't care", "undervalued", "you people don't care"),
        ("I was promised a call", "broken_promise", "was promised"),
        ("So I'm closing my account", "threat_to_leave", "I'm closing my account"),
        ("fix your damn app", "profanity", "damn"),
    ],
)
def test_evidence_is_found_where_it_stands(text: str, kind: str, words: str) -> None:
    assert (kind, words) in [(hit.key, text[slice(*hit.span)]) for hit in cues.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "SKU XR-2200-BLK, ORDER A-1019",
        "ORDER NO: A-1011 / REF: KLM-QZT",
        "flight LH 442 MUC to DTW",
        "SONY WH 1000 XM4 LTE USB",
        "I live in the USA and pay by VISA",
    ],
)
def test_codes_and_abbreviations_do_not_shout(text: str) -> None:
    assert "capitals" not in _kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you!",
        "Where is my order?",
        "great service, thank you",
        "call me at 555 555 5555",
        "please cancel my subscription, I no longer need it",
        "how do I close my account",
    ],
)
def test_friendly_and_plain_messages_show_no_evidence(text: str) -> None:
    assert not _kinds(text)


@pytest.mark.parametrize("piece", ["a ", "! ", "no ", "AA ", "waiting for ", "é", "sooo ", "1 "])
def test_a_huge_message_is_searched_quickly(piece: str) -> None:
    text = (piece * 4000)[:4000]
    start = time.perf_counter()
    cues.find(text)
    assert time.perf_counter() - start < 1.0
