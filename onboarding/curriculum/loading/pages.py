"""One file: front matter, with the line of every value in it, and text; or the same values alone, as YAML."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from onboarding.curriculum.loading.problems import Problem

Place: TypeAlias = tuple[str | int, ...]
"""Where a value is in the front matter: ``("rules", 0, "code")``."""

FENCE = "---"
OFFSET = 2
"""YAML counts lines from 0, and the front matter begins on the second line of the file."""
HOW = "Begin the file with `---`, the front matter and another `---`, each on its own line."


class Unreadable(Exception):
    """A file with which nothing further can be done."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Page:
    """A file as read. ``text_line`` is the line (from 1) on which the text after the front matter begins."""

    path: Path
    front: dict[str, Any]
    lines: dict[Place, int]
    text: str
    text_line: int

    def problem(self, place: Place, message: str) -> Problem:
        """A problem at this value, or where it would have to be."""
        while place not in self.lines:
            place = place[:-1]
        return Problem(self.path, self.lines[place], message)

    def text_problem(self, offset: int, message: str) -> Problem:
        return Problem(self.path, self.text_line + offset, message)


def read(path: Path) -> Page:
    """Raises `Unreadable`, with the line and what to do."""
    lines = _source(path).split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == FENCE]
    if len(fences) < 2 or fences[0] != 0:
        raise Unreadable(Problem(path, 1, HOW))
    end = fences[1]
    front, places = _values(path, "\n".join(lines[1:end]), what="The front matter", offset=OFFSET)
    text = "\n".join(lines[end + 1 :]).rstrip()
    blank = len(text) - len(text.lstrip("\n"))
    return Page(path, front, places, text.lstrip("\n"), end + 2 + blank)


def read_yaml(path: Path) -> Page:
    """A file that is nothing but values. Raises `Unreadable`, like `read`."""
    values, places = _values(path, _source(path), what="The file", offset=1)
    return Page(path, values, places, text="", text_line=1)


def _source(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(Problem(path, 1, "This is not UTF-8. Save the file in the encoding UTF-8.")) from None


def _values(path: Path, source: str, *, what: str, offset: int) -> tuple[dict[str, Any], dict[Place, int]]:
    try:
        loader = yaml.SafeLoader(source)
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise Unreadable(Problem(path, 1, f"{what} has to be `key: value` lines."))
        lines = _lines(path, node, offset)
        return loader.construct_document(node), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + offset if mark else 1
        raise Unreadable(Problem(path, line, f"{what} is not YAML: {error.problem}.")) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        first = str(error).partition("\n")[0] or type(error).__name__
        raise Unreadable(Problem(path, 1, f"{what} is not YAML: {first}.")) from None


def _lines(path: Path, root: yaml.Node, offset: int) -> dict[Place, int]:
    """The line of every value, or of its key. Refuses what YAML allows and readers stumble over."""
    lines: dict[Place, int] = {}
    seen: set[int] = set()
    todo: list[tuple[Place, int, yaml.Node]] = [((), 1, root)]
    while todo:
        place, line, node = todo.pop()
        if id(node) in seen:
            raise Unreadable(Problem(path, line, "Write the value out: aliases like `*name` are not used here."))
        if place in lines:
            raise Unreadable(Problem(path, line, f"`{place[-1]}` is already there, on line {lines[place]}."))
        seen.add(id(node))
        lines[place] = line
        todo += reversed(list(_children(place, node, offset)))
    return lines


def _children(place: Place, node: yaml.Node, offset: int) -> Iterator[tuple[Place, int, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*place, str(key.value)), key.start_mark.line + offset, value
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield (*place, number), value.start_mark.line + offset, value
