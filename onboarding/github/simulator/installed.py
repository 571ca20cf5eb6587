"""GitHub Apps at the simulator, and where they are installed. Plain data that a file can hold."""

from datetime import datetime

from pydantic import BaseModel


class App(BaseModel):
    """A GitHub App. ``code`` is what its secrets can be had for, once."""

    github_id: int
    slug: str
    name: str
    pem: str
    webhook_secret: str
    setup_url: str
    permissions: dict[str, str]
    events: list[str]
    code: str = ""


class Installation(BaseModel):
    github_id: int
    app_id: int
    account: str
    suspended_at: datetime | None = None
