"""The fixed cast and their world: Ada the newcomer, Grace the mentor, Linus the organiser, Mallory who must not get in.

Plain functions that write real rows; every argument has a sensible default, and instants count from `NOON`.
"""

import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from onboarding.curriculum.models import Task, TaskVersion, Track
from onboarding.github.models import PullRequest, Repository
from onboarding.github.simulator.people import BY_LOGIN
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Membership, Program, ProgramTask
from onboarding.verification.models import OPEN, Status, Submission, Transition, Turn
from onboarding.verification.operations import refresh

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
REPOSITORY_ID = 5001
USUAL_TURN = {
    Status.QUEUED: Turn.MACHINE,
    Status.CHECKING: Turn.MACHINE,
    Status.WAITING: Turn.MAINTAINERS,
    Status.IN_REVIEW: Turn.MENTOR,
    Status.RETURNED: Turn.NEWCOMER,
    Status.VERIFIED: Turn.NOBODY,
    Status.WITHDRAWN: Turn.NOBODY,
}


def number_of(word: str) -> int:
    """A number that is the same for the same word: GitHub's ids. People of the simulator have theirs."""
    return BY_LOGIN[word].github_id if word in BY_LOGIN else zlib.crc32(word.encode())


def make_person(login: str = "ada", **fields: Any) -> User:
    """The person of this login, made when they are first mentioned."""
    defaults = {"login": login, "name": login.capitalize(), "email": f"{login}@example.org", **fields}
    return User.objects.get_or_create(github_id=number_of(login), defaults=defaults)[0]


def make_repository(full_name: str = "demo-community/guide", **fields: Any) -> Repository:
    github_id = REPOSITORY_ID if full_name == "demo-community/guide" else number_of(full_name)
    defaults = {"node_id": f"R_{github_id}", "full_name": full_name, **fields}
    return Repository.objects.get_or_create(github_id=github_id, defaults=defaults)[0]


def rule(code: str, expression: str, **fields: Any) -> dict[str, Any]:
    """One rule as a task version stores it."""
    return {
        "code": code,
        "expression": expression,
        "expect": {"en": f"Expects {code}.", "zh-hans": f"要求 {code}。"},
        "hint": {"en": f"Mend {code}.", "zh-hans": f"请修正 {code}。"},
        "saw": "",
        "otherwise": "unmet",
        "turn": "",
        **fields,
    }


TITLED = rule("titled", 'pull_request.title != ""')
LONG_ENOUGH = rule("long-enough", "words >= 3")


def task_content(slug: str, kind: str = "pull_request", **fields: Any) -> dict[str, Any]:
    """The content of a task version: what `TaskContent.to_json` gives."""
    title = slug.replace("-", " ").capitalize()
    return {
        "slug": slug,
        "kind": kind,
        "title": {"en": title, "zh-hans": f"任务 {title}"},
        "summary": {"en": f"Do {title}.", "zh-hans": f"完成 {title}。"},
        "html": {"en": f"<p>How to do {title}.</p>", "zh-hans": f"<p>怎样完成 {title}。</p>"},
        "due_days": 7,
        "due_from": "start",
        "needs": [],
        "rules": [TITLED if kind == "pull_request" else LONG_ENOUGH],
        "may_share": [],
        "criteria": [],
        "minutes": None,
        "reviewed": kind == "written",
        **fields,
    }


TASKS = (
    task_content("introduce-yourself", "written"),
    task_content("first-contribution"),
    task_content("sign-off", needs=["first-contribution"]),
)


def make_task(track: Track, content: Mapping[str, Any], *, now: datetime = NOON) -> Task:
    """A task with its first version, in the track's next slot."""
    slot = track.next_slot
    track.next_slot += 1
    track.save()
    task = Task.objects.create(track=track, slug=content["slug"], slot=slot, position=slot)
    return make_version(task, content, now=now).task


def make_version(task: Task, content: Mapping[str, Any], *, now: datetime = NOON) -> TaskVersion:
    """The next version of a task, which becomes its current one."""
    version = version_of(task, content, task.versions.count() + 1, now=now)
    version.save()
    task.current_version = version
    task.save()
    return version


def version_of(task: Task, content: Mapping[str, Any], number: int, *, now: datetime) -> TaskVersion:
    """One that is not stored yet."""
    return TaskVersion(
        task=task, number=number, digest=f"{number:064}", kind=content["kind"], content=content, created_at=now
    )


