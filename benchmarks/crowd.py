"""A crowd: 100,000 newcomers in one program of twelve tasks, 2,000 mentors, about 1.2 million submissions.

Written by COPY from prototypes that Django itself fills in, so that a new column with a default needs no change here.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Model

from onboarding.people.models import User
from onboarding.people.sessions import SessionStore
from onboarding.programs.models import Enrollment, Membership
from onboarding.verification.models import Finding, Review, Status, Submission, Turn
from tests.cast import make_person, make_program, task_content

TASKS = 12
WRITTEN = 2
MENTORS = 2_000
MENTOR = "grace"
"""Whose pages are measured."""
NOW = datetime.now(tz=UTC)
TITLES = (
    *("Introduce yourself", "Set up your workbench", "Your first contribution", "Sign off and name your commits"),
    *("Read the events", "Deploy a sample application", "Expose it", "Roll it back", "Break it and mend it"),
    *("Back up etcd", "Review somebody else's change", "Help with a release"),
)
CURRENT = "rnnnmmmmxxcoooooooof"
"""What the first unfinished task looks like, taken in turn: 5 % wait for a mentor."""
STATUS: Mapping[str, tuple[str, str]] = {
    "r": (Status.IN_REVIEW, Turn.MENTOR),
    "n": (Status.WAITING, Turn.NEWCOMER),
    "m": (Status.WAITING, Turn.MAINTAINERS),
    "x": (Status.RETURNED, Turn.NEWCOMER),
    "c": (Status.QUEUED, Turn.MACHINE),
    "f": (Status.VERIFIED, Turn.MENTOR),
}


def build(people: int) -> None:
    """Fill an empty database."""
    tasks = [
        task_content(
            f"task-{number}", "written" if number < 2 else "pull_request", title={"en": title, "zh-hans": title}
        )
        for number, title in enumerate(TITLES)
    ]
    program = make_program("crowd", tasks=tasks, mentors=())
    first = make_person(MENTOR).pk
    users = range(1_000, 1_000 + MENTORS + people)
    _copy(User(name="", email=""), _users(users))
    mentors = [first, *users[: MENTORS - 1]]
    _copy(Membership(program=program, role=Membership.Role.MENTOR), ({"user_id": pk} for pk in mentors))
    _copy(Enrollment(program=program, started_at=NOW - timedelta(days=90)), _enrollments(people, users, mentors))
    versions = {each.task.slot: each for each in program.program_tasks.select_related("task")}
    _copy(Submission(turn_since=NOW, submitted_at=NOW), _submissions(people, versions))
    _copy(Finding(is_primary=True, position=0, code="signed-off", outcome="unmet"), _findings())
    _copy(Review(decision="approve"), _reviews(mentors))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def sign_in(user: User) -> str:
    """A session of this person, as the value of the session cookie."""
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _kind(slot: int) -> str:
    return "written" if slot < WRITTEN else "pull_request"


def _trail(number: int) -> str:
    done = number * 7 % TASKS
    step = CURRENT[number * 13 % len(CURRENT)]
    return "v" * done + step + "-" * (TASKS - done - 1)


def _waited(number: int) -> datetime:
    return NOW - timedelta(minutes=number * 7919 % 60_000)


def _users(ids: Iterable[int]) -> Iterator[dict[str, Any]]:
    for pk in ids:
        name = f"林小雨 {pk}" if pk % 3 else f"Newcomer {pk}"
        yield {"id": pk, "public_id": f"u{pk:011}", "github_id": 10**9 + pk, "login": f"newcomer-{pk}", "name": name}


def _enrollments(people: int, users: range, mentors: list[int]) -> Iterator[dict[str, Any]]:
    for number in range(people):
        trail = _trail(number)
        waits = trail.strip("v-") not in "oc"
        yield {
            "id": number + 1,
            "public_id": f"e{number:011}",
            "user_id": users[MENTORS + number],
            "mentor_id": mentors[number % len(mentors)],
            "nonce": f"ob-{number:08}",
            "trail": trail,
            "done_count": trail.count("v") + trail.count("f"),
            "next_due_at": None if "m" in trail else NOW + timedelta(hours=number % 700 - 100),
            "oldest_turn_since": _waited(number) if waits else None,
            "last_activity_at": _waited(number + 3),
            "stood_since": _waited(number + 5),
        }


def _submissions(people: int, versions: Mapping[int, Any]) -> Iterator[dict[str, Any]]:
    """Each verified task took two attempts, so that there are twelve submissions a person on average."""
    pk = 0
    for number in range(people):
        for slot, step in enumerate(_trail(number)):
            attempts = [("x", 1), ("v", 2)] if step == "v" else [(step, 1)] if step in STATUS else []
            for letter, attempt in attempts:
                pk += 1
                status, turn = STATUS.get(letter, (Status.VERIFIED, Turn.NOBODY))
                yield {
                    "id": pk,
                    "public_id": f"s{pk:011}",
                    "enrollment_id": number + 1,
                    "task_id": versions[slot].task_id,
                    "version_id": versions[slot].version_id,
                    "kind": _kind(slot),
                    "attempt": attempt,
                    "status": status,
                    "turn": turn,
                    "turn_since": _waited(number),
                    "submitted_at": _waited(number),
                }


def _findings() -> Iterator[dict[str, Any]]:
    text = '{"en": "Commit 3f2a91c has no Signed-off-by line.", "zh-hans": "提交 3f2a91c 没有 Signed-off-by 行。"}'
    for pk in list(Submission.objects.filter(turn__in=(Turn.NEWCOMER, Turn.MAINTAINERS)).values_list("pk", flat=True)):
        yield {"submission_id": pk, "expect": text, "saw": text}


def _reviews(mentors: list[int]) -> Iterator[dict[str, Any]]:
    verified = Submission.objects.filter(status=Status.VERIFIED, task__slot__lt=WRITTEN)
    for number, pk in enumerate(list(verified.values_list("pk", flat=True))):
        at = NOW - timedelta(minutes=number % 100_000)
        yield {
            "public_id": f"r{pk:011}",
            "submission_id": pk,
            "mentor_id": mentors[number % len(mentors)],
            "decided_at": at,
            "effective_at": at,
            "applied_at": at,
        }


def _copy(prototype: Model, rows: Iterable[Mapping[str, Any]]) -> None:
    """COPY these rows: each is the prototype with some columns of its own."""
    rows = iter(rows)
    first = next(rows)
    fields = [field for field in prototype._meta.concrete_fields if field.column != "id" or "id" in first]
    constant = {each.column: each.get_db_prep_save(each.pre_save(prototype, add=True), connection) for each in fields}
    table = connection.ops.quote_name(prototype._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(column) for column in constant)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # these rows need no check of their foreign keys
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in chain((first,), rows):
                copy.write_row([row.get(column, value) for column, value in constant.items()])
        if "id" in first:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [prototype._meta.db_table, 10**7])
