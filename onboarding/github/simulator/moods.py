"""What can be wrong with GitHub: set through the control API, so that tests and people can watch the site cope."""

from typing import Literal

from pydantic import BaseModel

Limit = Literal["", "primary", "primary-403", "secondary", "secondary-silent", "secondary-200"]


class Moods(BaseModel):
    """What is wrong just now. A restart mends everything.

    ``is_busy``: down, and it says for how long: ``retry_after`` seconds.
    ``limit``: the five ways in which GitHub says that we asked too much, for as long.
    ``is_forbidden``: the token may not read what it asks for.
    ``heaviest``: more ids than this in one question exceed its resource limits; ``heavy_status``: and are answered so
    (502 or 504) instead of with an error. ``null_nodes``: every node comes back null, without a reason.
    ``webhooks``: whether any are sent. ``lose_every``: of so many, one never arrives. ``is_repeating``: each comes
    twice. ``is_swapping``: of two, the later one comes first. ``late_seconds``: each comes so much later.
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
    heavy_status: int | None = None
    webhooks: bool = True
    lose_every: int = 0
    is_repeating: bool = False
    is_swapping: bool = False
    late_seconds: float = 0
