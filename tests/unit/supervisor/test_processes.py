from pathlib import Path

from amends.settings import Settings
from amends.supervisor.processes import settings_as_environment, the_house


def house(tmp_path: Path) -> dict[str, object]:
    settings = Settings(home=tmp_path, secret="s", port=1001, assistant_port=1002, shop_port=1004)
    inherited = {"AMENDS_DATABASE_URL": "sqlite:///other", "LANG": "C"}
    return {process.name: process for process in the_house(settings, tmp_path / "endpoints.yml", inherited)}


def test_the_house_consists_of_four_processes(tmp_path: Path) -> None:
    assert set(house(tmp_path)) == {"actions", "shop", "assistant", "desk"}


def test_the_assistant_listens_on_loopback_and_sees_the_secret_but_not_the_database(tmp_path: Path) -> None:
    assistant = house(tmp_path)["assistant"]
    assert "-i 127.0.0.1 -p 1002" in " ".join(assistant.command)
    ours = {name: value for name, value in assistant.environment.items() if name.startswith("AMENDS_")}
    assert ours == {"AMENDS_SECRET": "s"}
    assert assistant.environment["RASA_TELEMETRY_ENABLED"] == "false"


def test_the_desk_gets_every_setting_of_this_house(tmp_path: Path) -> None:
    desk = house(tmp_path)["desk"]
    assert desk.environment["AMENDS_DATABASE_URL"] == f"sqlite:///{tmp_path / 'amends.db'}"
    assert desk.environment["AMENDS_ASSISTANT_URL"] == "http://127.0.0.1:1002"
    assert desk.environment["LANG"] == "C"


def test_settings_survive_the_way_through_the_environment(tmp_path: Path, monkeypatch: object) -> None:
    settings = Settings(home=tmp_path, secret="s", port=1001, allowed_origins="http://a.example,http://b.example")
    environment = settings_as_environment(settings)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert Settings() == settings


def test_a_candidate_runs_beside_ours_with_its_own_model_and_port_and_nobody_waits_for_it(
    tmp_path: Path,
) -> None:
    model = tmp_path / "other.tar.gz"
    settings = Settings(home=tmp_path, secret="s", candidate_model=str(model), candidate_port=1007)
    processes = {p.name: p for p in the_house(settings, tmp_path / "endpoints.yml", {"LANG": "C"})}
    ours, other = processes["assistant"], processes["candidate"]
    assert " ".join(other.command).endswith(f"-m {model}") and "-p 1007" in " ".join(other.command)
    assert other.ready_url == "http://127.0.0.1:1007/webhooks/gateway/health"
    assert other.environment == ours.environment and other.setting == "AMENDS_CANDIDATE_PORT"
    assert other.optional and not ours.optional
    assert processes["desk"].environment["AMENDS_CANDIDATE_URL"] == "http://127.0.0.1:1007"
