"""What can be wrong with GitHub: set through the control API, so that tests and people can watch the site cope."""

from typing import Literal

from pydantic import BaseModel

Limit = Literal["", "primary", "primary-403", "secondary", "secondary-silent", "secondary-200"]


class Moods(BaseModel):
    """What is wrong just now. A restart mends everything.

    ``is_busy``: down, and it says for how long: ``retry_after`` seconds.
    ``limit``: the five ways in which GitHub says that we asked too much, for as long.
    ``is_forbidden``: the token may not read what it asks for.
    ``heaviest``: more ids than this in one question exceed its resource limits.
    ``null_nodes``: every node comes back null, without a reason. ``webhooks``: whether any are sent.
    """

    is_down: bool = False
    is_busy: bool = False
    slow_seconds: float = 0
    is_token_revoked: bool = False
    is_forbidden: bool = False
    limit: Limit = ""
    retry_after: int = 60
    heaviest: int | None = None
    null_nodes: bool = False
    webhooks: bool = True
