"""Every setting of the site, its type, its default and what it is for."""

from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from onboarding.config.sockets import socket_path

ROOT = Path(__file__).resolve().parent.parent.parent


class Config(BaseSettings):
    """Every setting of the site. The description of each field is what `manage.py config` and the docs print."""

    model_config = SettingsConfigDict(env_prefix="WAYMARK_", extra="forbid")

    data_dir: Path = Field(ROOT / "var", description="Folder for the database, the broker's log and the secret key.")
    database_url: str = Field(
        "", description="Empty: SQLite in the data folder. Or postgres://user:password@host/name."
    )
    broker_url: str = Field("", description="Empty: embedded Valkey in the data folder. Or redis://host:6379/0.")
    web_host: str = Field("127.0.0.1", description="Address the web server listens on.")
    web_port: int = Field(8000, ge=1, le=65535, description="Port the web server listens on.")
    metrics_host: str = Field("127.0.0.1", description="Address the Prometheus metrics are served on.")
    metrics_port: int = Field(0, ge=0, le=65535, description="Port the Prometheus metrics are served on. 0: off.")
    base_url: str = Field("", description="Public address of the site. Empty: http://<web_host>:<web_port>.")
    secret_key: SecretStr = Field(SecretStr(""), description="Signs sessions. Empty: made once in the data folder.")
    debug: bool = Field(False, description="Django's debug pages. Never in production.")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")
    github_url: str = Field("https://github.com", description="GitHub, or a GitHub Enterprise server.")
    github_client_id: str = Field("", description="OAuth client id for sign-in.")
    github_client_secret: SecretStr = Field(SecretStr(""), description="OAuth client secret for sign-in.")
    github_token: SecretStr = Field(SecretStr(""), description="Token with which the site reads pull requests.")
    github_webhook_secret: SecretStr = Field(SecretStr(""), description="Secret that GitHub signs webhooks with.")
    simulator_port: int = Field(0, ge=0, le=65535, description="Port of the GitHub simulator in demo. 0: web_port + 1.")
    curriculum_paths: list[Path] = Field(default_factory=list, description="Further directories with tracks.")
    nonce_label: str = Field("onboarding.waymark/nonce", description="Label that carries a person's nonce.")

    @property
    def is_loopback(self) -> bool:
        return self.web_host in {"127.0.0.1", "localhost", "::1"}

    @property
    def demo(self) -> bool:
        """On only without GitHub credentials and on a loopback address: then the simulator plays GitHub."""
        return self.is_loopback and not self.github_client_id and not self.github_token.get_secret_value()

    @property
    def broker(self) -> str:
        """Where Celery's queue lives: the server that was named, or the embedded one."""
        return self.broker_url or f"redis+socket://{socket_path(self.data_dir)}?virtual_host=0"

    @property
    def cache(self) -> str:
        """Where rate limits and GitHub's budget are counted: the broker's server, since it is there already."""
        return self.broker_url or f"unix://{socket_path(self.data_dir)}?db=1"

    @property
    def public_url(self) -> str:
        return (self.base_url or f"http://{self.web_host}:{self.web_port}").rstrip("/")


@cache
def load() -> Config:
    """The effective configuration of this process."""
    return Config()  # type: ignore[call-arg]
