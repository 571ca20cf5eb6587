"""Sentences as data: `<name>.yaml` in English, `<name>.zh-hans.yaml` beside it, the same keys in both."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from onboarding.languages import CODES, DEFAULT_LANGUAGE, Text


def load_texts(path: Path) -> dict[str, Any]:
    """The tree of the English file, with a text in every language at each leaf. A missing translation is a KeyError."""
    trees = {code: _read(path, code) for code in CODES}
    return {key: _merge({code: tree[key] for code, tree in trees.items()}) for key in trees[DEFAULT_LANGUAGE]}


def fill(text: Text, values: Mapping[str, object]) -> Text:
    """The text with its `{named}` places filled in. Values that carry languages give the word of each."""
    return {code: sentence.format_map(_in_language(values, code)) for code, sentence in text.items()}


def _read(path: Path, code: str) -> dict[str, Any]:
    name = path if code == DEFAULT_LANGUAGE else path.with_suffix(f".{code}{path.suffix}")
    tree: dict[str, Any] = yaml.safe_load(name.read_text(encoding="utf-8"))
    return tree


def _merge(nodes: Mapping[str, Any]) -> Any:
    """One node in every language: a text where the English one is a string, else the same for each key."""
    english = nodes[DEFAULT_LANGUAGE]
    if isinstance(english, Mapping):
        return {key: _merge({code: node[key] for code, node in nodes.items()}) for key in english}
    return {code: str(node).strip() for code, node in nodes.items()}


def _in_language(values: Mapping[str, object], code: str) -> dict[str, object]:
    return {
        name: value.get(code) or value.get(DEFAULT_LANGUAGE, "") if isinstance(value, Mapping) else value
        for name, value in values.items()
    }
