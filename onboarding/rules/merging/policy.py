"""What a community asks of a pull request before it is merged: a preset, and what a program has changed of it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onboarding.languages import Text
from onboarding.rules.texts import load_texts

_FOLDER = Path(__file__).parent
PRESETS = tuple(sorted(path.stem for path in (_FOLDER / "presets").glob("*.yaml")))
DEFAULT_PRESET = "github-default"


@dataclass(frozen=True)
class Policy:
    """``labels_needed`` are Tide's: `a,b` is met by either label. Names of checks may be patterns (`cla/*`).

    ``forbidden_in`` holds further forbidden labels by repository, ``turns`` whose turn a label makes it (where it is
    not the maintainers'), ``commands`` the keys of `onboarding.rules.commands` that its robot knows. ``heeds_blocks``:
    GitHub's own branch rules count. ``merges_by_itself``: Tide merges as soon as nothing is missing.
    """

    preset: str
    labels_needed: tuple[str, ...]
    labels_forbidden: tuple[str, ...]
    forbidden_in: Mapping[str, tuple[str, ...]]
    approval_required: bool
    checks_ignored: tuple[str, ...]
    cla_checks: tuple[str, ...]
    dco_checks: tuple[str, ...]
    branches_forbidden: tuple[str, ...]
    heeds_blocks: bool
    merges_by_itself: bool
    turns: Mapping[str, str]
    commands: tuple[str, ...]

    def forbids(self, repository: str) -> tuple[str, ...]:
        """The labels that a pull request in this repository must not have."""
        return (*self.labels_forbidden, *self.forbidden_in.get(repository, ()))

    def turn_of(self, label: str) -> str:
        return self.turns.get(label, "maintainers")


EDITABLE = (
    "labels_needed",
    "labels_forbidden",
    "approval_required",
    "checks_ignored",
    "cla_checks",
    "dco_checks",
    "branches_forbidden",
    "heeds_blocks",
)
"""What a program may have otherwise than its preset."""


@cache
def preset(name: str) -> Policy:
    """The policy of this name, one of `PRESETS`."""
    content: dict[str, Any] = yaml.safe_load((_FOLDER / "presets" / f"{name}.yaml").read_text(encoding="utf-8"))
    forbidden_in = {repository: tuple(labels) for repository, labels in content.pop("forbidden_in").items()}
    return Policy(preset=name, forbidden_in=forbidden_in, **_values(content))


def policy(name: str, changes: Mapping[str, Any]) -> Policy:
    """A preset with a program's changes; of these, only what is `EDITABLE` counts."""
    return replace(preset(name), **_values({key: changes[key] for key in EDITABLE if key in changes}))


def changes(name: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What of these values is otherwise than the preset has it: what a program has to keep, ready for JSON."""
    given = preset(name)
    kept = {key: value for key, value in _values(wanted).items() if getattr(given, key) != value}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in kept.items()}


@cache
def names() -> Mapping[str, Mapping[str, Text]]:
    """`name` and `about` of each preset, in every language."""
    return load_texts(_FOLDER / "presets.yaml")


def _values(content: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.name for field in fields(Policy)}
    return {key: tuple(value) if isinstance(value, list) else value for key, value in content.items() if key in known}
