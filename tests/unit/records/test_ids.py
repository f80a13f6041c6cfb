import re

from amends.records.ids import hash_token, new_id, new_token


def test_an_id_has_22_url_safe_characters() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", new_id())


def test_a_token_has_43_url_safe_characters() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", new_token())


def test_no_two_are_the_same() -> None:
    assert len({make() for make in (new_id, new_token) for _ in range(100)}) == 200


def test_a_token_is_stored_as_its_sha256() -> None:
    assert hash_token("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_any_text_can_be_hashed() -> None:
    assert len(hash_token("\ud800ü")) == 64
