"""Settings: addresses follow the ports, lists are split, and there is one private secret."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import ValidationError

from amends.settings import Settings, read_or_make_secret


@pytest.fixture(autouse=True)
def _no_settings_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"AMENDS_{name.upper()}", raising=False)


def test_addresses_follow_the_ports_and_the_home(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, port=9001, assistant_port=9002, actions_port=9003, shop_port=9004)
    assert settings.public_url == "http://127.0.0.1:9001"
    assert settings.assistant_url == "http://127.0.0.1:9002"
    assert settings.actions_url == "http://127.0.0.1:9003"
    assert settings.shop_url == "http://127.0.0.1:9004"
    assert settings.allowed_origins == ("http://127.0.0.1:9004", "http://localhost:9004")
    assert settings.database_url == f"sqlite:///{tmp_path.resolve() / 'amends.db'}"


def test_the_environment_sets_what_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_HOME", str(tmp_path))
    monkeypatch.setenv("AMENDS_PORT", "8123")
    monkeypatch.setenv("AMENDS_ALLOWED_ORIGINS", "https://a.example/, http://b.example")
    settings = Settings()
    assert (settings.home, settings.port) == (tmp_path.resolve(), 8123)
    assert settings.public_url == "http://127.0.0.1:8123"
    assert settings.allowed_origins == ("https://a.example", "http://b.example")


def test_a_port_that_is_none_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_PORT", "eighty")
    with pytest.raises(ValidationError, match="port"):
        Settings()


def test_load_makes_one_secret_that_only_its_owner_reads(tmp_path: Path) -> None:
    first = Settings.load(home=tmp_path / "home")
    second = Settings.load(home=tmp_path / "home")
    assert len(first.secret) >= 43
    assert first.secret == second.secret
    assert stat.S_IMODE((tmp_path / "home" / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    assert first.secret not in repr(first)


def test_a_secret_from_outside_wins_and_is_not_written(tmp_path: Path) -> None:
    settings = Settings.load(home=tmp_path, secret="given")
    assert settings.secret == "given"
    assert not (tmp_path / "secret").exists()


def test_processes_starting_together_agree_on_the_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: read_or_make_secret(tmp_path), range(16)))
    assert len(secrets) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_every_setting_says_what_it_is() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_a_candidate_has_an_address_only_when_there_is_a_model(tmp_path: Path) -> None:
    assert Settings(home=tmp_path).candidate_url == ""
    named = Settings(home=tmp_path, candidate_model="other.tar.gz", candidate_port=1007)
    assert named.candidate_url == "http://127.0.0.1:1007"
    assert Path(named.candidate_model) == Path("other.tar.gz").resolve()


def test_several_assistants_are_named_with_commas(tmp_path: Path) -> None:
    named = Settings(home=tmp_path, assistant_url="http://127.0.0.1:5005/, http://10.0.0.7:5005,")
    assert named.assistant_urls == ("http://127.0.0.1:5005", "http://10.0.0.7:5005")
    assert Settings(home=tmp_path, assistant_port=9002).assistant_urls == ("http://127.0.0.1:9002",)
    with pytest.raises(ValidationError, match="names no address"):
        Settings(home=tmp_path, assistant_url=" , ")
