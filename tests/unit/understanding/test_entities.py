from itertools import pairwise

import pytest

from amends.understanding.entities import EntityFinder
from amends.understanding.named_things import NamedThings


@pytest.fixture(scope="module")
def finder() -> EntityFinder:
    return EntityFinder(NamedThings.load(), {"product": ["sofa", "washing machine"]})


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("it's A-1001", "order_number", "A-1001"),
        ("a-1001 pls", "order_number", "A-1001"),
        ("order #12345 is late", "order_number", "12345"),
        ("my order number is 20391", "order_number", "20391"),
        ("booking reference QX7R123", "order_number", "QX7R123"),
        ("#45521", "order_number", "45521"),
        ("write to jane.miller@example.com.", "email", "jane.miller@example.com"),
        ("ring +44 20 7946 0018 after five", "phone", "+442079460018"),
        ("call (212) 555-0175", "phone", "+12125550175"),
        ("I paid £45.99 for it", "money", "£45.99"),
        ("it was 30 dollars", "money", "30 dollars"),
        ("waiting for 3 weeks", "duration", "3 weeks"),
        ("it's been two months", "duration", "two months"),
        ("ordered on 3 March", "date", "3 March"),
        ("since 04/11/2025", "date", "04/11/2025"),
        ("my name is Sarah Connolly", "person", "Sarah Connolly"),
        ("the Washing Machine leaks", "product", "washing machine"),
    ],
)
def test_a_detail_is_found(finder: EntityFinder, text: str, kind: str, value: str) -> None:
    assert (kind, value) in [(one.entity, one.value) for one in finder.find(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("order in 2026 please", "order_number"),
        ("the SKU is XR-2200-BLK", "order_number"),
        ("I want to order again", "order_number"),
        ("the booking was fine", "order_number"),
        ("order A-1003 tracking 12345678", "phone"),
        ("Where is my order A-1003?", "person"),
        ("not one cent was offered #cheap", "money"),
        ("loyal for years", "date"),
    ],
)
def test_what_only_looks_like_a_detail_is_left(finder: EntityFinder, text: str, kind: str) -> None:
    assert kind not in {one.entity for one in finder.find(text)}


def test_places_point_at_the_text_and_never_overlap(finder: EntityFinder) -> None:
    text = (
        "My name is Jane Miller, jane.miller@example.com, +44 20 7946 0018, order A-1003, on 3 March, £45.99"
    )
    found = finder.find(text)
    assert {one.entity for one in found} == {"person", "email", "phone", "order_number", "date", "money"}
    assert all(left.end <= right.start for left, right in pairwise(found))
    person = next(one for one in found if one.entity == "person")
    assert text[person.start : person.end] == "Jane Miller"


def test_without_product_words_there_is_no_product() -> None:
    assert EntityFinder(NamedThings.load(), {}).find("the sofa") == ()
