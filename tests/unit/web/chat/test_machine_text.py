import time

import pytest

from amends.web.chat.machine_text import is_command, is_html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "hello <b>you</b>",
        "<IMG SRC=x onerror=alert(1)>",
        "<img/src=x onerror=alert(1)>",
        "broken off </div>",
        "<br/>",
        "<!-- note -->",
        "<!DOCTYPE html>",
        '<a\nhref="javascript:alert(1)">here</a>',
    ],
)
def test_html_is_told_from_text(text: str) -> None:
    assert is_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "I <3 you",
        "3 < 4 and 5 > 4",
        "a<b",
        "write to <ann@example.org>",
        "my number is <order number>",
        "<<< read this >>>",
        "<- there",
        "<sigh>",
    ],
)
def test_what_people_write_with_angles_is_not_html(text: str) -> None:
    assert not is_html(text)


@pytest.mark.parametrize(
    "text", ["/intent{}", '/restart{"a": 1}', ' /accept_remedy {"value":\n"x"} ', "/a{b}"]
)
def test_a_command_is_told_from_text(text: str) -> None:
    assert is_command(text)


@pytest.mark.parametrize(
    "text", ["/restart", "and/or {both}", "/ {x}", "see /help{} there", "{}", "/intent{} now"]
)
def test_what_people_write_with_slashes_and_braces_is_not_a_command(text: str) -> None:
    assert not is_command(text)


@pytest.mark.parametrize(
    "text", ["<a " * 20_000, "<a" + " " * 60_000, "/a{" + "}" * 60_000 + "x", "/a" + " " * 60_000]
)
def test_no_text_takes_long_to_judge(text: str) -> None:
    begun = time.perf_counter()
    is_html(text)
    is_command(text)
    assert time.perf_counter() - begun < 0.5
