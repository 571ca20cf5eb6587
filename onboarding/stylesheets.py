"""One stylesheet out of many: a static-files finder that offers static/css/*.css as the single file css/site.css.

Each component keeps its own small file; the browser makes one request and compression sees all of it at once. The
cascade layers make the order of the files irrelevant, but for layers.css, which names the layers and comes first.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

NAME = "css/site.css"


def sources() -> list[Path]:
    """The component files, layers.css first."""
    files = (settings.BASE_DIR / "static" / "css").glob("*.css")
    return sorted(files, key=lambda file: (file.name != "layers.css", file.name))


def build(folder: Path) -> Path:
    """Write the one stylesheet below this folder, if it isn't already there as it should be."""
    target = folder / NAME
    text = "\n".join(file.read_text(encoding="utf-8") for file in sources())
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return target


class StylesheetFinder(BaseFinder):
    """Makes css/site.css when the static files are collected, or asked for in development."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.folder = Path(settings.WAYMARK.data_dir) / "stylesheets"

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        found = str(build(self.folder))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        build(self.folder)
        yield NAME, FileSystemStorage(location=self.folder)
