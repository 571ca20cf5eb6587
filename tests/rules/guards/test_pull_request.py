"""Guards of pull requests: each bad input gets its own sentence, in both languages."""

from datetime import timedelta

import pytest

from onboarding.languages import CODES
from onboarding.rules.guards import a_pull_request, visible
from onboarding.rules.types import Outcome
from tests.cast import NOON, number_of
from tests.mirror import actor, commit, pull_request_evidence
from tests.rules.world import finding, judged

EARLY = NOON - timedelta(minutes=1)
OTHER = {"github_id": 99, "full_name": "elsewhere/other"}
REVIEW = {"review_decision": "changes_requested"}
FAILED = {"state": "failure", "items": [{"name": "lint", "state": "failure", "url": ""}]}

CO_AUTHORS = [{"name": name, "email": "", "github_id": number_of(name), "login": name} for name in ("grace", "ada")]
APPROVAL = {"author": "demo-maintainer", "state": "approved", "submitted_at": "2026-03-02T13:30:00Z"}
MOVED = {"from": "main", "to": "release-1", "at": "2026-03-02T14:00:00Z"}
REVERTED = {"at": "2026-03-03T15:00:00Z", "undoes": False}

BAD = {
    "somebody else's": ("author", pull_request_evidence(login="mallory"), {}, Outcome.UNMET, True, "mallory"),
    "a bot's": ("author", pull_request_evidence(author=actor("robot", is_bot=True)), {}, Outcome.UNMET, True, "robot"),
    "nobody's": ("author", pull_request_evidence(author=None), {}, Outcome.UNMET, True, ""),
    "elsewhere": ("repository", pull_request_evidence(repository=OTHER), {}, Outcome.UNMET, True, "elsewhere/other"),
    "nowhere": ("repository", pull_request_evidence(), {"repositories": {}}, Outcome.UNMET, True, "guide"),
    "too early": ("opened", pull_request_evidence(created_at=EARLY), {}, Outcome.UNMET, True, "2026-03-02 11:59"),
    "counted": ("counted-once", None, {"counted_for": {"en": "First", "zh-hans": "第一"}}, Outcome.UNMET, True, ""),
    "closed": ("not-closed", pull_request_evidence(state="closed"), {}, Outcome.UNMET, False, "2026-03-02 15:00"),
    "wrong branch": ("branch", pull_request_evidence(base_branch="old"), {}, Outcome.UNMET, False, "old"),
    "merged into a wrong branch": (
        *("branch", pull_request_evidence(base_branch="old", state="merged"), {}),
        *(Outcome.UNMET, True, "old"),
    ),
    "too many commits": (
        "commits-read",
        {**pull_request_evidence(), "commits_total": 300},
        {},
        Outcome.UNMET,
        False,
        "300",
    ),
    "a co-author's": (
        *("author", pull_request_evidence(login="grace", commits=[commit(authors=[*CO_AUTHORS])]), {}),
        *(Outcome.UNMET, True, "grace"),
    ),
    "landed": (
        *("not-closed", pull_request_evidence(state="closed", closed_by_commit="cd" * 20), {}),
        *(Outcome.WAITING, False, "cdcdcdc"),
    ),
    "called spam": ("not-refused", pull_request_evidence(labels=["spam"]), {}, Outcome.UNMET, False, "spam"),
    "merged by its author": (
        *("merged-by-another", pull_request_evidence(state="merged", merged_by=actor("ada")), {}),
        *(Outcome.WAITING, False, "ada"),
    ),
    "moved after its approval": (
        *("same-branch", {**pull_request_evidence(state="merged", base_change=MOVED), "reviews": [APPROVAL]}, {}),
        *(Outcome.WAITING, False, "release-1"),
    ),
    "merged a moment ago": (
        *("settled", pull_request_evidence(state="merged"), {"settling": timedelta(days=3)}),
        *(Outcome.WAITING, False, "2026-03-05 15:00"),
    ),
    "reverted": (
        "not-reverted",
        {**pull_request_evidence(state="merged"), "reverts": [{"sha": "cd" * 20, **REVERTED}]},
        *({}, Outcome.UNMET, False, "cdcdcdc"),
    ),
    "draft": ("ready", pull_request_evidence(is_draft=True), {}, Outcome.WAITING, False, ""),
    "conflict": ("merged", pull_request_evidence(mergeable="conflicting"), {}, Outcome.WAITING, False, "main"),
    "failed checks": ("merged", {**pull_request_evidence(), "checks": FAILED}, {}, Outcome.WAITING, False, "lint"),
    "changes requested": ("merged", pull_request_evidence(**REVIEW), {}, Outcome.WAITING, False, ""),
    "not reviewed": ("merged", pull_request_evidence(), {}, Outcome.WAITING, False, ""),
    "not merged": ("merged", pull_request_evidence(review_decision="approved"), {}, Outcome.WAITING, False, ""),
}


@pytest.mark.parametrize(("code", "evidence", "fields", "outcome", "final", "named"), BAD.values(), ids=BAD.keys())
def test_what_is_wrong_is_said_with_what_to_do(code, evidence, fields, outcome, final, named):
    found = finding(judged(evidence, **fields), code)

    assert (found.outcome, found.final, found.is_guard) == (outcome, final, True)
    for language in CODES:
        assert found.expect[language]
        assert named in found.saw[language]
        assert found.hint[language]
        assert "{" not in found.saw[language] + found.hint[language]


def test_every_bad_input_has_a_sentence_of_its_own():
    for language in CODES:
        said = [finding(judged(case[1], **case[2]), case[0]).saw[language] for case in BAD.values()]

        assert len(set(said)) == len(BAD)


