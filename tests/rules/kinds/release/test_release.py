"""Releases: versions as Semantic Versioning reads them, checksum files as tools write them, and each rule failing."""

import copy

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.languages import CODES
from onboarding.rules import rulesets
from onboarding.rules.engine import compile_rules
from onboarding.rules.facts import with_facts
from onboarding.rules.judge import judge
from onboarding.rules.kinds.release.checksums import is_checksum_file, read_checksums
from onboarding.rules.kinds.release.facts import version, words
from onboarding.rules.shapes import SHAPES
from tests.rules.shapes.test_documents import closed
from tests.rules.world import context

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
OTHER = "0" * 64
ADA = {"github_id": 1001, "login": "ada-demo"}
GOOD = {
    "release": {
        "github_id": 7,
        "url": "https://github.com/ada-demo/tool/releases/tag/v0.1.0",
        "tag": "v0.1.0",
        "name": "First",
        "notes": "The first release: it greets people by name, in English and in Chinese.",
        "is_draft": False,
        "is_prerelease": False,
        "created_at": "2026-03-02T12:00:00Z",
        "published_at": "2026-03-02T12:05:00Z",
        "author": ADA,
        "assets": [
            {"name": "tool_0.1.0_linux_amd64.tar.gz", "size": 1000, "digest": f"sha256:{DIGEST}"},
            {"name": "tool_0.1.0_checksums.txt", "size": 100, "digest": ""},
        ],
    },
    "repository": {"github_id": 9, "full_name": "ada-demo/tool", "owner": ADA, "is_fork": False},
    "checksums": [{"name": "tool_0.1.0_linux_amd64.tar.gz", "algorithm": "sha256", "digest": DIGEST}],
}


def changed(**parts):
    """The good release with some of its fields replaced."""
    evidence = copy.deepcopy(GOOD)
    for name in ("checksums", "repository"):
        if name in parts:
            evidence[name] = parts.pop(name)
    evidence["release"] |= parts
    return evidence


def judged(evidence, **fields):
    asked = context(person_id=1001, **fields)
    return judge(kind="release", evidence=evidence, rules=rulesets.load("release"), context=asked)


ARCHIVE, CHECKSUMS = GOOD["release"]["assets"]
MALLORY = {"github_id": 666, "login": "mallory"}
BAD = {
    "own-repository": (changed(repository={**GOOD["repository"], "owner": MALLORY}), {}),
    "released-since": (changed(published_at="2026-03-01T12:00:00Z"), {}),
    "release-counted-once": (GOOD, {"counted_for": {"en": "First", "zh-hans": "第一"}}),
    "release-tag": (changed(tag="first"), {}),
    "release-draft": (changed(is_draft=True, published_at=None), {}),
    "release-notes": (changed(notes="Fixes."), {}),
    "release-archives": (changed(assets=[CHECKSUMS]), {}),
    "release-checksums": (changed(assets=[ARCHIVE]), {}),
    "release-uncovered": (changed(assets=[ARCHIVE, {**ARCHIVE, "name": "tool.zip"}, CHECKSUMS]), {}),
    "release-mismatch": (changed(checksums=[{**GOOD["checksums"][0], "digest": OTHER}]), {}),
}


def test_a_good_release_passes():
    assert judged(GOOD).primary is None


@pytest.mark.parametrize("expected", BAD)
def test_what_falls_short_is_told(expected):
    evidence, fields = BAD[expected]

    primary = judged(evidence, **fields).primary

    assert primary.code == expected
    for language in CODES:
        assert primary.saw[language]
        assert primary.hint[language]


def test_every_rule_has_a_bad_example_and_compiles():
    rules = rulesets.load("release")

    assert {rule.code for rule in rules} <= set(BAD)
    compile_rules(kind="release", rules=rules)


def test_evidence_with_its_facts_has_exactly_the_documented_shape():
    full = with_facts(kind="release", evidence=GOOD, context=context())

    jsonschema_rs.validate(closed(SHAPES["release"]), full)


@pytest.mark.parametrize(
    "tag", ["v1.2.3", "0.1.0", "v1.0.0-rc.1", "1.0.0-alpha+001", "1.0.0+21AF26D3---117B344092BD", "1.0.0-0A.is"]
)
def test_a_semantic_version_is_read(tag):
    assert version(tag)["valid"]


@pytest.mark.parametrize(
    "tag", ["", "1", "v1.2", "1.02.3", "1.2.3.4", "v1.2.3-01", "release-1.2.3", "1.2.3-", "V1.0.0"]
)
def test_anything_else_is_no_semantic_version(tag):
    assert not version(tag)["valid"]


def test_a_version_is_told_in_its_parts():
    assert version("v1.20.3-rc.1+5") == {
        "valid": True,
        "major": 1,
        "minor": 20,
        "patch": 3,
        "prerelease": "rc.1",
        "has_v": True,
    }


@given(st.text(max_size=200))
def test_any_tag_is_read(tag):
    assert version(tag)["major"] >= 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("checksums.txt", True),
        ("tool_0.1.0_checksums.txt", True),
        ("SHA256SUMS", True),
        ("tool.tar.gz.sha256", True),
        ("sha512sum.txt", True),
        ("tool.tar.gz", False),
        ("checksums.sh", False),
    ],
)
def test_checksum_files_are_told_by_their_names(name, expected):
    assert is_checksum_file(name) is expected


@pytest.mark.parametrize(
    "line",
    [f"{DIGEST}  tool.zip", f"{DIGEST} *tool.zip", f"{DIGEST.upper()}  ./tool.zip", f"SHA256 (tool.zip) = {DIGEST}"],
)
def test_checksums_are_read_as_tools_write_them(line):
    assert read_checksums(f"# made by hand\n{line}\n") == [
        {"name": "tool.zip", "algorithm": "sha256", "digest": DIGEST}
    ]


@pytest.mark.parametrize("line", ["", "tool.zip", f"{DIGEST}", f"{DIGEST[:-1]}  tool.zip", "xyz  tool.zip"])
def test_other_lines_are_passed_over(line):
    assert read_checksums(line) == []


def test_chinese_characters_count_as_words():
    assert words("发布 v1.0 版本") == 6
