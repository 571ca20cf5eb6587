"""Noting who did what. Call it in the transaction of what was done."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from onboarding.curriculum.models import Task
from onboarding.people.models import User
from onboarding.programs.models import AuditEntry, Program, Verb

Fact = str | int | bool | list[str] | list[int]
NO_FACTS: Mapping[str, Fact] = MappingProxyType({})


def record(
    *,
    program: Program,
    verb: Verb,
    actor: User | None,
    now: datetime,
    person: User | None = None,
    task: Task | None = None,
    facts: Mapping[str, Fact] = NO_FACTS,
) -> None:
    """``actor`` did this (None: the site by itself), to ``person``, with ``task``. ``facts``: numbers, ids, words of
    the code; never what people wrote."""
    AuditEntry.objects.create(
        program=program, verb=verb, actor=actor, person=person, task=task, facts=dict(facts), at=now
    )
