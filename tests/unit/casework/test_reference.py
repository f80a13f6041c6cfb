import pytest

from amends.casework.reference import CaseReference, find_reference


def test_a_reference_looks_as_customers_see_it() -> None:
    assert str(CaseReference(2026, 123)) == "C-2026-000123"


@pytest.mark.parametrize(
    "typed",
    ["C-2026-000123", "my case is c-2026-123!", "(C 2026 000123)", "c2026000123", "C–2026? no, C-2026-0123"],
)
def test_a_reference_is_read_as_people_type_it(typed: str) -> None:
    assert find_reference(typed) == CaseReference(2026, 123)


@pytest.mark.parametrize("text", ["", "A-1001", "C-2026", "ABC-2026-000123x9", "C-0026-1", "C-2026-0"])
def test_other_texts_hold_no_reference(text: str) -> None:
    assert find_reference(text) is None


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, -1), (26, 1), (2026, 10**9)])
def test_what_could_not_be_read_back_is_not_made(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="no case reference"):
        CaseReference(year, number)


def test_a_reference_with_more_than_six_digits_is_read_back() -> None:
    assert find_reference(str(CaseReference(2026, 1_234_567))) == CaseReference(2026, 1_234_567)
