"""The shared rule sets about a pull request's files, each tested by a table: good ones, and a bad one for each rule."""

import pytest

from onboarding.languages import CODES
from onboarding.rules import rulesets
from onboarding.rules.engine import compile_rules
from onboarding.rules.types import Outcome
from tests.mirror import changed_file, pull_request_evidence
from tests.rules.world import finding, judged


def post(path="content/posts/raft.md", front="title: Raft\ndate: 2026-03-02", **fields):
    return changed_file(path, change="added", text=f"---\n{front}\n---\nText.\n", **fields)


TABLE = {
    "docs-only": {
        "": [
            [changed_file("README.md")],
            [changed_file("docs/images/trail.png"), changed_file("guide/index.rst", change="deleted")],
            [changed_file("website/Docs/conf.py"), changed_file("CHANGELOG.MD")],
        ],
        "not-documentation": [
            [changed_file("README.md"), changed_file("main.go")],
            [changed_file("mydocs/main.go")],
            [changed_file("docs.go")],
        ],
    },
    "blog-post": {
        "": [
            [post()],
            [post("content/zh/posts/raft/index.md"), changed_file("content/zh/posts/raft/map.png", change="added")],
            [changed_file("content/a.md", change="added", text="+++\ntitle = 'A'\ndate = 2026-03-02\n+++\n")],
            [post(front="title: x"), post("content/b.md")],
        ],
        "post-missing": [
            [changed_file("README.md")],
            [post("posts/raft.md")],
            [post("content/posts/_index.md")],
            [changed_file("content/posts/old.md")],
        ],
        "post-front-matter": [
            [changed_file("content/a.md", change="added", text="# A\n")],
            [changed_file("content/a.md", change="added", text="---\n: [\n---\n")],
            [changed_file("content/a.md", change="added", text=None)],
        ],
        "post-title": [[post(front="date: 2026-03-02")], [post(front="title: ' '\ndate: 2026-03-02")]],
        "post-date": [[post(front="title: Raft")], [post(front="title: Raft\ndate: yesterday")]],
    },
}
ROWS = [(name, code, files) for name, rows in TABLE.items() for code, several in rows.items() for files in several]


def judged_by(name, files, **parts):
    evidence = {**pull_request_evidence(state="merged", files=files), **parts}
    return judged(evidence, *rulesets.load(name))


@pytest.mark.parametrize(("name", "code", "files"), ROWS)
def test_files_meet_every_rule_or_fail_first_the_one_that_they_break(name, code, files):
    judgement = judged_by(name, files)

    assert (judgement.primary.code if judgement.primary else "") == code
    for found in judgement.findings:
        assert found.outcome is not Outcome.UNKNOWN
    if code:
        assert all(judgement.primary.saw[language] and judgement.primary.hint[language] for language in CODES)


def test_what_else_it_touches_is_named():
    saw = finding(judged_by("docs-only", [changed_file("a.go"), changed_file("b.md")]), "not-documentation").saw

    assert saw["en"] == saw["zh-hans"] == "a.go"


def test_more_files_than_we_read_are_the_mentors_to_look_at_and_no_refusal():
    primary = judged_by("docs-only", [changed_file()], changed_files=700).primary

    assert (primary.code, primary.outcome, primary.turn) == ("files-unread", Outcome.WAITING, "mentor")
    assert primary.saw["en"] == "Files: 700, read: 1"


@pytest.mark.parametrize("name", TABLE)
def test_evidence_of_before_files_were_read_is_unknown_and_never_passes(name):
    evidence = pull_request_evidence(state="merged")
    del evidence["files"]

    assert judged(evidence, *rulesets.load(name)).primary is not None
    assert judged({}, *rulesets.load(name)).primary is not None


@pytest.mark.parametrize("name", TABLE)
def test_every_set_compiles_speaks_both_languages_and_fails_somewhere(name):
    rules = rulesets.load(name)

    compile_rules(kind="pull_request", rules=rules)
    assert {rule.code for rule in rules} <= {*TABLE[name], "files-unread"}
    for rule in rules:
        assert all(rule.expect[language] and rule.hint[language] for language in CODES)
