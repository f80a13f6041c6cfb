import pytest

from amends.web.replay.masking import Mask


@pytest.mark.parametrize(
    ("said", "masked"),
    [
        ("mail me at p.nair+shop@web.example.de please", "mail me at name@example.com please"),
        ("call +44 20 7946 0958 or (030) 1234-5678", "call 555 0100 or 555 0100"),
        ("my order B-20071 is late", "my order A-1001 is late"),
        ("#884512 is lost, invoice INV20261104 too", "A-1001 is lost, invoice A-1002 too"),
        ("order 12345678901", "order A-1001"),
        ("PRIYA NAIR here, this is Priya", "Alex here, this is Alex"),
        ("My name is John Smith.", "My name is Alex."),
    ],
)
def test_personal_data_gets_stand_ins_that_read_alike(said: str, masked: str) -> None:
    mask = Mask(["Priya Nair"])
    assert mask.mask(said).text == masked
    assert mask.left_in(said) != ()
    assert mask.left_in(masked) == ()


@pytest.mark.parametrize(
    "said",
    [
        "I paid 1200 EUR on 2026-11-02 and 03.11.2026, it is 12:30 now",
        "I AM FURIOUS, 24 HOURS AND NOTHING",
        "My name is mud in your shop",
        "order A-1003 is late",
        "nair",
    ],
)
def test_what_is_nobody_s_stays_as_it_was(said: str) -> None:
    assert Mask().mask(said).text == said


def test_an_order_has_the_same_stand_in_throughout_a_conversation() -> None:
    mask = Mask()
    first, second = mask.mask("B-7001 and B-7002"), mask.mask("B-7002, not B-7001")
    assert (first.text, second.text) == ("A-1001 and A-1002", "A-1002, not A-1001")
    assert first.taken == ("an order number",)


def test_a_name_of_signs_breaks_nothing() -> None:
    assert Mask(["(", None, "", "O'Neil [x]"]).mask("oneil, O'Neil").text == "oneil, O'Alex"
