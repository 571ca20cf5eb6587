"""One newcomer in each situation that the mentor's pages know, for tests that look at all of them in a browser."""

from datetime import datetime, timedelta

from onboarding.mentoring.models import Star
from onboarding.mentoring.operations import nudge, tag, write_note
from onboarding.programs.models import Enrollment
from onboarding.verification.blocks import Comment
from onboarding.verification.models import Finding, Review, Status, Submission, Turn
from onboarding.verification.operations import flag
from tests.cast import enroll, make_person, make_program, make_submission, task_content
from tests.mirror import make_pull_request, pull_request_evidence

CRITERIA = [
    {"en": "Says what they hope for.", "zh-hans": "说明期望。"},
    {"en": "Is their own.", "zh-hans": "是自己写的。"},
]
TASKS = (
    task_content("introduce-yourself", "written", criteria=CRITERIA),
    task_content("first-contribution"),
    task_content("sign-off", needs=["first-contribution"]),
)
TEXT = "Hello!\n\n- I would like to learn **Go**\n- and to be useful\n\n`kubectl get pods` was my first command."


def populate(*, now: datetime) -> dict[str, str]:
    """Everybody since a week ago; returns the addresses of the pages to look at."""
    program = make_program(tasks=TASKS, name="Spring cohort", name_zh_hans="春季学员计划")
    long_ago = now - timedelta(days=9)
    ada, bea, cyd = (enroll(program, login, now=long_ago) for login in ("ada", "lin-xiaoyu", "cyd"))
    first = written(ada, Status.RETURNED, now - timedelta(days=3))
    Review.objects.create(
        submission=first,
        mentor=make_person("grace"),
        decision=Review.Decision.RETURN,
        note="Thank you, Ada!\nSay also what you would like to learn.",
        comments=[Comment(place=0, quote="Hello!", text="Say more.\n再多说一点。")],
        **dict.fromkeys(("decided_at", "effective_at", "applied_at"), now - timedelta(days=2)),
    )
    again = written(ada, Status.IN_REVIEW, now - timedelta(hours=5))
    flagged = pull(bea, 8, Status.VERIFIED, Turn.NOBODY, now - timedelta(hours=10))
    saw = {"en": "The merge was reverted.", "zh-hans": "合并已被撤销。"}
    flag(submission=flagged, code="reverted", saw=saw, now=now - timedelta(hours=9))
    waiting = pull(cyd, 9, Status.WAITING, Turn.NEWCOMER, now - timedelta(days=1))
    finding(waiting, "author", "met")
    finding(waiting, "sign-off", "unmet", is_primary=True)
    pull(enroll(program, "dan", now=long_ago), 10, Status.WAITING, Turn.MAINTAINERS, now - timedelta(days=2))
    enroll(program, "quiet", mentor=None, now=now - timedelta(days=30))
    tag(program=program, enrollments=[ada, bea], name="evenings")
    note = write_note(enrollment=ada, author=make_person("grace"), text="Works at night.", now=now)
    nudge(people=[bea], sender=make_person("linus"), text="Hello {name}!", now=now)
    pull(enroll(program, "eve", now=long_ago), 11, Status.VERIFIED, Turn.NOBODY, now - timedelta(hours=3))
    Star.objects.create(user=make_person("grace"), enrollment=bea)
    return {
        "today": "/mentor/today/",
        "queue": "/mentor/queue/?by=task",
        "together": f"/mentor/queue/together/?s={again.public_id}",
        "replies": "/mentor/replies/",
        "people": "/mentor/people/",
        "nobody": "/mentor/people/?q=nobody",
        "person": f"/mentor/people/{ada.public_id}/",
        "nudges": f"/mentor/nudges/?who={ada.public_id}&who={bea.public_id}",
        "note": f"/mentor/notes/{note.public_id}/",
        "written": f"/mentor/review/{again.public_id}/",
        "flagged": f"/mentor/review/{flagged.public_id}/",
        "waiting": f"/mentor/review/{waiting.public_id}/",
    }


def written(enrollment: Enrollment, status: Status, at: datetime) -> Submission:
    evidence = {"text": TEXT, "link": "https://example.org/me", "words": 15}
    return make_submission(enrollment, "introduce-yourself", status=status, evidence=evidence, now=at)


def pull(enrollment: Enrollment, number: int, status: Status, turn: Turn, at: datetime) -> Submission:
    state = "merged" if status == Status.VERIFIED else "open"
    evidence = pull_request_evidence(number, login=enrollment.user.login, state=state)
    mirrored = make_pull_request(evidence)
    return make_submission(enrollment, status=status, turn=turn, pull_request=mirrored, evidence=evidence, now=at)


def finding(submission: Submission, code: str, outcome: str, *, is_primary: bool = False) -> None:
    Finding.objects.create(
        submission=submission,
        position=submission.findings.count(),
        code=code,
        outcome=outcome,
        is_primary=is_primary,
        expect={"en": "Each commit is signed off.", "zh-hans": "每个提交都已签署。"},
        saw={"en": "3f2a91c has no `Signed-off-by` line.", "zh-hans": "3f2a91c 没有 `Signed-off-by` 行。"},
        hint={"en": "Run `git commit --amend --signoff`.", "zh-hans": "运行 `git commit --amend --signoff`。"},
    )
