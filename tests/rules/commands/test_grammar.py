"""Prow's commands: lines that it takes and lines that it doesn't, one table each, by its own patterns."""

import time

import pytest

from onboarding.languages import CODES
from onboarding.rules.commands.grammar import command, re2, used
from onboarding.rules.merging.policy import preset

KEYS = preset("kubernetes-prow").commands

ACCEPTED = [
    ("/lgtm", ["lgtm"]),
    ("/LGTM", ["lgtm"]),
    ("/lgtm ", ["lgtm"]),
    ("/lgtm no-issue", ["lgtm"]),
    ("Thank you!\n/lgtm", ["lgtm"]),
    ("/lgtm\r\n/approve\r\n", ["lgtm", "approve"]),
    ("/lgtm\n\n\n", ["lgtm"]),
    ("/lgtm cancel", ["lgtm-cancel"]),
    ("/remove-lgtm", ["lgtm-cancel"]),
    ("/approve", ["approve"]),
    ("/Approve", ["approve"]),
    ("/APPROVE no-issue", ["approve"]),
    ("/approve thanks a lot", ["approve"]),
    ("/approve cancel", ["approve-cancel"]),
    ("/approve Cancel", ["approve-cancel"]),
    ("/remove-approve", ["approve-cancel"]),
    ("/assign", ["assign"]),
    ("/assign @grace", ["assign"]),
    ("/assign grace linus", ["assign"]),
    ("/ASSIGN @grace", ["assign"]),
    ("/unassign @grace", ["unassign"]),
    ("/cc @kubernetes/sig-docs", ["cc"]),
    ("/cc   @grace", ["cc"]),
    ("/uncc", ["uncc"]),
    ("/hold", ["hold"]),
    ("/Hold", ["hold"]),
    ("/hold for the release", ["hold"]),
    ("/hold cancel", ["hold-cancel"]),
    ("/hold   cancel now", ["hold-cancel"]),
    ("/unhold", ["hold-cancel"]),
    ("/remove-hold", ["hold-cancel"]),
    ("/ok-to-test", ["ok-to-test"]),
    ("/ok-to-test cancel", ["ok-to-test-cancel"]),
    ("/test all", ["test-all"]),
    ("/test all,", ["test-all"]),
    ("/test all please", ["test-all"]),
    ("/test pull-community-verify", ["test"]),
    ("/test unit integration,", ["test"]),
    ("/test allow-list", ["test"]),
    ("/test alles", ["test"]),
    ("/retest", ["retest"]),
    ("/retest-required", ["retest-required"]),
    ("/kind bug", ["kind"]),
    ("/kind  BUG  ", ["kind"]),
    ("/sig docs", ["kind"]),
    ("/kind bug\n/sig docs", ["kind", "kind"]),
    ("/kind\nbug", ["kind"]),
    ("/priority important-soon", ["kind"]),
    ("/remove-kind bug", ["remove-kind"]),
    ("/label tide/merge-method-squash", ["label"]),
    ("/remove-label api-review", ["remove-label"]),
    ("/retitle docs: mend", ["retitle"]),
    ("/Retitle docs: mend", ["retitle"]),
    ("/close", ["close"]),
    ("/close not-planned", ["close-not-planned"]),
    ("/REOPEN", ["reopen"]),
    ("/lifecycle frozen", ["lifecycle"]),
    ("/remove-lifecycle stale", ["remove-lifecycle"]),
    ("/milestone v1.40", ["milestone"]),
    ("/good-first-issue", ["good-first-issue"]),
    ("/remove-good-first-issue", ["remove-good-first-issue"]),
    ("/help", ["help"]),
    ("/remove-help", ["remove-help"]),
    ("/check-cla", ["check-cla"]),
    ("/Check-DCO", ["check-dco"]),
    ("/override ci/build", ["override"]),
    ("/override", ["override"]),
    ("/cherry-pick release-1.40", ["cherry-pick"]),
    ("/cherrypick release-1.40", ["cherry-pick"]),
    ("<!-- a note -->\n/kind bug", ["kind"]),
    ("```\n/lgtm\n```", ["lgtm"]),
    ("<!--\n/hold\n-->", ["hold"]),
]

