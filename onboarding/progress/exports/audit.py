"""The audit trail as a file: what was asked for, latest first."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import BigIntegerField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from onboarding.curriculum.models import Task
from onboarding.github.models import Repository
from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.progress.queries.audit import Entry, Filter, entries_of

COLUMNS = ("at", "what", "actor_login", "person_login", "enrollment", "submission", "question", "task", "details")


def audit_rows(program: Program, asked: Filter) -> Iterator[tuple[Any, ...]]:
    slugs = dict(Task.objects.filter(track=program.track_id).values_list("pk", "slug"))
    names = _names(program)
    return (_row(entry, slugs, names) for entry in entries_of(program, asked))


def _names(program: Program) -> dict[str, dict[int, str]]:
    """What facts know by keys, by the facts' own names."""
    given = program.audit.filter(facts__has_key="mentor").values(key=Cast(KT("facts__mentor"), BigIntegerField()))
    return {
        "mentor": dict(User.objects.filter(pk__in=given).values_list("pk", "login")),
        "repositories": dict(Repository.objects.values_list("pk", "full_name")),
    }


def _row(entry: Entry, slugs: dict[int, str], names: Mapping[str, Mapping[int, str]]) -> tuple[Any, ...]:
    source = entry.source
    said = ((name, _said(value, names)) for name, value in zip(source.what, entry.what, strict=True) if value)
    details = "; ".join(f"{name}={value}" for name, value in said)
    task = slugs.get(entry.task, "") if entry.task else ""
    return (
        *(entry.at, source.name, entry.actor_login, entry.person_login),
        *(entry.enrollment, entry.submission, entry.question, task, details),
    )


def _said(value: Any, names: Mapping[str, Mapping[int, str]]) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_named(each, names.get(name, {}))}" for name, each in sorted(value.items()))
    return str(value)


def _named(value: Any, names: Mapping[int, str]) -> str:
    if isinstance(value, list):
        return " ".join(_named(each, names) for each in value)
    return names.get(value, str(value)) if isinstance(value, int) else str(value)
