"""The hook says of a message what the rules say of it: one table, read by both."""

import re
import subprocess

import pytest

from onboarding.rules.facts import conventional, sign_off
from onboarding.rules.hooks import SCRIPTS
from tests.mirror import commit
from tests.rules.facts.test_conventional import BAD, GOOD
from tests.rules.facts.test_sign_off import NOT_SIGNED, SIGNED
from tests.rules.hooks import repository

WORDS = {
    "punctuation": "full-width punctuation",
    "format": "does not read",
    "type": "a type that is not known",
    "missing": "There is no `Signed-off-by` line",
    "mismatch": "The `Signed-off-by` line is not yours",
}
SUBJECTS = [
    *GOOD,
    *(subject for subjects in BAD.values() for subject in subjects),
    *("feat: \u00a0x", "feat: \u3000x", "feat(\u3000ui): x", "feat（#1）: x", "feat(a b): x", "feat\t: x", "feat: -n"),
    *("feat: \\n", "feat: $(touch x) `touch x`", "feat: %s", "-e feat: x", "feat: 'a' \"b\"", "feat(*): x"),
]


@pytest.fixture(scope="session")
def shared(template):
    """A clone in which nothing is changed."""
    (template.parent / "commit-msg").write_bytes(SCRIPTS["commit-msg"])
    return repository.Repository(template)


def told(shared, message):
    """The problems that the hook tells of a finished message."""
    file = shared.folder.parent / "message"
    file.write_bytes(message.encode())
    command = ["sh", file.with_name("commit-msg"), file, "finished"]
    environment = shared.environment()
    done = subprocess.run(command, cwd=shared.folder, env=environment, capture_output=True, text=True, check=False)
    found = {problem for problem, words in WORDS.items() if words in done.stderr}
    assert done.returncode == (1 if found else 0), done.stderr
    return found


@pytest.mark.parametrize("subject", SUBJECTS)
def test_hook_and_rules_agree_on_a_subject(shared, subject):
    problem = conventional.parse(subject)["problem"]

    assert told(shared, subject + repository.SIGNED) == ({problem} if problem else set())


@pytest.mark.parametrize("message", [*SIGNED, *NOT_SIGNED])
def test_hook_and_rules_agree_on_a_sign_off(shared, message):
    problem = sign_off.read(commit(message))["sign_off_problem"]

    assert told(shared, message) == ({problem} if problem else set())


def test_the_types_are_those_of_the_rules():
    [types] = re.findall(rb"^types='(.*)'$", SCRIPTS["commit-msg"], re.MULTILINE)

    assert tuple(types.decode().split()) == conventional.TYPES


def test_nothing_in_a_message_is_run(shared):
    told(shared, "feat: $(touch ran) `touch ran`; touch ran")

    assert not (shared.folder / "ran").exists()
