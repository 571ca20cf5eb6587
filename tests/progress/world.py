"""One person in each situation that the newcomer's pages know, for tests and pictures that look at all of them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from onboarding.curriculum.models import Track
from onboarding.curriculum.operations import sync
from onboarding.github.models import PullRequestEvent
from onboarding.programs.models import Enrollment, Program
from onboarding.programs.operations import pick, tend_picks
from onboarding.verification.blocks import Comment
from onboarding.verification.models import Finding, Review, Status, Submission, Turn
from onboarding.verification.operations import make_token
from tests.cast import enroll, make_person, make_program, make_submission, pin, task_of
from tests.mirror import make_issue, make_pull_request, pull_request_evidence
from tests.verification.kubectl import sent

FIRST, WRITTEN, LOCKED, CLUSTER = "first-contribution", "introduce-yourself", "sign-off", "pod"
TRACK = "cloud-native-contributor"


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


def waiting(ada: Enrollment, now: datetime) -> None:
    """On a pull request that lacks many things, with a conversation full of commands."""
    evidence = pull_request_evidence(
        3, created_at=now - timedelta(days=2), mergeable="conflicting", labels=["do-not-merge/hold", "approved"]
    )
    evidence["checks"] = {
        "state": "failure",
        "items": [
            {"name": "unit", "state": "failure", "conclusion": "failure", "url": ""},
            {"name": "lint", "state": "pending", "conclusion": "", "url": ""},
            {"name": "EasyCLA", "state": "success", "conclusion": "success", "url": ""},
        ],
    }
    row = make_pull_request(evidence, now=now)
    for number, (kind, who, data) in enumerate(CONVERSATION):
        at = now - timedelta(days=2) + timedelta(hours=number)
        PullRequestEvent.objects.create(
            pull_request=row, node_id=f"E_{number}", kind=kind, actor_login=who, data=data, happened_at=at
        )
    submission = make_submission(
        ada, FIRST, pull_request=row, now=now, status=Status.WAITING, turn=Turn.NEWCOMER, primary_code="merged"
    )
    find(submission, "merged", "waiting", is_primary=True)


def _wrote(body: str, association: str = "member", **more: object) -> dict[str, object]:
    return {"body": body, "association": association, "edited": False, **more}


CONVERSATION: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("opened", "ada", _wrote("Fixes #3\n\n/kind documentation", "none")),
    ("issue_comment", "ada", _wrote("/lgtm\n/assign @grace", "none")),
    ("checks", "", {"state": "failure", "failed": ["unit"], "sha": "c0ffee"}),
    ("issue_comment", "grace", _wrote("Thank you! One thing before we merge: the link.\n/ok-to-test\n/hold")),
    ("labeled", "k8s-ci-robot", {"label": "do-not-merge/hold"}),
    ("pull_request_review", "grace", _wrote("Please use the short form.", state="changes_requested")),
    ("pull_request_review_comment", "grace", _wrote("This word twice.\n/kind cleanup", path="docs/install.md")),
    ("base_ref_changed", "ada", {"from": "dev", "to": "main"}),
    ("cross_referenced", "grace", {"source": "PullRequest", "number": 9, "title": "docs: next", "merged": False}),
)


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
        comments=[Comment(place=0, quote="Hello! 你好！", text="Hello to you, too.\n你也好。")],
        decided_at=now,
        effective_at=now,
        applied_at=now,
    )


def write(ada: Enrollment, now: datetime, status: Status) -> Submission:
    said = {"text": "Hello!\n你好！", "link": "https://example.org/me", "words": 3}
    return make_submission(ada, WRITTEN, status=status, evidence=said, now=now)


def at_the_cluster(ada: Enrollment, now: datetime) -> None:
    sent(ada, "pod-imagepull", CLUSTER, now=now)
    make_token(enrollment=ada, task=task_of(ada.program, CLUSTER), now=now)


def at_the_end(ada: Enrollment, now: datetime) -> None:
    for task in ada.program.track.tasks.all():
        make_submission(ada, task.slug, status=Status.VERIFIED, now=now)


def nothing(ada: Enrollment, now: datetime) -> None:
    """Has only just arrived."""


PEOPLE: dict[str, Callable[[Enrollment, datetime], None]] = {
    "fresh": nothing,
    "no": no,
    "waiting": waiting,
    "not-yet": not_yet,
    "could-not-check": could_not_check,
    "being-checked": being_checked,
    "with-the-mentor": with_the_mentor,
    "sent-back": sent_back,
    "verified": verified,
    "at-the-cluster": at_the_cluster,
    "finished": at_the_end,
}
"""By login: what has happened to each."""


def populate(*, now: datetime) -> Program:
    """Everybody, since a week ago, in one program; the latest thing happened an hour ago."""
    program = _program(now=now)
    for number, (title, labels) in enumerate(ISSUES, start=101):
        make_issue(program, number, title=title, labels=["good first issue", *labels], now=now - timedelta(days=3))
    for login, happen in PEOPLE.items():
        happen(enroll(program, login, now=now - timedelta(days=7)), now - timedelta(hours=1))
    pick_one(Enrollment.objects.get(user__login="waiting"), now)
    enroll(program, "paused", state=Enrollment.State.PAUSED, now=now - timedelta(days=7))
    enroll(program, "late", now=now - timedelta(days=30))
    enroll(make_program("autumn", name="Autumn cohort", name_zh_hans="秋季学员计划"), "late", mentor=None, now=now)
    return program


def _program(*, now: datetime) -> Program:
    """On the track that comes with the site, so that its real texts are looked at."""
    sync(now=now)
    program = make_program(tasks=(), merge_preset="kubernetes-prow", **NAMES)
    program.track = Track.objects.get(slug=TRACK)
    program.save()
    for task in program.track.tasks.all():
        pin(program, task)
    return program


def pick_one(ada: Enrollment, now: datetime) -> None:
    """Picked three weeks ago, and warned of yesterday."""
    issue = ada.program.repositories.get().issues.get(number=101)
    pick(enrollment=ada, issue=issue, now=now - timedelta(days=20))
    tend_picks(now=now - timedelta(days=1))


ISSUES = (
    ("The installation page links to a page that moved", ["difficulty/easy", "kind/documentation"]),
    ("Explain what a namespace is before using one", ["difficulty/medium"]),
    ("文章《入门》里的命令缺少说明", ["difficulty/easy", "language/zh"]),
    ("The example manifest lacks resource limits", []),
)

NAMES = {
    "name": "Spring cohort",
    "name_zh_hans": "春季学员计划",
    "summary": "Six weeks, one mentor, and your first merged pull requests.",
    "summary_zh_hans": "六周时间，一位导师，和你最初几个被合并的拉取请求。",
}