def make_track(slug: str = "cloud-native", *, tasks: Sequence[Mapping[str, Any]] = TASKS) -> Track:
    """With the first version of each task; in few queries, since nearly every test begins with a track."""
    title = {"en": "Cloud-native contributor", "zh-hans": "云原生贡献者"}
    track = Track.objects.create(slug=slug, title=title, digest=slug, next_slot=len(tasks))
    rows = Task.objects.bulk_create(
        [Task(track=track, slug=content["slug"], slot=slot, position=slot) for slot, content in enumerate(tasks)]
    )
    versions = [version_of(task, content, 1, now=NOON) for task, content in zip(rows, tasks, strict=True)]
    for task, version in zip(rows, TaskVersion.objects.bulk_create(versions), strict=True):
        task.current_version = version
    Task.objects.bulk_update(rows, ["current_version"])
    return track


def make_program(
    slug: str = "spring",
    *,
    tasks: Sequence[Mapping[str, Any]] = TASKS,
    repositories: Sequence[str] = ("demo-community/guide",),
    mentors: Sequence[str] = ("grace",),
    organisers: Sequence[str] = ("linus",),
    **fields: Any,
) -> Program:
    """A running program with its own track, its task versions pinned, Grace as mentor and Linus as organiser."""
    track = make_track(f"{slug}-track", tasks=tasks)
    defaults = {"name": slug.capitalize(), "community": "Demo Community", "branches": ["main"], **fields}
    program = Program.objects.create(slug=slug, track=track, **defaults)
    program.repositories.set([make_repository(name) for name in repositories])
    ProgramTask.objects.bulk_create(
        [ProgramTask(program=program, task=task, version_id=task.current_version_id) for task in track.tasks.all()]
    )
    roles = [(login, Membership.Role.MENTOR) for login in mentors]
    roles += [(login, Membership.Role.ORGANISER) for login in organisers]
    Membership.objects.bulk_create(
        [Membership(program=program, user=make_person(login), role=role) for login, role in roles]
    )
    return program


def pin(program: Program, task: Task) -> None:
    """Pin the task's current version to the program."""
    assert task.current_version is not None
    ProgramTask.objects.update_or_create(program=program, task=task, defaults={"version": task.current_version})


def task_of(program: Program, slug: str) -> Task:
    return program.track.tasks.get(slug=slug)


def enroll(
    program: Program, login: str = "ada", *, mentor: str | None = "grace", now: datetime = NOON, **fields: Any
) -> Enrollment:
    """This person in the program, active since `now`, with their trail."""
    enrollment = Enrollment.objects.create(
        program=program,
        user=make_person(login),
        mentor=make_person(mentor) if mentor else None,
        nonce=f"ob-{number_of(f'{program.slug}/{login}') % 10**8:08}".replace("0", "a").replace("1", "b"),
        **{"started_at": now, "last_activity_at": now, **fields},
    )
    refresh(enrollment_ids=[enrollment.pk], now=now)
    enrollment.refresh_from_db()
    return enrollment


def make_submission(
    enrollment: Enrollment,
    slug: str = "first-contribution",
    *,
    status: str = Status.QUEUED,
    turn: str = "",
    pull_request: PullRequest | None = None,
    now: datetime = NOON,
    **fields: Any,
) -> Submission:
    """A submission already in this status, with the transition that brought it there and the trail that shows it."""
    task = task_of(enrollment.program, slug)
    version = ProgramTask.objects.get(program=enrollment.program, task=task).version
    turn = turn or USUAL_TURN[Status(status)]
    submission = Submission.objects.create(
        enrollment=enrollment,
        task=task,
        version=version,
        kind=version.kind,
        status=status,
        turn=turn,
        pull_request=pull_request,
        **{
            "attempt": enrollment.submissions.filter(task=task).count() + 1,
            "turn_since": now,
            "submitted_at": now,
            "next_check_at": now if status in (Status.QUEUED, Status.WAITING) else None,
            "claimed_until": now + timedelta(seconds=60) if status == Status.CHECKING else None,
            "claim_token": "somebody" if status == Status.CHECKING else "",
            "checked_at": None if status in OPEN[:2] else now,
            **fields,
        },
    )
    Transition.objects.create(submission=submission, enrollment=enrollment, to_status=status, to_turn=turn, at=now)
    refresh(enrollment_ids=[enrollment.pk], now=now)
    enrollment.refresh_from_db()
    return submission
