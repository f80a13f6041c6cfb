import pytest

from amends.records.passwords import (
    LETTERS,
    WeakPassword,
    hash_password,
    new_password,
    verify_password,
)


@pytest.fixture(scope="module")
def stored() -> str:
    return hash_password("correct horse battery")


def test_the_right_password_fits(stored: str) -> None:
    assert verify_password(stored, "correct horse battery")


@pytest.mark.parametrize("wrong", ["", "Correct horse battery", "correct horse battery "])
def test_a_wrong_password_does_not_fit(stored: str, wrong: str) -> None:
    assert not verify_password(stored, wrong)


def test_a_hash_is_argon2id_and_never_the_same_twice(stored: str) -> None:
    assert stored.startswith("$argon2id$")
    assert hash_password("correct horse battery") != stored


def test_nobody_has_no_password_that_fits() -> None:
    assert not verify_password(None, "")
    assert not verify_password(None, "correct horse battery")


def test_a_broken_hash_fits_nothing() -> None:
    assert not verify_password("not a hash", "correct horse battery")


def test_a_short_password_is_refused() -> None:
    with pytest.raises(WeakPassword, match="12 characters"):
        hash_password("elevenchars")


def test_a_new_password_is_long_and_easy_to_tell_apart() -> None:
    password = new_password()
    assert len(password) == 20
    assert set(password) <= set(LETTERS)
    assert not set("0O1lI") & set(LETTERS)
    assert new_password() != password
