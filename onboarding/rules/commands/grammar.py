"""Which lines of a comment are commands, by Prow's own patterns.

They are written for RE2, where `\\s` is fewer characters than Python's and `\\w` is ASCII; `re2` translates.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onboarding.languages import Text
from onboarding.rules.texts import load_texts

_FOLDER = Path(__file__).parent
_FENCES = re.compile(r"^(```|~~~).*?(?:^\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_HTML_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_DROPS = {"code": _FENCES, "comments": _HTML_COMMENTS}


@dataclass(frozen=True)
class Command:
    """``key`` names it in presets.

    ``word``: its pattern matches any command, and the first group has to be this one, told nothing that holds
    ``without``. ``or_with``: another word, and what it has to be told to mean the same. A line that is also the
    command ``unless`` is not this one. ``argument`` and ``family`` are groups of the pattern.
    """

    key: str
    pattern: re.Pattern[str]
    who: str
    example: str
    effect: Text
    who_text: Text
    word: str = ""
    without: str = ""
    or_with: tuple[str, ...] = ()
    unless: str = ""
    argument: int = 0
    family: int = 0
    of: str = "pull request"
    drops: tuple[str, ...] = ()


@dataclass(frozen=True)
class Used:
    """A command as somebody used it: the line as written, and what it was told."""

    command: Command
    line: str
    argument: str = ""


def re2(pattern: str) -> re.Pattern[str]:
    """Python's pattern for one of RE2."""
    spaces = r"\t\n\f\r "
    return re.compile(pattern.replace(r"[^\s]", f"[^{spaces}]").replace(r"\s", f"[{spaces}]"), re.ASCII)


def command(key: str) -> Command:
    return _all()[key]


def used(body: str, keys: Sequence[str]) -> list[Used]:
    """The commands of these keys in what somebody wrote, in the order in which they stand there."""
    found = [(match.start(), one) for key in keys for match, one in _matches(_all()[key], body)]
    return [one for _, one in sorted(found, key=lambda each: each[0])]


def _matches(asked: Command, body: str) -> list[tuple[re.Match[str], Used]]:
    text = body.replace("\r\n", "\n")
    for what in asked.drops:
        text = _DROPS[what].sub("", text)
    matches = [match for match in asked.pattern.finditer(text) if _is_meant(asked, match)]
    return [(match, Used(asked, _line(match), _argument(asked, match))) for match in matches]


def _is_meant(asked: Command, match: re.Match[str]) -> bool:
    if asked.unless:
        return not _all()[asked.unless].pattern.match(match.string, match.start())
    if not asked.word:
        return True
    word, told = match[1].lower(), match[2].lower()
    if asked.or_with:
        other, needed = asked.or_with
        return word == asked.word or (word == other and needed in told)
    return word == asked.word and not (asked.without and asked.without in told)


def _line(match: re.Match[str]) -> str:
    return " ".join(match[0].split())


def _argument(asked: Command, match: re.Match[str]) -> str:
    told = " ".join((match[asked.argument] or "").split()) if asked.argument else ""
    return f"{match[asked.family]}/{told}".lower() if asked.family else told


@cache
def _all() -> Mapping[str, Command]:
    grammar: dict[str, dict[str, Any]] = yaml.safe_load((_FOLDER / "grammar.yaml").read_text(encoding="utf-8"))
    said = texts()
    return {key: _command(key, fields, said) for key, fields in grammar.items()}


def _command(key: str, fields: dict[str, Any], said: Mapping[str, Any]) -> Command:
    more: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    more["pattern"] = re2(fields["pattern"])
    return Command(key=key, effect=said["effects"][key], who_text=said["who"][fields["who"]], **more)


@cache
def texts() -> Mapping[str, Any]:
    return load_texts(_FOLDER / "texts.yaml")
