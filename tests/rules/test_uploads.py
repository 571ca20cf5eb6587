"""Bytes from strangers: each attack is refused with a sentence, at once; honest JSON passes however it is encoded."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.languages import CODES
from onboarding.rules.uploads import LIMITS, Limits, Refused, read_json


def _object(names: list[str]) -> bytes:
    """An object with these keys, written by hand: a dict has each once."""
    return ("{" + ",".join(f'"{name}":1' for name in names) + "}").encode()


ATTACKS = {
    "nothing": (b"", "empty-body"),
    "white space": (b" \r\n", "empty-body"),
    "a table": (b"NAME  READY  STATUS\nweb   1/1    Running", "not-json"),
    "YAML": (b"apiVersion: v1\nkind: Pod", "not-json"),
    "no text at all": (b"\xff\x00\x80", "not-text"),
    "half of UTF-16": (b"\xff\xfe{", "not-text"),
    "NaN": (b'{"a": NaN}', "not-json"),
    "a lone surrogate": (b'"\\ud800"', "not-json"),
    "deep lists": (b"[" * 100_000 + b"]" * 100_000, "not-json"),
    "deep objects": (b'{"a":' * 500 + b"1" + b"}" * 500, "too-deep"),
    "one level too deep": (b"[" * 34 + b"1" + b"]" * 34, "too-deep"),
    "a million digits": (b"1" * 1_000_000, "not-json"),
    "a number of 65 bits": (b"18446744073709551616", "big-number"),
    "a repeated key": (b'{"a": {"kind": "Pod", "kind": "Secret"}}', "repeated-key"),
    "a repeated key among as many as fit": (_object([*map(str, range(90_000)), "89999"]), "repeated-key"),
    "as many numbers as fit": (b"[" + b"1," * 500_000 + b"1]", "too-many-nodes"),
    "a long text": (b'{"a": "' + b"x" * (LIMITS.string + 1) + b'"}', "long-string"),
    "two megabytes": (b" " * (2 << 20), "too-big"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_at_once(name):
    raw, code = ATTACKS[name]

    started = time.perf_counter()
    with pytest.raises(Refused) as refused:
        read_json(raw)

    assert refused.value.code == code
    assert time.perf_counter() - started < 0.5
    for language in CODES:
        assert refused.value.saw[language]
        assert refused.value.hint[language]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_shells_make_of_utf_8_is_understood(encoding):
    assert read_json('{"名": "路标"}'.encode(encoding)) == {"名": "路标"}


def test_what_is_just_within_the_limits_passes():
    assert read_json(b"[" * 33 + b"]" * 33)
    assert read_json(b"18446744073709551615") == 2**64 - 1
    assert read_json(b'"' + b"x" * LIMITS.string + b'"')


def test_limits_can_be_set():
    with pytest.raises(Refused, match="at most 3"):
        read_json(b"[1, 2]", limits=Limits(size=3))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw):
    with suppress(Refused):
        read_json(raw)
