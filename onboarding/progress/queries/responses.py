"""How long newcomers waited for a mentor's first word: on work that was handed in, and on questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Subquery

from onboarding.people.models import User
from onboarding.programs.models import Membership, Program
from onboarding.questions.models import Answer
from onboarding.verification.durations import RANKED, Duration, seconds, told
from onboarding.verification.models import Review, Status, Transition

ENOUGH = 5
"""Fewer waits than this say nothing about anybody, and are not turned into a figure."""

STATEMENT = """
WITH found (subject, until_at, since_at) AS ({found}), taken AS (
    SELECT subject, {seconds} AS seconds FROM found WHERE since_at IS NOT NULL
), {ranked}"""


@dataclass(frozen=True)
class Responses:
    """Of one mentor; None where there was nothing to respond to."""

    name: str
    reviews: Duration | None
    answers: Duration | None

    @property
    def count(self) -> int:
        return sum(each.people for each in (self.reviews, self.answers) if each)


def responses_of(program: Program, *, since: datetime | None) -> tuple[Responses, ...]:
    """Of everybody who mentors the program or gave a first word in it, by name. Three queries."""
    reviews, answers = _measured(_reviews(program, since)), _measured(_answers(program, since))
    members = Membership.objects.filter(program=program, role=Membership.Role.MENTOR).values("user")
    people = User.objects.filter(pk__in=[*reviews, *answers]) | User.objects.filter(pk__in=members)
    names = {person.pk: person.display_name for person in people.only("name", "login")}
    found = [Responses(name, reviews.get(pk), answers.get(pk)) for pk, name in names.items()]
    return tuple(sorted(found, key=lambda each: (not each.count, each.name.casefold())))


def _reviews(program: Program, since: datetime | None) -> QuerySet[Any]:
    """Each judgement that somebody waited for, from when the work came to the mentors."""
    came = Transition.objects.filter(
        submission=OuterRef("submission"), to_status=Status.IN_REVIEW, at__lte=OuterRef("decided_at")
    )
    found = Review.objects.awaited().filter(submission__enrollment__program=program)
    if since is not None:
        found = found.filter(decided_at__gte=since)
    return found.annotate(
        subject=F("mentor"), until=F("decided_at"), since=Subquery(came.order_by("-at", "-pk").values("at")[:1])
    )


def _answers(program: Program, since: datetime | None) -> QuerySet[Any]:
    """The first answer that somebody else gave to each question."""
    found = Answer.objects.filter(
        question__enrollment__program=program, answered_at=F("question__first_answered_at")
    ).exclude(author=F("question__enrollment__user"))
    if since is not None:
        found = found.filter(answered_at__gte=since)
    return found.annotate(subject=F("author"), until=F("answered_at"), since=F("question__asked_at"))


def _measured(found: QuerySet[Any]) -> Mapping[int, Duration]:
    """By the mentor's key."""
    rows = found.order_by().values_list("subject", "until", "since")
    sql, params = rows.query.get_compiler(connection=connection).as_sql()
    statement = STATEMENT.format(found=sql, seconds=seconds("until_at", "since_at"), ranked=RANKED)
    return told(statement, params)
