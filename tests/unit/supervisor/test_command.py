from pathlib import Path

from amends.settings import Settings
from amends.supervisor.command import greeting, read_sign
from amends.supervisor.house import SIGN
from amends.supervisor.private_file import write_private


def test_the_greeting_names_every_address_and_who_may_sign_in(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, secret="s3cr3t", port=1001, shop_port=1004)
    write_private(tmp_path / "demo-passwords", "agent agent@example.com PASSWORD\n")
    said = greeting(settings)
    for part in ("http://127.0.0.1:1004/", "http://127.0.0.1:1001/console", "1001/replay", "PASSWORD"):
        assert part in said
    assert "s3cr3t" not in said


def test_without_demo_people_it_says_how_to_make_some(tmp_path: Path) -> None:
    assert "amends seed" in greeting(Settings(home=tmp_path, secret="s"))


def test_a_sign_that_is_missing_or_half_written_is_none(tmp_path: Path) -> None:
    assert read_sign(tmp_path) is None
    write_private(tmp_path / SIGN, '{"pid": 1')
    assert read_sign(tmp_path) is None
    write_private(tmp_path / SIGN, '{"pid": 1}')
    assert read_sign(tmp_path) == {"pid": 1}
