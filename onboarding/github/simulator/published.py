"""Releases at the simulator, with their files. Plain data that a file can hold."""

import hashlib
from datetime import datetime

from pydantic import BaseModel, Field


class Asset(BaseModel):
    """A file of a release; all that anybody looks at is its name and its digest."""

    name: str
    text: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


class Release(BaseModel):
    github_id: int
    repository_id: int
    tag: str
    name: str
    notes: str
    author: str
    is_draft: bool = False
    published_at: datetime
    assets: list[Asset] = Field(default_factory=list)
