"""Signatures of webhooks, held to GitHub's own example and to somebody else's implementation."""

import pytest
from gidgethub import ValidationFailure, sansio

from onboarding.github.signatures import is_signed, sign

DOCUMENTED_SECRET = "It's a Secret to Everybody"
DOCUMENTED_BODY = b"Hello, World!"
DOCUMENTED = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


def test_it_agrees_with_the_example_in_githubs_documentation() -> None:
    assert sign(DOCUMENTED_BODY, DOCUMENTED_SECRET) == DOCUMENTED
    assert is_signed(DOCUMENTED_BODY, DOCUMENTED_SECRET, DOCUMENTED)


@pytest.mark.parametrize(
    "signature",
    ["", "sha256=", DOCUMENTED.upper(), DOCUMENTED[:-1] + "8", DOCUMENTED[7:], "sha1=" + "0" * 40, "sha256=é"],
)
def test_anything_else_is_refused(signature: str) -> None:
    assert not is_signed(DOCUMENTED_BODY, DOCUMENTED_SECRET, signature)


def test_a_changed_byte_is_refused() -> None:
    assert not is_signed(b"Hello, World?", DOCUMENTED_SECRET, DOCUMENTED)


def test_without_a_secret_nothing_is_signed() -> None:
    assert not is_signed(b"", "", sign(b"", ""))


@pytest.mark.parametrize("body", [b"", b"{}", "中文 ✓".encode(), b"\x00\xff" * 1000])
def test_gidgethub_accepts_what_we_sign(body: bytes) -> None:
    sansio.validate_event(body, signature=sign(body, "hush"), secret="hush")


@pytest.mark.parametrize("signature", [sign(b"{}", "another"), "sha256=0", "md5=0"])
def test_gidgethub_refuses_what_we_refuse(signature: str) -> None:
    assert not is_signed(b"{}", "hush", signature)
    with pytest.raises(ValidationFailure):
        sansio.validate_event(b"{}", signature=signature, secret="hush")
