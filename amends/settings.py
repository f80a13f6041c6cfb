"""What a business may set through the environment, read once and handed on as one frozen object."""

import os
import secrets
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SECRET_FILE = "secret"
PRIVATE_FILE_MODE = 0o600
PRIVATE_FOLDER_MODE = 0o700


def _default_home() -> Path:
    return Path(__file__).resolve().parent.parent / "var"


class Settings(BaseSettings):
    """Every setting of the desk and the actions; each is the environment variable AMENDS_<NAME>.

    Addresses left empty are derived from the ports, so that moving a port is one setting.
    Use `Settings.load()` in processes: it also reads (or makes) the shared secret.
    """

    model_config = SettingsConfigDict(env_prefix="AMENDS_", frozen=True, extra="ignore")

    home: Path = Field(
        default_factory=_default_home,
        description="Folder of the run-time files: database, secret, logs.",
    )
    host: str = Field(default="127.0.0.1", description="Address the desk listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port of the desk.")
    public_url: str = Field(
        default="", description="Address under which customers and agents reach the desk."
    )
    database_url: str = Field(
        default="", description="SQLAlchemy address of the records; SQLite in the home by default."
    )
    secret: str = Field(
        default="",
        repr=False,
        description="Secret shared by desk, assistant and actions; kept in <home>/secret when not set.",
    )
    assistant_port: int = Field(
        default=5005, ge=0, le=65535, description="Loopback port of the assistant (Rasa)."
    )
    assistant_url: str = Field(
        default="", description="Address of the assistant, or several with commas; loopback by default."
    )
    candidate_model: str = Field(
        default="", description="A trained model to compare with ours in what-if; none if empty."
    )
    candidate_port: int = Field(
        default=5006, ge=0, le=65535, description="Loopback port of the assistant with that model."
    )
    candidate_url: str = Field(
        default="", description="Address of that assistant; loopback by default, none without a model."
    )
    actions_port: int = Field(default=5055, ge=0, le=65535, description="Loopback port of the action server.")
    actions_url: str = Field(default="", description="Address of the action server; loopback by default.")
    shop_port: int = Field(default=8010, ge=0, le=65535, description="Port of the demo shop.")
    shop_url: str = Field(default="", description="Address of the shop service that knows the orders.")
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Origins that may embed the widget, separated by commas; the demo shop's by default.",
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Addresses or networks of the proxies whose X-Forwarded-For is believed, with commas.",
    )
    conversations_per_hour: int = Field(
        default=30, ge=0, description="New conversations an address may open in an hour; 0 for no limit."
    )
    messages_per_minute: int = Field(
        default=30, ge=0, description="Messages a customer may send in a minute; 0 for no limit."
    )
    address_messages_per_minute: int = Field(
        default=300, ge=0, description="Messages from one address in a minute; 0 for no limit."
    )
    turn_deadline_s: float = Field(
        default=20.0, gt=0, description="Seconds the desk gives the assistant for one turn."
    )
    burst_quiet_s: float = Field(
        default=1.2,
        ge=0,
        description="Seconds the desk waits after a typing signal, so that a burst becomes one turn.",
    )
    presence_window_s: float = Field(
        default=45.0,
        gt=0,
        description="Seconds after which an agent who was not seen no longer counts as on duty.",
    )
    offer_s: float = Field(
        default=30.0, gt=0, description="Seconds that a waiting customer is offered to one agent first."
    )
    accept_within_s: float = Field(
        default=600.0,
        gt=0,
        description="Seconds in which an agent must accept a handoff, from the first offer on.",
    )
    unattended_s: float = Field(
        default=3600.0, gt=0, description="The same while nobody is on duty; then a callback is promised."
    )
    first_reply_within_s: float = Field(
        default=180.0, gt=0, description="Seconds from accepting a handoff to the agent's first words."
    )
    gone_after_s: float = Field(
        default=120.0,
        gt=0,
        description="Seconds after which an agent not seen, with a customer waiting, has left them alone.",
    )

    @field_validator("allowed_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for part in value:
            ip_network(part, strict=False)
        return value

    @field_validator("assistant_url")
    @classmethod
    def _name_an_assistant(cls, value: str) -> str:
        if not value.replace(",", " ").strip():
            raise ValueError("it names no address")
        return value

    @model_validator(mode="before")
    @classmethod
    def _derive_addresses(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        filled = dict(data)
        home = Path(filled.get("home") or _default_home()).expanduser().resolve()
        shop_port = filled.get("shop_port") or 8010
        derived: dict[str, Any] = {
            "public_url": f"http://127.0.0.1:{filled.get('port') or 8000}",
            "database_url": f"sqlite:///{home / 'amends.db'}",
            "assistant_url": f"http://127.0.0.1:{filled.get('assistant_port') or 5005}",
            "actions_url": f"http://127.0.0.1:{filled.get('actions_port') or 5055}",
            "shop_url": f"http://127.0.0.1:{shop_port}",
            "allowed_origins": (f"http://127.0.0.1:{shop_port}", f"http://localhost:{shop_port}"),
        }
        if filled.get("candidate_model"):
            # Processes of the house run in the checkout; a path means the folder of whoever named it.
            filled["candidate_model"] = str(Path(str(filled["candidate_model"])).expanduser().resolve())
            derived["candidate_url"] = f"http://127.0.0.1:{filled.get('candidate_port') or 5006}"
        for name, value in derived.items():
            if not filled.get(name):
                filled[name] = value
        filled["home"] = home
        return filled

    @property
    def assistant_urls(self) -> tuple[str, ...]:
        """The addresses of all assistants that the desk may ask."""
        return tuple(url for part in self.assistant_url.split(",") if (url := part.strip().rstrip("/")))

    @classmethod
    def load(cls, **overrides: Any) -> Self:
        """Read the environment, create the home folder and make sure that there is a shared secret.

        Raises pydantic's ValidationError (naming the setting) for a value that cannot be used.
        """
        settings = cls(**overrides)
        settings.home.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True, exist_ok=True)
        if settings.secret:
            return settings
        return settings.model_copy(update={"secret": read_or_make_secret(settings.home)})


def read_or_make_secret(home: Path) -> str:
    """Return the shared secret in `home`, making it (256 bit, owner only) if there is none."""
    path = home / SECRET_FILE
    if not path.exists():
        # Written aside and linked into place, so that two processes starting together agree on one secret
        # and none ever reads half of it.
        draft = home / f".{SECRET_FILE}.{os.getpid()}.{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE_MODE)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
