"""One person in each situation that the newcomer's pages know, for tests and pictures that look at all of them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from onboarding.programs.models import Enrollment, Program
from onboarding.verification.models import Finding, Review, Status, Submission, Turn
from tests.cast import (
    enroll,
    make_person,
    make_program,
    make_pull_request,
    make_submission,
    pull_request_evidence,
    task_content,
)

FIRST, WRITTEN, LOCKED = "first-contribution", "introduce-yourself", "sign-off"
HTML = {
    "en": "<h2 id='what'>What you will do</h2><p>Mend <code>one thing</code>.</p><ul><li>First this</li></ul>",
    "zh-hans": "<h2 id='what'>你要做什么</h2><p>修好<code>一处</code>。</p><ul><li>先做这个</li></ul>",
}
TASKS = (
    task_content(WRITTEN, "written", html=HTML, minutes=20, criteria=[{"en": "Be kind.", "zh-hans": "友善。"}]),
    task_content(FIRST, html=HTML, minutes=90),
    task_content(LOCKED, html=HTML, needs=[FIRST]),
)


def find(submission: Submission, code: str, outcome: str, *, is_primary: bool = False) -> None:
    Finding.objects.create(
        submission=submission,
        position=submission.findings.count(),
        code=code,
        outcome=outcome,
        is_primary=is_primary,
        expect={"en": "Each commit is signed off by its author.", "zh-hans": "每个提交都由作者签署。"},
        saw={"en": "3f2a91c has no `Signed-off-by` line.", "zh-hans": "3f2a91c 没有 `Signed-off-by` 行。"},
        hint={"en": "Run `git commit --amend --signoff`.", "zh-hans": "运行 `git commit --amend --signoff`。"},
    )


def no(ada: Enrollment, now: datetime) -> None:
    submission = pull(ada, now, status=Status.WAITING, turn=Turn.NEWCOMER)
    find(submission, "author", "met")
    find(submission, "sign-off", "unmet", is_primary=True)
    find(submission, "checks", "unmet")
    find(submission, "merged", "waiting")


def not_yet(ada: Enrollment, now: datetime) -> None:
    find(pull(ada, now, status=Status.WAITING, turn=Turn.MAINTAINERS), "merged", "waiting", is_primary=True)


def could_not_check(ada: Enrollment, now: datetime) -> None:
    submission = pull(ada, now, last_error="timeout", next_check_at=now + timedelta(minutes=5))
    find(submission, "checks", "unknown", is_primary=True)


def being_checked(ada: Enrollment, now: datetime) -> None:
    pull(ada, now)


def verified(ada: Enrollment, now: datetime) -> None:
    pull(ada, now, status=Status.VERIFIED)


def pull(ada: Enrollment, now: datetime, **fields: object) -> Submission:
    number = Submission.objects.count() + 7
    return make_submission(ada, FIRST, pull_request=make_pull_request(pull_request_evidence(number)), now=now, **fields)


def with_the_mentor(ada: Enrollment, now: datetime) -> None:
    write(ada, now, Status.IN_REVIEW)


def sent_back(ada: Enrollment, now: datetime) -> None:
    submission = write(ada, now, Status.RETURNED)
    Review.objects.create(
        submission=submission,
        mentor=make_person("grace"),
        decision=Review.Decision.RETURN,
        note="Thank you for writing!\nTell us also what you would like to learn.",
        decided_at=now,
        effective_at=now,
        applied_at=now,
    )


def write(ada: Enrollment, now: datetime, status: Status) -> Submission:
    said = {"text": "Hello!\n你好！", "link": "https://example.org/me", "words": 3}
    return make_submission(ada, WRITTEN, status=status, evidence=said, now=now)


def at_the_end(ada: Enrollment, now: datetime) -> None:
    for content in TASKS:
        make_submission(ada, content["slug"], status=Status.VERIFIED, now=now)


def nothing(ada: Enrollment, now: datetime) -> None:
    """Has only just arrived."""


PEOPLE: dict[str, Callable[[Enrollment, datetime], None]] = {
    "fresh": nothing,
    "no": no,
    "not-yet": not_yet,
    "could-not-check": could_not_check,
    "being-checked": being_checked,
    "with-the-mentor": with_the_mentor,
    "sent-back": sent_back,
    "verified": verified,
    "finished": at_the_end,
}
"""By login: what has happened to each."""


def populate(*, now: datetime) -> Program:
    """Everybody, since a week ago, in one program; the latest thing happened an hour ago."""
    program = make_program(tasks=TASKS, name="Spring cohort", name_zh_hans="春季学员计划")
    for login, happen in PEOPLE.items():
        happen(enroll(program, login, now=now - timedelta(days=7)), now - timedelta(hours=1))
    enroll(program, "paused", state=Enrollment.State.PAUSED, now=now - timedelta(days=7))
    enroll(program, "late", now=now - timedelta(days=30))
    enroll(make_program("autumn"), "late", mentor=None, now=now)
    return program
