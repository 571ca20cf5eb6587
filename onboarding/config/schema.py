"""Every setting of the site: its type, its default, and what it is for."""

import os
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

import dj_database_url
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator

from onboarding.config.sockets import socket_path

ROOT = Path(__file__).resolve().parent.parent.parent
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
EVERY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104 - recognised here, bound only where it is configured
LAST_PORT = 65535
BROKER_SCHEMES = ("redis", "rediss", "redis+socket")


def _split(value: object) -> object:
    """Lists are written with colons in flags and the environment, like PATH."""
    return [part for part in value.split(os.pathsep) if part] if isinstance(value, str) else value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _absolute(path: Path) -> Path:
    return path.expanduser().resolve()


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query):
        message = "expected an address without a path, like https://onboarding.example.org"
        raise ValueError(message)
    return value.rstrip("/")


def _database(value: str) -> str:
    try:
        engine = dj_database_url.parse(value).get("ENGINE", "") if value else "sqlite3"
    except ValueError:
        engine = ""
    if not engine.endswith(("sqlite3", "postgresql")):
        message = "expected postgres://user:password@host/name, or nothing for SQLite in the data folder"
        raise ValueError(message)
    return value


def _broker(value: str) -> str:
    if value and urlsplit(value).scheme not in BROKER_SCHEMES:
        message = "expected redis://host:6379/0, or nothing for the embedded Valkey"
        raise ValueError(message)
    return value


def _sender(value: str) -> str:
    address = parseaddr(value)[1]
    if value and ("@" not in address.strip("@") or any(char in value for char in "\r\n")):
        message = "expected an address, like waymark@example.org or Waymark <waymark@example.org>"
        raise ValueError(message)
    return value


