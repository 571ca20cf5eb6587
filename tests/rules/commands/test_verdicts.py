"""Who may use a command."""

import pytest

from onboarding.languages import CODES
from onboarding.rules.commands.grammar import command
from onboarding.rules.commands.verdicts import Commenter, in_words, verdict

ADA = Commenter(is_author=True, association="none")
GRACE = Commenter(is_author=False, association="member")
MALLORY = Commenter(is_author=False, association="none")


@pytest.mark.parametrize(
    ("key", "by", "word"),
    [
        ("lgtm", ADA, "own"),
        ("lgtm", Commenter(is_author=True, association="member"), "own"),
        ("lgtm", GRACE, "counts"),
        ("lgtm", Commenter(is_author=False, association="collaborator"), "counts"),
        ("lgtm", MALLORY, "perhaps"),
        ("lgtm-cancel", ADA, "counts"),
        ("lgtm-cancel", MALLORY, "perhaps"),
        ("approve", GRACE, "perhaps"),
        ("approve", ADA, "perhaps"),
        ("hold", MALLORY, "counts"),
        ("ok-to-test", GRACE, "counts"),
        ("ok-to-test", ADA, "not-allowed"),
        ("retest", ADA, "perhaps"),
        ("retest", GRACE, "counts"),
        ("close", ADA, "counts"),
        ("close", GRACE, "counts"),
        ("close", MALLORY, "not-allowed"),
        ("milestone", GRACE, "perhaps"),
        ("help", GRACE, "elsewhere"),
    ],
)
def test_who_may(key: str, by: Commenter, word: str) -> None:
    assert verdict(command(key), by) == word


def test_what_an_edit_added_does_nothing() -> None:
    assert verdict(command("hold"), Commenter(is_author=True, association="none", edited=True)) == "edited"


@pytest.mark.parametrize("word", ["counts", "own", "not-allowed", "perhaps", "edited", "elsewhere"])
def test_each_is_said_in_every_language(word: str) -> None:
    assert in_words(word).keys() == set(CODES)
