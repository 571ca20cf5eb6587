"""What people write about a pull request at the simulator. Plain data."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

Opinion = Literal["APPROVED", "CHANGES_REQUESTED", "COMMENTED"]


class Comment(BaseModel):
    author: str
    body: str
    created_at: datetime
    edited_at: datetime | None = None


class LineComment(Comment):
    """About a line of this file."""

    path: str


class Review(BaseModel):
    """``lines`` are what it says about single lines; a comment on a line alone is a review that says nothing else."""

    author: str
    state: Opinion
    body: str = ""
    submitted_at: datetime
    lines: list[LineComment] = Field(default_factory=list)
