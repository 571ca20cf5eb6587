"""One pull request counts for one task, unless the tasks say that they may share."""

import pytest

from onboarding.verification.models import Status, Submission, Turn
from tests.cast import enroll, make_program, task_content
from tests.mirror import commit
from tests.verification.world import LATER, STRICT, checked, handed_in, mirrored, where

pytestmark = pytest.mark.django_db


def test_one_pull_request_does_not_count_for_two_tasks(ada):
    program = make_program("two", tasks=[task_content("one"), task_content("two")])
    ada = enroll(program, "ada")
    first = checked(handed_in(ada, slug="one", state="merged"))
    second = checked(handed_in(ada, slug="two", state="merged"))

    assert where(first)[0] == Status.VERIFIED
    assert where(second) == (Status.RETURNED, Turn.NEWCOMER, "counted-once")
    assert "“One”" in second.findings.get(code="counted-once").saw["en"]
    assert "任务 One" in second.findings.get(code="counted-once").saw["zh-hans"]


@pytest.mark.parametrize("sharing", [{"one": ["two"]}, {"two": ["one"]}])
def test_unless_one_of_them_says_that_they_may_share(sharing):
    tasks = [task_content(slug, may_share=sharing.get(slug, [])) for slug in ("one", "two")]
    ada = enroll(make_program(tasks=tasks), "ada")

    for slug in ("one", "two"):
        assert where(checked(handed_in(ada, slug=slug, state="merged")))[0] == Status.VERIFIED


def test_nor_does_it_count_in_another_program(ada):
    checked(handed_in(ada, state="merged"))

    elsewhere = checked(handed_in(enroll(make_program("autumn"), "ada"), state="merged"))

    assert where(elsewhere)[2] == "counted-once"


def test_a_returned_attempt_does_not_count(ada):
    program = make_program("two", tasks=[task_content("one", rules=[STRICT]), task_content("two")])
    ada = enroll(program, "ada")
    bad = {"commits": [commit("oops")], "state": "merged"}
    assert where(checked(handed_in(ada, slug="one", **bad)))[0] == Status.RETURNED

    assert where(checked(handed_in(ada, slug="two", **bad)))[0] == Status.VERIFIED


def test_two_checked_at_once_are_not_both_verified():
    """Both were judged before either was written: the second to be written looks again."""
    from onboarding.verification.operations.checking import _claim, _conclude
    from onboarding.verification.operations.examining import examine

    ada = enroll(make_program(tasks=[task_content("one"), task_content("two")]), "ada")
    mirrored(state="merged")
    submissions = [handed_in(ada, slug=slug, state="merged") for slug in ("one", "two")]
    Submission.objects.update(pull_request=None)
    claims = [_claim(submission.pk, now=LATER) for submission in submissions]
    for claim in claims:
        claim.pull_request = mirrored(state="merged")
    examinations = [examine(claim, now=LATER) for claim in claims]
    for claim, examination in zip(claims, examinations, strict=True):
        _conclude(claim, examination, now=LATER)

    for submission in submissions:
        checked(submission)
    assert sorted(where(submission)[0] for submission in submissions) == [Status.RETURNED, Status.VERIFIED]
