"""What the house consists of: the command, environment and readiness address of each process."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from amends.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DESK_PYTHON = ROOT / ".venv" / "bin" / "python"
ASSISTANT_PYTHON = ROOT / ".venv-assistant" / "bin" / "python"

# Nothing may ring home or download at run time, and nothing may hide behind a buffer.
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "SANIC_HOST": "127.0.0.1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "HF_HUB_OFFLINE": "1",
    "PYTHONUNBUFFERED": "1",
    "PYTHONWARNINGS": "ignore",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
}


@dataclass(frozen=True)
class Process:
    """One process of the house; `ready_url` answers 200 (and, if it says so, `ready: true`) once it works."""

    name: str
    setting: str
    port: int
    command: tuple[str, ...]
    environment: Mapping[str, str]
    ready_url: str
    patience_s: float = 60.0
    # The house is ready without it: nothing that a customer or an agent needs waits for it.
    optional: bool = False


def the_house(settings: Settings, endpoints: Path, inherited: Mapping[str, str]) -> tuple[Process, ...]:
    """Return the processes for these settings, in the order in which they are announced."""
    environment = {**inherited, **QUIET, **settings_as_environment(settings), "PYTHONPATH": str(ROOT)}
    desk, shop = str(DESK_PYTHON), f"http://127.0.0.1:{settings.shop_port}"
    return (
        Process(
            "actions",
            "AMENDS_ACTIONS_PORT",
            settings.actions_port,
            (desk, "-m", "actions", "--port", str(settings.actions_port)),
            environment,
            f"{settings.actions_url}/health",
        ),
        Process(
            "shop",
            "AMENDS_SHOP_PORT",
            settings.shop_port,
            (desk, "-m", "demo.shop", "--port", str(settings.shop_port), "--desk-url", settings.public_url),
            environment,
            f"{shop}/health",
        ),
        assistant_process(settings, endpoints, inherited),
        *candidates(settings, endpoints, inherited),
        Process(
            "desk",
            "AMENDS_PORT",
            settings.port,
            (desk, "-m", "amends.web"),
            environment,
            f"http://127.0.0.1:{settings.port}/health",
        ),
    )


def assistant_process(settings: Settings, endpoints: Path, inherited: Mapping[str, str]) -> Process:
    """The assistant with our own model."""
    environment = {**inherited, **QUIET, "PYTHONPATH": str(ROOT)}
    return Process(
        "assistant",
        "AMENDS_ASSISTANT_PORT",
        settings.assistant_port,
        assistant_command(settings.assistant_port, endpoints),
        {**without_settings(environment), "AMENDS_SECRET": settings.secret},
        # The first one named is the house's own; others are kept elsewhere.
        f"{settings.assistant_urls[0]}/webhooks/gateway/health",
        patience_s=180.0,
    )


def candidates(settings: Settings, endpoints: Path, inherited: Mapping[str, str]) -> tuple[Process, ...]:
    """The assistant with the model that trainers compare with ours; none without such a model."""
    if not settings.candidate_model:
        return ()
    ours = assistant_process(settings, endpoints, inherited)
    return (
        replace(
            ours,
            name="candidate",
            setting="AMENDS_CANDIDATE_PORT",
            port=settings.candidate_port,
            command=assistant_command(settings.candidate_port, endpoints, settings.candidate_model),
            ready_url=f"{settings.candidate_url}/webhooks/gateway/health",
            optional=True,
        ),
    )


def assistant_command(port: int, endpoints: Path, model: str = "models") -> tuple[str, ...]:
    """Rasa on loopback only, with the endpoints rendered for this house and without Rasa's own API."""
    return (
        *(str(ASSISTANT_PYTHON), "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port)),
        *("--endpoints", str(endpoints), "--credentials", "credentials.yml", "-m", model),
    )


def without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without our settings: Rasa gets the secret and not, say, the database."""
    return {name: value for name, value in environment.items() if not name.startswith("AMENDS_")}


def settings_as_environment(settings: Settings) -> dict[str, str]:
    """Every setting as the variable that sets it, so that all processes agree whatever they inherit."""
    values: dict[str, str] = {}
    for name, value in settings.model_dump().items():
        text = ",".join(value) if isinstance(value, tuple) else str(value)
        values[f"AMENDS_{name.upper()}"] = text
    return values
