"""The report of a build: a real one passes, and each way in which it can fall short is told."""

import hashlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.languages import CODES
from onboarding.rules import rulesets
from onboarding.rules.engine import compile_rules
from onboarding.rules.facts import with_facts
from onboarding.rules.judge import judge
from onboarding.rules.kinds.environment.collect import collect, numbered, plain_address
from onboarding.rules.kinds.environment.facts import identities
from onboarding.rules.shapes import SHAPES
from onboarding.rules.types import Context, Outcome
from onboarding.rules.uploads import Refused
from tests.rules.shapes.test_documents import closed
from tests.rules.world import finding

REPORT = (Path(__file__).parents[3] / "evidence" / "environment" / "report.txt").read_text()
NONCE = "ob-7f3k9q2m"
COMMIT = "36ec2952fa9d978fa4dbf2cdf879bf9840f68c56"
PARENT = "009804c98fed8740738796d1e633d7d214c9e5b3"
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def collected(report, nonce=NONCE):
    raw = report if isinstance(report, bytes) else report.encode()
    return collect(raw=raw, nonce=nonce, received_at=NOW)


def context(**fields):
    return Context(now=NOW, person_id=1, opened_after=NOW, **fields)


def judged(report, **fields):
    rules = rulesets.load("environment")
    return judge(kind="environment", evidence=collected(report), rules=rules, context=context(**fields))


def changed(old, new):
    assert old in REPORT
    return REPORT.replace(old, new)


def without(beginning):
    return "".join(line for line in REPORT.splitlines(keepends=True) if not line.startswith(f"| {beginning}"))


def test_a_real_report_passes():
    assert judged(REPORT, upstream_commits=frozenset({PARENT})).primary is None


def test_where_the_projects_commits_are_not_known_the_parent_is_not_asked_for():
    assert judged(REPORT).primary is None


BAD = {
    "commit-nonce-missing": (changed(NONCE, "ob-somebody"), {}),
    "build-without-vcs": (without("\tbuild\tvcs."), {}),
    "build-of-other-commit": (changed("tree 73b5", "tree 83b5"), {}),
    "upstream-missing": (without("upstream"), {}),
    "upstream-push": (changed("\tno_push", "\thttps://github.com/labring/sealos.git"), {}),
    "other-module": (changed("github.com/labring/sealos.git (fetch)", "github.com/labring/sealos2.git (fetch)"), {}),
    "parent-unknown": (REPORT, {"upstream_commits": frozenset({COMMIT})}),
    "report-whole": (without("\t").replace("| x: go1.27.3\n", ""), {}),
    "commit-reused": (REPORT, {"taken": frozenset({COMMIT})}),
}


@pytest.mark.parametrize("expected", BAD)
def test_what_falls_short_is_told(expected):
    report, fields = BAD[expected]

    judgement = judged(report, **fields)

    assert judgement.primary.code == expected
    assert judgement.primary.outcome is Outcome.UNMET
    for language in CODES:
        assert judgement.primary.saw[language]
        assert judgement.primary.hint[language]


def test_every_rule_has_a_bad_example_and_compiles():
    rules = rulesets.load("environment")

    assert {rule.code for rule in rules} <= set(BAD)
    compile_rules(kind="environment", rules=rules)


def test_the_commits_id_is_computed_from_what_it_says():
    evidence = collected(REPORT)

    assert evidence["commit"]["sha"] == COMMIT
    assert identities(evidence) == {COMMIT: COMMIT[:10]}


def test_a_message_whose_last_line_has_no_end_is_hashed_as_it_was():
    text = REPORT.partition("--- commit\n")[2].partition("--- build")[0].replace("| ", "")
    content = text.removesuffix("\n").encode()
    without_end = hashlib.sha1(b"commit %d\0" % len(content) + content, usedforsecurity=False).hexdigest()

    evidence = collected(changed(COMMIT, without_end))

    assert evidence["commit"]["sha"] == without_end


def test_windows_line_ends_are_understood():
    assert judged(REPORT.replace("\n", "\r\n")).primary is None


def test_changed_files_are_told_and_do_not_count():
    judgement = judged(changed("vcs.modified=false", "vcs.modified=true"))

    assert judgement.primary is None
    assert finding(judgement, "clean-tree").saw["en"]


def test_nothing_of_the_person_is_kept_but_the_commit():
    evidence = str(collected(REPORT.replace("git@github.com", "https://ada:hunter2@github.com")))

    assert "ada@example.org" not in evidence
    assert "hunter2" not in evidence


def test_evidence_with_its_facts_has_exactly_the_documented_shape():
    full = with_facts(kind="environment", evidence=collected(REPORT), context=context())

    jsonschema_rs.validate(closed(SHAPES["environment"]), full)


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://github.com/labring/sealos.git", "github.com/labring/sealos"),
        ("https://ada:secret@github.com/labring/sealos", "github.com/labring/sealos"),
        ("git@github.com:labring/sealos.git", "github.com/labring/sealos"),
        ("ssh://git@github.com/labring/sealos/", "github.com/labring/sealos"),
        ("no_push", "no_push"),
        ("", ""),
    ],
)
def test_an_address_is_kept_without_scheme_and_password(url, plain):
    assert plain_address(url) == plain


def test_versions_can_be_compared():
    assert numbered("go version go1.23.4 linux") == {"version": "1.23.4", "major": 1, "minor": 23, "patch": 4}
    assert numbered("nothing") == {"version": "", "major": 0, "minor": 0, "patch": 0}
    assert collected(REPORT)["build"]["go"]["minor"] == 27


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty-body"),
        (b"hello", "not-a-report"),
        (b"waymark-environment 1\nhello", "not-a-report"),
        (b"waymark-environment 1\n| a line outside any section", "not-a-report"),
        (b"waymark-environment 1\n--- secrets\n| x", "not-a-report"),
        (b"\xff\x00\x80", "not-text"),
        (b" " * 300_000, "too-big"),
    ],
)
def test_what_is_not_the_report_is_refused(raw, code):
    with pytest.raises(Refused) as refused:
        collected(raw)

    assert refused.value.code == code


@given(st.text("abc|-\n\t :=/@.", max_size=60), st.sampled_from(["commit", "build", "remotes", "tools"]))
def test_any_section_is_read(text, section):
    with suppress(Refused):
        body = "".join(f"| {line}\n" for line in text.split("\n"))
        assert collected(f"waymark-environment 1\n--- {section}\n{body}")["commit"]["parents"] is not None
