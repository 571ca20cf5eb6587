"""Sentences kept as data: the same keys and the same places in both languages."""

from pathlib import Path
from string import Formatter

import pytest
import yaml

from onboarding.config import ROOT
from onboarding.rules.texts import fill, load_texts

FILES = sorted(
    path
    for path in (ROOT / "onboarding").rglob("*.yaml")
    if path.with_suffix(".zh-hans.yaml").exists()
    and "curriculum" not in path.parts  # authors' own: the loader compares
)


def leaves(tree, path=()):
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, (*path, key))
    elif not isinstance(tree, list):
        yield path, str(tree)


def places(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name != "rulesets"], ids=lambda path: path.stem)
def test_both_languages_have_the_same_keys_and_places(path):
    english = dict(leaves(yaml.safe_load(path.read_text(encoding="utf-8"))))
    chinese = dict(leaves(yaml.safe_load(path.with_suffix(".zh-hans.yaml").read_text(encoding="utf-8"))))

    assert english.keys() == chinese.keys()
    for key, text in english.items():
        assert places(text) == places(chinese[key]), key


def test_leaves_carry_every_language(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("hello:\n  saw: Hello {name}\n")
    (tmp_path / "a.zh-hans.yaml").write_text("hello:\n  saw: 你好 {name}\n")

    texts = load_texts(tmp_path / "a.yaml")

    assert texts == {"hello": {"saw": {"en": "Hello {name}", "zh-hans": "你好 {name}"}}}
    assert fill(texts["hello"]["saw"], {"name": {"en": "Ada", "zh-hans": "阿达"}}) == {
        "en": "Hello Ada",
        "zh-hans": "你好 阿达",
    }


def test_a_missing_translation_is_noticed(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("hello: Hello\nbye: Bye\n")
    (tmp_path / "a.zh-hans.yaml").write_text("hello: 你好\n")

    with pytest.raises(KeyError, match="bye"):
        load_texts(tmp_path / "a.yaml")
