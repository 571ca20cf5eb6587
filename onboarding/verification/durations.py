"""How long each task of a program takes people: from what they had verified before it, or their start, to its own
verification. One statement, in calendar time; far too much for a page, which reads the stored `Pace` instead."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from onboarding.programs.models import Enrollment, Program
from onboarding.verification.models import Status, Submission, Transition

SECONDS = {
    "postgresql": "EXTRACT(EPOCH FROM at - COALESCE(earlier_at, started_at))",
    "sqlite": "(JULIANDAY(at) - JULIANDAY(COALESCE(earlier_at, started_at))) * 86400",
}
"""What each database calls the seconds between two instants."""

STATEMENT = """
WITH verified AS (
    SELECT submission.task_id, moved.at, enrollment.started_at,
        LAG(moved.at) OVER (PARTITION BY moved.enrollment_id ORDER BY moved.at, moved.id) AS earlier_at
    FROM {transition} moved
    JOIN {enrollment} enrollment ON enrollment.id = moved.enrollment_id
    JOIN {submission} submission ON submission.id = moved.submission_id
    WHERE enrollment.program_id = %(program)s AND moved.to_status = %(verified)s AND moved.from_status <> %(verified)s
), taken AS (
    SELECT task_id, {seconds} AS seconds FROM verified
), ranked AS (
    SELECT task_id, seconds,
        ROW_NUMBER() OVER (PARTITION BY task_id ORDER BY seconds) AS place,
        COUNT(*) OVER (PARTITION BY task_id) AS people
    FROM taken
)
SELECT task_id, MAX(people),
    MIN(seconds) FILTER (WHERE place * 2 >= people),
    MIN(seconds) FILTER (WHERE place * 5 >= people * 4)
FROM ranked GROUP BY task_id
"""
"""Of each task: how many have it verified, and the time in which half of them and four of five were done."""


@dataclass(frozen=True)
class Duration:
    """``people`` were measured; half of them took no longer than ``median``, four of five no longer than ``p80``."""

    people: int
    median: timedelta
    p80: timedelta


def durations(program: Program) -> dict[int, Duration]:
    """By task id, for tasks that at least one person has verified. Seconds of work for a program of 100,000 people."""
    statement = STATEMENT.format(
        seconds=SECONDS[connection.vendor],
        **{model._meta.model_name or "": model._meta.db_table for model in (Transition, Enrollment, Submission)},
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"program": program.pk, "verified": Status.VERIFIED.value})
        rows = cursor.fetchall()
    return {task: Duration(people, _span(median), _span(p80)) for task, people, median, p80 in rows}


def _span(seconds: float) -> timedelta:
    return timedelta(seconds=round(float(seconds)))
