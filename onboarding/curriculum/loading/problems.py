"""What is wrong with a curriculum's files, said so that an author knows where to look and what to do."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. Printed as ``file:line: what to do``, which editors and terminals can open."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{_short(self.path)}:{self.line}: {self.message}"


class CurriculumError(Exception):
    """The files cannot be loaded as they are; ``problems`` says all that is wrong, not only the first thing."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def nearest(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """`` Did you mean `x`?`` when a known word is close, else this or the known ones, to be put behind a sentence."""
    known = sorted(known)
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return f" Did you mean `{close[0]}`?"
    if otherwise:
        return f" {otherwise}"
    return f" Known: {', '.join(known)}." if known else ""


def _short(path: Path) -> Path:
    """Relative to where the command runs, as authors type it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
