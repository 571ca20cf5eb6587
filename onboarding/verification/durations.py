"""How long each task of a program takes people: from what they had verified before it, or their start, to its own
verification. One statement, in calendar time; far too much for a page, which reads the stored `Pace` instead.
Earlier work that was confirmed begins the time of what follows it, and has none of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from onboarding.programs.models import Enrollment, Program
from onboarding.verification.models import CONFIRMED, Status, Submission, Transition

ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)

SECONDS = {
    "postgresql": "EXTRACT(EPOCH FROM {until} - {since})",
    "sqlite": "(JULIANDAY({until}) - JULIANDAY({since})) * 86400",
}
"""What each database calls the seconds between two instants."""

RANKED = """
ranked AS (
    SELECT subject, seconds,
        ROW_NUMBER() OVER (PARTITION BY subject ORDER BY seconds) AS place,
        COUNT(*) OVER (PARTITION BY subject) AS times
    FROM taken
)
SELECT subject, MAX(times),
    MIN(seconds) FILTER (WHERE place * 2 >= times),
    MIN(seconds) FILTER (WHERE place * 5 >= times * 4)
FROM ranked GROUP BY subject
"""
"""Of each subject in ``taken``: how often, and the time in which half of them and four of five were done."""

STATEMENT = """
WITH verified AS (
    SELECT submission.task_id, moved.at, moved.code, enrollment.started_at,
        LAG(moved.at) OVER (PARTITION BY moved.enrollment_id ORDER BY moved.at, moved.id) AS earlier_at
    FROM {transition} moved
    JOIN {enrollment} enrollment ON enrollment.id = moved.enrollment_id
    JOIN {submission} submission ON submission.id = moved.submission_id
    WHERE enrollment.program_id = %(program)s AND moved.to_status = %(verified)s AND moved.from_status <> %(verified)s
), taken AS (
    SELECT task_id AS subject, {seconds} AS seconds FROM verified
    WHERE at >= %(since)s AND code <> %(confirmed)s
), {ranked}"""


@dataclass(frozen=True)
class Duration:
    """``people`` were measured; half of them took no longer than ``median``, four of five no longer than ``p80``."""

    people: int
    median: timedelta
    p80: timedelta


def durations(program: Program, *, since: datetime = ALWAYS) -> dict[int, Duration]:
    """By task id, for tasks that at least one person has verified, since then. Seconds of work for a program of 100,000
    people."""
    statement = STATEMENT.format(
        seconds=seconds("at", "COALESCE(earlier_at, started_at)"),
        ranked=RANKED,
        **{model._meta.model_name or "": model._meta.db_table for model in (Transition, Enrollment, Submission)},
    )
    asked = {"program": program.pk, "verified": Status.VERIFIED.value, "confirmed": CONFIRMED}
    return told(statement, {**asked, "since": connection.ops.adapt_datetimefield_value(since)})


def seconds(until: str, since: str) -> str:
    """The seconds between two columns, as this database says it."""
    return SECONDS[connection.vendor].format(until=until, since=since)


def told(statement: str, params: Mapping[str, Any] | Sequence[Any]) -> dict[int, Duration]:
    """What a statement that ends in `RANKED` says, by its subject."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows = cursor.fetchall()
    return {subject: Duration(people, _span(median), _span(p80)) for subject, people, median, p80 in rows}


def _span(length: float) -> timedelta:
    return timedelta(seconds=round(float(length)))
