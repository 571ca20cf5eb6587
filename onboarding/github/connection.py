"""Which GitHub this site talks to, and with which credentials: the configured one, or in demo the simulator."""

from dataclasses import dataclass, field, replace

from onboarding.config import Config
from onboarding.github.simulator import constants

GITHUB_COM = "https://github.com"


@dataclass(frozen=True)
class Connection:
    """A GitHub and our credentials there. ``url`` is where people read it, without a slash at the end.

    ``credential`` names what the budget is counted under where that is not the token itself.
    """

    url: str
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    webhook_secret: str = field(default="", repr=False)
    credential: str = ""

    def anonymous(self) -> "Connection":
        """The same GitHub, as anybody may ask it."""
        return replace(self, token="", credential="anybody")

    @property
    def is_github_com(self) -> bool:
        return self.url == GITHUB_COM

    @property
    def rest_url(self) -> str:
        """Root of the REST API; an Enterprise server, like the simulator, has it under its own address."""
        return "https://api.github.com" if self.is_github_com else f"{self.url}/api/v3"

    @property
    def graphql_url(self) -> str:
        return "https://api.github.com/graphql" if self.is_github_com else f"{self.url}/api/graphql"


def connection(config: Config) -> Connection:
    """What `settings.GITHUB` is."""
    if config.demo:
        return simulator(port=config.simulator_port)
    return Connection(
        url=config.github_url,
        client_id=config.github_client_id,
        client_secret=config.github_client_secret.get_secret_value(),
        token=config.github_token.get_secret_value(),
        webhook_secret=config.github_webhook_secret.get_secret_value(),
    )


def simulator(*, port: int) -> Connection:
    """The simulator on this port of this machine."""
    return Connection(
        url=f"http://127.0.0.1:{port}",
        client_id=constants.CLIENT_ID,
        client_secret=constants.CLIENT_SECRET,
        token=constants.TOKEN,
        webhook_secret=constants.WEBHOOK_SECRET,
    )
