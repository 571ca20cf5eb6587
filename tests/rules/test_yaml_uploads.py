"""YAML from strangers: each attack is refused at once with a sentence, and honest manifests are read as written."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.languages import CODES
from onboarding.rules.uploads import Refused
from onboarding.rules.yaml_uploads import read_yaml

ALIAS_BOMB = b"a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"
MERGE_BOMB = b"a: &a {x: 1}\nb: {<<: [*a, *a]}\n"
ATTACKS = {
    "nothing": (b"", "empty-body"),
    "deep lists": (b"[" * 100_000, "too-deep"),
    "deep dashes": (b"- " * 100_000, "too-deep"),
    "deep mappings": (b"{a: " * 30_000, "too-deep"),
    "an alias bomb": (ALIAS_BOMB, "yaml-anchor"),
    "a merge bomb": (MERGE_BOMB, "yaml-anchor"),
    "a recursive alias": (b"&a [*a]", "yaml-anchor"),
    "a Python object": (b"!!python/object/apply:os.system [ls]", "yaml-tag"),
    "a harmless tag": (b"a: !!str 5", "yaml-tag"),
    "a repeated key": (b"kind: Pod\nmetadata: {name: x, name: y}", "repeated-key"),
    "a list as key": (b"? [a]\n: 1", "not-yaml"),
    "many documents": (b"---\n" * 300_000, "too-big"),
    "twenty documents": (b"--- {}\n" * 20, "too-many-documents"),
    "many values": (b"[" + b"1," * 30_000 + b"]", "too-many-nodes"),
    "a long text": (b"a: " + b"x" * 70_000, "long-string"),
    "a tab": (b"a:\n\tb: 1", "not-yaml"),
    "half a list": (b"[1, 2", "not-yaml"),
    "a control character": (b"a: \x07", "not-yaml"),
    "no text at all": (b"\xff\x00\x80", "not-text"),
    "300 kB": (b"#" * 300_000, "too-big"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_at_once(name):
    raw, code = ATTACKS[name]

    started = time.perf_counter()
    with pytest.raises(Refused) as refused:
        read_yaml(raw)

    assert refused.value.code == code
    assert time.perf_counter() - started < 0.5
    for language in CODES:
        assert refused.value.saw[language]
        assert refused.value.hint[language]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12:30", "12:30"),
        ("2026-11-23", "2026-11-23"),
        ("<<", "<<"),
        ("=", "="),
        ("0644", 420),
        ("0x1f", 31),
        ("80", 80),
        ("-5", -5),
        ("1.5", 1.5),
        ("1.27", 1.27),
        ("true", True),
        ("no", False),
        ("~", None),
        ("null", None),
        ("", None),
        ('"80"', "80"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_values_are_what_kubectl_takes_them_for(written, meant):
    assert read_yaml(f"a: {written}".encode()) == [{"a": meant}]


def test_a_merge_key_is_a_key_like_any_other():
    assert read_yaml(b"a: {<<: {b: 1}}") == [{"a": {"<<": {"b": 1}}}]


def test_equal_keys_of_different_mappings_are_fine():
    assert read_yaml(b"- {name: a}\n- {name: b}\n- {name: {name: name}}") == [
        [{"name": "a"}, {"name": "b"}, {"name": {"name": "name"}}]
    ]


def test_keys_are_texts_as_in_json():
    assert read_yaml(b"{1: a, true: b, ~: c, x: [{2: d}]}") == [{"1": "a", "true": "b", "~": "c", "x": [{"2": "d"}]}]


def test_empty_documents_are_left_out():
    assert read_yaml(b"---\n---\na: 1\n---\n") == [{"a": 1}]


@given(st.binary(max_size=200) | st.text("[]{}:-?&*!|>'\"#,%@` \nab1~", max_size=40).map(str.encode))
def test_any_bytes_are_read_or_refused(raw):
    with suppress(Refused):
        read_yaml(raw)
