"""What can be wrong with GitHub: set through the control API, so that tests and people can watch the site cope."""

from typing import Literal

from pydantic import BaseModel

Limit = Literal["", "primary", "primary-403", "secondary", "secondary-silent"]


class Moods(BaseModel):
    """What is wrong just now. A restart mends everything.

    ``limit``: the four ways in which GitHub says that we asked too much, waiting ``retry_after`` seconds.
    ``heaviest``: more ids than this in one question exceed its resource limits.
    ``null_nodes``: every node comes back null, without a reason. ``webhooks``: whether any are sent.
    """

    is_down: bool = False
    slow_seconds: float = 0
    is_token_revoked: bool = False
    limit: Limit = ""
    retry_after: int = 60
    heaviest: int | None = None
    null_nodes: bool = False
    webhooks: bool = True
