"""The audit trail as a file: what was asked for, latest first."""

from collections.abc import Iterator
from typing import Any

from onboarding.curriculum.models import Task
from onboarding.programs.models import Program
from onboarding.progress.queries.audit import Entry, Filter, entries_of

COLUMNS = ("at", "what", "actor_login", "person_login", "enrollment", "submission", "task", "details")


def audit_rows(program: Program, asked: Filter) -> Iterator[tuple[Any, ...]]:
    slugs = dict(Task.objects.filter(track=program.track_id).values_list("pk", "slug"))
    return (_row(entry, slugs) for entry in entries_of(program, asked))


def _row(entry: Entry, slugs: dict[int, str]) -> tuple[Any, ...]:
    source = entry.source
    details = "; ".join(f"{name}={_said(value)}" for name, value in zip(source.what, entry.what, strict=True) if value)
    task = slugs.get(entry.task, "") if entry.task else ""
    return (
        *(entry.at, source.name, entry.actor_login, entry.person_login),
        *(entry.enrollment, entry.submission, task, details),
    )


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {each}" for name, each in value.items())
    return str(value)
