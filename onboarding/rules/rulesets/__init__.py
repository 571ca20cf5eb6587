"""Shared rule sets, one YAML file each: a task takes them in with `use: [conventional-commits, sign-off]`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onboarding.languages import CODES, DEFAULT_LANGUAGE
from onboarding.rules.authored import read_rules
from onboarding.rules.errors import RuleError
from onboarding.rules.types import Rule

_FOLDER = Path(__file__).parent
NAMES = tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml") if "." not in path.stem))


@cache
def load(name: str) -> tuple[Rule, ...]:
    """The rules of the set of this name. Raises RuleError when there is none."""
    if name not in NAMES:
        raise RuleError(None, f"There is no rule set `{name}`. Write one of: {', '.join(NAMES)}.")
    others = [code for code in CODES if code != DEFAULT_LANGUAGE]
    translations = {code: _read(f"{name}.{code}.yaml")["rules"] for code in others}
    return read_rules(_read(f"{name}.yaml")["rules"], translations)


def _read(filename: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((_FOLDER / filename).read_text(encoding="utf-8"))
    return content
