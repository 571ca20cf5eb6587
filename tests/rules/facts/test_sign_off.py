"""Reading sign-offs."""

import pytest

from onboarding.rules.facts.sign_off import read
from tests.mirror import commit

SIGNED = [
    "fix: x\n\nSigned-off-by: Ada <ada@example.org>",
    "fix: x\n\nbody\n\nCo-authored-by: Bob <bob@x>\nSigned-off-by: Ada <ada@example.org>\n",
    "fix: x\r\n\r\nSigned-off-by: Ada <ada@example.org>\r\n",
    "fix: x\n\nsigned-off-by: ADA <Ada@Example.org>",
    "fix: x\n\nSigned-off-by:   Ada   <ada@example.org>  ",
    "fix: x\n\nSigned-off-by: Bob <bob@x>\nSigned-off-by: Ada <ada@example.org>",
]
NOT_SIGNED = {
    "fix: x": "missing",
    "fix: x\n\nI Signed-off-by: Ada <ada@example.org>": "missing",
    "fix: x\n\n> Signed-off-by: Ada <ada@example.org>": "missing",
    "fix: x\n\nSigned-off-by: Ada": "missing",
    "fix: x\n\nSigned-off-by: Ada <ada@elsewhere.org>": "mismatch",
    "fix: x\n\nSigned-off-by: Bob <ada@example.org>": "mismatch",
    "fix: x\n\nSigned-off-by: <ada@example.org>": "mismatch",
}


@pytest.mark.parametrize("message", SIGNED)
def test_the_authors_own_line_signs_off(message):
    facts = read(commit(message))

    assert facts["signed_off"]
    assert facts["sign_off_problem"] == ""


@pytest.mark.parametrize(("message", "problem"), NOT_SIGNED.items())
def test_anything_else_does_not(message, problem):
    facts = read(commit(message))

    assert not facts["signed_off"]
    assert facts["sign_off_problem"] == problem


def test_the_committers_line_signs_off_too():
    by_bob = {**commit("fix: x\n\nSigned-off-by: Bob <bob@x>"), "committer": {"name": "Bob", "email": "bob@x"}}

    assert read(by_bob)["signed_off"]


def test_name_and_e_mail_must_be_of_the_same_person():
    mixed = {**commit("fix: x\n\nSigned-off-by: Ada <bob@x>"), "committer": {"name": "Bob", "email": "bob@x"}}

    assert not read(mixed)["signed_off"]


def test_unicode_forms_of_a_name_are_the_same_name():
    composed, decomposed = "Zoe\u0308", "Zoë"
    author = {"name": composed, "email": "zoe@example.org"}

    facts = read({**commit(f"fix: x\n\nSigned-off-by: {decomposed} <zoe@example.org>"), "author": author})

    assert facts["signed_off"]


def test_the_line_that_would_sign_it_off_is_ready_to_copy():
    assert read(commit("fix: x"))["trailer"] == "Signed-off-by: Ada <ada@example.org>"


def test_a_line_of_many_blanks_takes_no_time():
    """With blanks that several parts of the pattern could match, this took minutes."""
    message = "fix: x\n\nSigned-off-by:" + " " * 20_000 + "Ada"

    assert read(commit(message))["sign_off_problem"] == "missing"
