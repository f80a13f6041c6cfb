from pathlib import Path

import pytest

from actions._desk import the_desk


def test_the_desk_is_made_from_the_settings_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_HOME", str(tmp_path))
    monkeypatch.setenv("AMENDS_SHOP_URL", "http://shop.example:1234")
    monkeypatch.setenv("AMENDS_PRESENCE_WINDOW_S", "12")
    the_desk.cache_clear()
    try:
        desk = the_desk()
        assert desk.shop_url == "http://shop.example:1234"
        assert desk.presence_window_s == 12
        assert desk.database.engine.url.database == str(tmp_path / "amends.db")
        assert desk.now().utcoffset() is not None
        assert the_desk() is desk
        desk.database.close()
    finally:
        the_desk.cache_clear()


def test_one_actions_timeouts_fit_into_a_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_HOME", str(tmp_path))
    the_desk.cache_clear()
    try:
        assert sum(the_desk().shop_timeout_s) < 20
    finally:
        the_desk().database.close()
        the_desk.cache_clear()