REFUSED = [
    "",
    "lgtm",
    " /lgtm",
    "\t/lgtm",
    "> /lgtm",
    "- /lgtm",
    "`/lgtm`",
    "looks good /lgtm",
    "/lgtm thanks",
    "/lgtm!",
    "/lgtm\u00a0",
    "/lgtm\x0b",
    "/lgtm\u2028",
    "//lgtm",
    "/ lgtm",
    "/lgtm-cancel",
    "/lgtm  cancel",
    "/approved",
    "/assign@grace",
    "/assign  @grace",
    "/assign @grace, @linus",
    "/assign @gräce",
    "/cc@grace",
    "/cc @grace.",
    "> /hold",
    "/holding",
    "/hold-on",
    "/ok-to-test please",
    "/OK-TO-TEST",
    "/Retest",
    "/retest please",
    "/test",
    "/test\tall",
    "/Kind bug",
    "/KIND bug",
    "/Label api-review",
    "/close it",
    "/close  not-planned",
    "/reopen now",
    "/lifecycle",
    "/lifecycle  stale",
    "/lifecycle done",
    "/milestone",
    "/Milestone v1",
    "/good-first-issue please",
    "/help me",
    "/check-cla now",
    "/overrides ci/build",
    "/cherry-pick",
    "/Cherry-pick release-1.40",
    "```\n/retest\n```",
    "~~~\n/ok-to-test\n~~~",
    "```go\n/test all\n```\n",
    "<!-- /kind bug -->",
    "<!--\n/kind bug\n/sig docs\n-->",
    "/unknown",
]


@pytest.mark.parametrize(("body", "keys"), ACCEPTED)
def test_prow_takes_it(body: str, keys: list[str]) -> None:
    assert [one.command.key for one in used(body, KEYS)] == keys


@pytest.mark.parametrize("body", REFUSED)
def test_prow_does_not_take_it(body: str) -> None:
    assert used(body, KEYS) == []


@pytest.mark.parametrize(
    ("body", "argument"),
    [
        ("/assign @grace  ", "@grace"),
        ("/assign", ""),
        ("/kind Documentation", "kind/documentation"),
        ("/remove-sig Docs", "sig/docs"),
        ("/hold until   friday", "until friday"),
        ("/override ci/build", "ci/build"),
        ("/retitle docs: mend it", "docs: mend it"),
        ("/lgtm", ""),
    ],
)
def test_what_it_is_told(body: str, argument: str) -> None:
    assert [one.argument for one in used(body, KEYS)] == [argument]


def test_the_line_is_shown_as_written() -> None:
    assert [one.line for one in used("Hello\n/Assign  \n\n", KEYS)] == ["/Assign"]


def test_they_stand_in_their_own_order() -> None:
    body = "/hold\n/approve\n/lgtm\n/kind bug"

    assert [one.command.key for one in used(body, KEYS)] == ["hold", "approve", "lgtm", "kind"]


def test_only_those_that_the_robot_knows_are_looked_for() -> None:
    assert used("/lgtm\n/hold", ["hold"])[0].command.key == "hold"
    assert used("/lgtm", preset("github-default").commands) == []


@pytest.mark.parametrize("key", KEYS)
def test_each_says_what_it_does_and_who_may_and_its_example_works(key: str) -> None:
    found = command(key)

    for text in (found.effect, found.who_text):
        assert text.keys() == set(CODES)
        assert any("\u4e00" <= character <= "\u9fff" for character in text["zh-hans"])
    assert [one.command.key for one in used(found.example, KEYS)] == [key]


def test_spaces_are_those_of_re2() -> None:
    pattern = re2(r"(?m)^a\s*$")

    assert all(pattern.search(f"a{space}") for space in "\t\n\f\r ")
    assert not any(pattern.search(f"a{space}x") for space in "\t\f\r ")
    assert not any(pattern.search(f"a{space}") for space in "\x0b\x1c\x85\u00a0\u3000")


@pytest.mark.parametrize(
    "body", ["/kind x" + " " * 4000 + "y", "/assign" + " a" * 2000 + "!", "/lgtm" + "\n" * 4000 + "x"]
)
def test_nobody_can_keep_it_busy(body: str) -> None:
    began = time.perf_counter()
    used(body, KEYS)

    assert time.perf_counter() - began < 5
