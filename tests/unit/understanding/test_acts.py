import pytest

from amends.understanding.acts import find_acts


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("I'm sorry that your vase arrived broken.", "apologise"),
        ("Thank you for telling us.", "thank"),
        ("Could you tell me the order number?", "ask"),
        ("Please send me the order number.", "ask"),
        ("I can send a replacement or refund you.", "offer"),
        ("Would you prefer a refund?", "offer"),
        ("I'll call you back by Friday.", "commit"),
        ("A colleague will contact you within two hours.", "commit"),
        ("You should have read the terms.", "blame"),
        ("Please calm down.", "blame"),
        ("So your parcel came on Monday and the glass was broken, is that right?", "paraphrase"),
        ("If I understand correctly, you were charged twice.", "paraphrase"),
        ("I can see why that is upsetting.", "validate"),
        ("That must have been frustrating.", "validate"),
    ],
)
def test_a_technique_is_seen(text: str, act: str) -> None:
    assert act in {one["act"] for one in find_acts(text)}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Your order was sent on Monday.", "apologise"),
        ("I'll be able to see it here.", "blame"),
        ("We will be unable to do so", "apologise"),
        ("Your order was sent on Monday.", "commit"),
        ("The parcel is on its way.", "ask"),
    ],
)
def test_a_technique_that_is_not_there_is_not_seen(text: str, act: str) -> None:
    assert act not in {one["act"] for one in find_acts(text)}


def test_spans_point_at_the_words() -> None:
    text = "Hello. I'm sorry about that. Which order is it?"
    spans = {one["act"]: text[slice(*one["span"])] for one in find_acts(text)}
    assert spans == {"apologise": "sorry", "ask": "Which order is it?"}


def test_an_empty_message_holds_nothing() -> None:
    assert find_acts("") == []