def _processors() -> int:
    """Those that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


Folder = Annotated[Path, AfterValidator(_absolute)]
Folders = Annotated[list[Folder], BeforeValidator(_split)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)]


class Config(BaseModel):
    """The effective configuration. Made by `onboarding.config.read`; what was left open is worked out here."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True, hide_input_in_errors=True)

    data_dir: Folder = Field(ROOT / "var", description="Folder of the database, the broker's files and the secret key.")
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        "", description="Empty: SQLite in the data folder. Or postgres://user:password@host/name."
    )
    broker_url: Annotated[str, AfterValidator(_broker)] = Field(
        "", description="Empty: embedded Valkey in the data folder. Or redis://host:6379/0."
    )
    web_host: str = Field("127.0.0.1", description="Address that the web server listens on.")
    web_port: int = Field(8000, ge=1, le=65535, description="Port that the web server listens on.")
    web_workers: int = Field(
        0, ge=0, le=64, description="Processes that answer requests. 0: one for each processor, at most 4."
    )
    metrics_host: str = Field("127.0.0.1", description="Address that the Prometheus metrics are served on.")
    metrics_port: int = Field(
        0,
        ge=0,
        le=65534,
        description="Port of the web server's Prometheus metrics; the worker's are one above. 0: off.",
    )
    base_url: WebAddress = Field("", description="Public address of the site. Empty: http://<web_host>:<web_port>.")
    trusted_proxies: int = Field(
        0, ge=0, le=9, description="Reverse proxies in front of the site whose X-Forwarded-For and -Proto are believed."
    )
    static_dir: Folder | None = Field(
        None, description="Folder of the collected static files. Empty: in the data folder."
    )
    secret_key: SecretStr = Field(SecretStr(""), description="Signs sessions. Empty: made once in the data folder.")
    credential_key: SecretStr = Field(
        SecretStr(""),
        description="Ed25519 private keys in PEM that sign credentials: the first signs, all are published. "
        "Empty: one made once in the data folder.",
    )
    debug: bool = Field(False, description="Django's debug pages. Never in production.")
    log_level: LogLevel = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")
    demo: bool | None = Field(
        None,
        description="Play with a simulated GitHub. Empty: on without GitHub credentials and on a loopback address.",
    )
    github_url: WebAddress = Field("https://github.com", description="GitHub, or a GitHub Enterprise server.")
    github_client_id: str = Field("", description="OAuth client id for sign-in.")
    github_client_secret: SecretStr = Field(SecretStr(""), description="OAuth client secret for sign-in.")
    github_token: SecretStr = Field(SecretStr(""), description="Token with which the site reads pull requests.")
    github_webhook_secret: SecretStr = Field(SecretStr(""), description="Secret that GitHub signs webhooks with.")
    simulator_port: int = Field(0, ge=0, le=65535, description="Port of the GitHub simulator in demo. 0: web_port + 1.")
    smtp_host: str = Field(
        "", description="Mail server through which notices are sent. Empty: the site sends no e-mail."
    )
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection is secured: starttls (587), tls (465), or none (a relay beside it)."
    )
    smtp_user: str = Field("", description="User at the mail server. Empty: without signing in there.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password at the mail server.")
    mail_from: Annotated[str, AfterValidator(_sender)] = Field(
        "", description="Sender of the mails, as Waymark <waymark@example.org>. Empty: waymark@<host of base_url>."
    )
    chat_private_hosts: Annotated[list[str], BeforeValidator(_split)] = Field(
        default_factory=list,
        description="Hosts in private networks to which webhooks of chats may go; in flags and the environment, with "
        "colons. Everything else that is not public is refused.",
    )
    curriculum_paths: Folders = Field(
        default_factory=list, description="Further folders with tracks; in flags and the environment, with colons."
    )
    nonce_label: str = Field("onboarding.waymark/nonce", description="Label that carries a person's nonce.")

    @model_validator(mode="after")
    def _work_out(self) -> Self:
        """Fill in what follows from the rest, so that everybody sees the same effective values."""
        if not self.base_url:
            self.base_url = self._public_address()
        if self.demo is None:
            self.demo = self.is_loopback and not self.has_credentials
        elif self.demo:
            self._refuse_demo()
        self.static_dir = self.static_dir or self.data_dir / "static"
        self.web_workers = self.web_workers or min(_processors(), 4)
        if not self.simulator_port:
            self.simulator_port = self.web_port + (1 if self.web_port < LAST_PORT else -1)
        self.mail_from = self.mail_from or f"Waymark <waymark@{urlsplit(self.base_url).hostname}>"
        self._refuse_half("github_client_id", "github_client_secret")
        self._refuse_half("smtp_user", "smtp_password")
        return self

    def _refuse_half(self, name: str, secret: str) -> None:
        if bool(getattr(self, name)) != bool(getattr(self, secret).get_secret_value()):
            message = f"{name} and {secret} belong together: set both, or neither"
            raise ValueError(message)

    def _public_address(self) -> str:
        if self.web_host in EVERY_ADDRESS:
            message = (
                f"base_url is needed, because web_host is {self.web_host}: under which address do people reach the "
                "site? For example https://onboarding.example.org"
            )
            raise ValueError(message)
        return self.own_address

    def _refuse_demo(self) -> None:
        if self.has_credentials:
            message = "demo is on, but there are GitHub credentials: take one of them away"
            raise ValueError(message)
        if not self.is_loopback:
            message = (
                f"demo is on, but the site is not only on this machine (web_host {self.web_host}, base_url "
                f"{self.base_url}): anybody could sign in as anybody. Use 127.0.0.1, or set GitHub credentials"
            )
            raise ValueError(message)

    @property
    def own_address(self) -> str:
        """Where the web server answers on this machine, whatever stands in front of it."""
        host = "127.0.0.1" if self.web_host in EVERY_ADDRESS else self.web_host
        return f"http://[{host}]:{self.web_port}" if ":" in host else f"http://{host}:{self.web_port}"

    @property
    def has_credentials(self) -> bool:
        return bool(self.github_client_id or self.github_token.get_secret_value())

    @property
    def is_loopback(self) -> bool:
        """Only this machine can reach the site: by the address it listens on, and by the one it is known under."""
        return self.web_host in LOOPBACK and urlsplit(self.base_url).hostname in LOOPBACK

    @property
    def is_tls(self) -> bool:
        """People reach the site over TLS, whoever ends it."""
        return self.base_url.startswith("https://")

    @property
    def allowed_hosts(self) -> list[str]:
        """Names under which the site answers: its public one, the one it listens on, and this machine's own."""
        public = urlsplit(self.base_url).hostname or ""
        listens = [] if self.web_host in EVERY_ADDRESS else [self.web_host]
        return sorted({f"[{name}]" if ":" in name else name for name in (public, *listens, *LOOPBACK)})

    @property
    def public_url(self) -> str:
        return self.base_url

    @property
    def is_broker_embedded(self) -> bool:
        return not self.broker_url

    @property
    def broker(self) -> str:
        """Where Celery's queue lives: the server that was named, or the embedded one."""
        return self.broker_url or f"redis+socket://{socket_path(self.data_dir)}?virtual_host=0"

    @property
    def cache(self) -> str:
        """Where rate limits and GitHub's budget are counted: the broker's server, since it is there already."""
        parts = urlsplit(self.broker)
        return f"unix://{parts.path}?db=1" if parts.scheme == "redis+socket" else self.broker

    @property
    def database(self) -> str:
        """Where everything is kept: the server that was named, or a file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'waymark.sqlite3'}"
