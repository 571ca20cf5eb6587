"""YAML that a stranger sends, walked as events before anything is built of it.

libyaml's composer kills the process on 100 kB of `[`, and aliases make megabytes of a few bytes. Events are flat.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from onboarding.rules.uploads import Limits, Refused, read_text

LIMITS = Limits(size=256 << 10, depth=48, string=64 << 10, values=20_000)
MOST_DOCUMENTS = 16


class _Loader(yaml.CSafeLoader):
    """Builds only what JSON has. No instants, no merge keys, no numbers with colons in them."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 — PyYAML's own name

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Keys are texts as written, as in JSON: `1` and `true` would be one key of a Python dict."""
        for key, _ in node.value:
            key.tag = "tag:yaml.org,2002:str"
        return super().construct_mapping(node, deep)


def _resolve(tag: str, pattern: str, first: str) -> None:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), list(first))


_resolve("bool", "true|True|TRUE|false|False|FALSE|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF", "tTfFyYnNoO")
_resolve("int", "[-+]?(?:0|[1-9][0-9]{0,18}|0[0-7]{1,21}|0x[0-9a-fA-F]{1,16})", "-+0123456789")
_resolve("float", r"[-+]?[0-9]{1,19}\.[0-9]{1,19}(?:[eE][-+][0-9]{1,2})?", "-+0123456789")
_resolve("null", "~|null|Null|NULL|", "~nN")
_Loader.yaml_implicit_resolvers[""] = [("tag:yaml.org,2002:null", re.compile(r"\Z"))]


@dataclass
class _Walk:
    """Where the walk through the events is: one entry a level, None for a list, for a mapping its keys so far."""

    levels: list["_Mapping | None"] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > MOST_DOCUMENTS:
                raise Refused(code="too-many-documents", limit=MOST_DOCUMENTS)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.levels.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._take_node(event)

    def _take_node(self, event: yaml.NodeEvent) -> None:
        _check_plain(event)
        self.nodes += 1
        if self.nodes > LIMITS.values:
            raise Refused(code="too-many-nodes", limit=LIMITS.values)
        if self.levels and (mapping := self.levels[-1]):
            mapping.take(event)
        if isinstance(event, yaml.CollectionStartEvent):
            self.levels.append(_Mapping() if isinstance(event, yaml.MappingStartEvent) else None)
            if len(self.levels) > LIMITS.depth:
                raise Refused(code="too-deep", limit=LIMITS.depth)


@dataclass
class _Mapping:
    """The keys of a mapping so far; every other node in it is a key."""

    keys: set[str] = field(default_factory=set)
    awaits_key: bool = True

    def take(self, event: yaml.NodeEvent) -> None:
        if self.awaits_key:
            if not isinstance(event, yaml.ScalarEvent):
                raise Refused(code="not-yaml", line=_line(event))
            if event.value in self.keys:
                raise Refused(code="repeated-key", key=event.value[:60])
            self.keys.add(event.value)
        self.awaits_key = not self.awaits_key


def read_yaml(raw: bytes) -> list[Any]:
    """The documents in ``raw``, without empty ones. Raises ``Refused``."""
    text = read_text(raw, limits=LIMITS)
    walk = _Walk()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            walk.take(event)
        documents = list(yaml.load_all(text, Loader=_Loader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Refused(code="not-yaml", line=line) from None
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(code="not-yaml", line=1) from None
    return [document for document in documents if document is not None]


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _check_plain(event: yaml.NodeEvent) -> None:
    """No anchors and aliases (they multiply), no tags (they build other things), no endless texts."""
    line = _line(event)
    if event.anchor is not None:
        raise Refused(code="yaml-anchor", line=line)
    if getattr(event, "tag", None) is not None:
        raise Refused(code="yaml-tag", line=line)
    if isinstance(event, yaml.ScalarEvent) and len(event.value) > LIMITS.string:
        raise Refused(code="long-string", limit=LIMITS.string)