def test_the_chinese_sentences_are_chinese():
    for case in BAD.values():
        found = finding(judged(case[1], **case[2]), case[0])

        for text in (found.expect, found.saw, found.hint):
            assert text["zh-hans"] != text["en"]
            assert any("\u4e00" <= character <= "\u9fff" for character in text["zh-hans"])


def test_a_good_pull_request_meets_every_guard():
    judgement = judged(pull_request_evidence(state="merged"))

    assert all(
        finding.outcome is Outcome.MET and finding.saw["en"] for finding in judgement.findings if finding.is_guard
    )


def test_a_renamed_person_is_still_the_author():
    renamed = actor("ada-lovelace", github_id=number_of("ada"))

    assert finding(judged(pull_request_evidence(author=renamed)), "author").outcome is Outcome.MET


def test_somebody_with_the_same_login_and_another_number_is_not_the_author():
    impostor = actor("ada", github_id=666)

    assert finding(judged(pull_request_evidence(author=impostor)), "author").outcome is Outcome.UNMET


def test_a_renamed_repository_is_still_the_programs():
    renamed = {"full_name": "demo-community/handbook"}

    assert finding(judged(pull_request_evidence(repository=renamed)), "repository").outcome is Outcome.MET


def test_another_repository_of_the_same_name_is_not():
    impostor = {"github_id": 666}

    assert finding(judged(pull_request_evidence(repository=impostor)), "repository").outcome is Outcome.UNMET


def test_opened_at_the_very_instant_is_early_enough():
    assert finding(judged(pull_request_evidence(created_at=NOON)), "opened").outcome is Outcome.MET


@pytest.mark.parametrize(
    ("branches", "base", "allowed"),
    [
        (("main", "release-*"), "release-1.2", True),
        (("release-*",), "main", False),
        ((), "main", True),
        ((), "other", False),
        (("Main",), "main", False),
    ],
)
def test_branches_are_allowed_by_name_by_pattern_or_by_being_the_default(branches, base, allowed):
    found = finding(judged(pull_request_evidence(base_branch=base), branches=branches), "branch")

    assert (found.outcome is Outcome.MET) is allowed


@pytest.mark.parametrize(
    ("labels", "state", "refused"),
    [
        (["invalid"], "open", True),
        (["Status: Invalid"], "closed", True),
        (["triage/spam"], "open", True),
        (["❌ spam"], "open", True),
        (["do-not-merge/invalid-owners-file", "antispam"], "open", False),
        (["spam"], "merged", False),
        (["spam", "hacktoberfest-accepted"], "open", False),
        ([], "open", False),
    ],
)
def test_a_label_refuses_it_by_its_whole_last_word_unless_it_was_accepted_all_the_same(labels, state, refused):
    findings = judged(pull_request_evidence(labels=labels, state=state)).findings

    assert any(finding.code == "not-refused" for finding in findings) is refused


@pytest.mark.parametrize(
    ("evidence", "fields"),
    [
        (pull_request_evidence(state="merged"), {}),
        (pull_request_evidence(state="merged", merged_by=None), {}),
        (pull_request_evidence(state="merged", author=None, merged_by=actor("ada")), {}),
        (pull_request_evidence(base_change=MOVED), {}),
        ({**pull_request_evidence(base_change=MOVED), "reviews": [APPROVAL]}, {}),
        (pull_request_evidence(state="merged", base_change=MOVED), {}),
        (
            {
                **pull_request_evidence(state="merged", base_change={**MOVED, "at": "2026-03-02T13:00:00Z"}),
                "reviews": [APPROVAL],
            },
            {},
        ),
        (pull_request_evidence(), {"settling": timedelta(days=3)}),
    ],
)
def test_what_does_not_apply_is_not_mentioned(evidence, fields):
    codes = {finding.code for finding in judged(evidence, **fields).findings}

    assert codes.isdisjoint({"merged-by-another", "same-branch", "settled", "not-refused"})


def test_a_merge_that_lasted_counts():
    later = NOON + timedelta(days=4)
    found = finding(judged(pull_request_evidence(state="merged"), settling=timedelta(days=3), now=later), "settled")

    assert found.outcome is Outcome.MET


def test_what_was_brought_back_again_counts_and_says_so():
    again = [{"sha": "cd" * 20, **REVERTED}, {"sha": "ef" * 20, "at": "2026-03-04T15:00:00Z", "undoes": True}]
    found = finding(judged({**pull_request_evidence(state="merged"), "reverts": again}), "not-reverted")

    assert found.outcome is Outcome.MET
    assert "efefefe" in found.saw["en"]


def test_a_merged_draft_is_merged():
    judgement = judged(pull_request_evidence(state="merged", is_draft=True))

    assert judgement.primary is None


def test_a_login_of_absurd_length_is_cut():
    found = finding(judged(pull_request_evidence(author=actor("m" * 5000))), "author")

    assert len(found.saw["en"]) < 300


def test_a_login_that_looks_like_a_place_stays_as_it_is():
    found = finding(judged(pull_request_evidence(author=actor("{allowed}"), commits=[])), "author")

    assert found.saw["en"] == "It was opened by {allowed}, not by you."


def test_what_github_does_not_show_is_final():
    found = visible()

    assert (found.code, found.outcome, found.final) == ("visible", Outcome.UNMET, True)
    assert "private" in found.saw["en"]
    assert "私有" in found.saw["zh-hans"]


def test_an_address_that_leads_elsewhere_is_final_and_says_where_to():
    found = a_pull_request({"en": "That is issue #3.", "zh-hans": "这是 issue #3。"})

    assert (found.code, found.outcome, found.final) == ("a-pull-request", Outcome.UNMET, True)
    assert found.saw["en"] == "That is issue #3."
    assert found.hint["zh-hans"]
