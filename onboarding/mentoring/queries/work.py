"""Submissions as lines of a list: who, which task, since when, and what is known in one sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import FilteredRelation, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Left

from onboarding.curriculum.models import TaskVersion
from onboarding.curriculum.rendering import in_a_line
from onboarding.languages import Text, pick
from onboarding.mentoring.queries.scope import Scope
from onboarding.mentoring.reader import language
from onboarding.people.models import initials_of
from onboarding.verification.models import Flag, Submission

EXCERPT = 200


@dataclass(frozen=True)
class Item:
    """One submission and what it waits for. ``says``: why it is flagged, the primary finding, or how it begins."""

    public_id: str
    enrollment: str
    name: str
    initials: str
    program: str
    task: str
    since: datetime
    attempt: int
    says: str
    is_unassigned: bool


class _Row(NamedTuple):
    pk: int
    public_id: str
    turn_since: datetime
    attempt: int
    version: int
    enrollment: str
    program: int
    mentor: int | None
    name: str
    login: str
    saw: Text | None
    expect: Text | None
    title: str | None
    text: str | None

    @property
    def excerpt(self) -> str:
        """What was handed in, in a line: the pull request's title, or how the text begins."""
        return self.title or in_a_line(self.text or "")


def items_of(pks: Iterable[int], scope: Scope) -> dict[int, Item]:
    """The lines of these submissions by key. Three queries, however many."""
    rows = _rows(pks)
    titles = titles_of({row.version for row in rows})
    reasons = _reasons(rows)
    return {row.pk: _item(row, scope, titles, reasons) for row in rows}


def titles_of(versions: Iterable[int]) -> dict[int, str]:
    """What task versions are called, in the reader's language."""
    found = TaskVersion.objects.filter(pk__in=versions).values_list("pk", "content__title")
    return {pk: pick(title, language()) for pk, title in found}


def _rows(pks: Iterable[int]) -> list[_Row]:
    found = Submission.objects.filter(pk__in=pks)
    rows = found.annotate(
        main_finding=FilteredRelation("findings", condition=Q(findings__is_primary=True))
    ).values_list(
        "pk",
        "public_id",
        "turn_since",
        "attempt",
        "version",
        "enrollment__public_id",
        "enrollment__program",
        "enrollment__mentor",
        "enrollment__user__name",
        "enrollment__user__login",
        "main_finding__saw",
        "main_finding__expect",
        "pull_request__title",
        Left(KeyTextTransform("text", "evidence"), EXCERPT),
    )
    return [_Row._make(row) for row in rows]


def _reasons(rows: Sequence[_Row]) -> dict[int, Text]:
    """Why any of these is flagged: what the oldest open flag saw."""
    found = Flag.objects.filter(submission__in=[row.pk for row in rows], closed_at=None)
    return dict(found.order_by("-opened_at", "-pk").values_list("submission", "saw"))


def _item(row: _Row, scope: Scope, titles: Mapping[int, str], reasons: Mapping[int, Text]) -> Item:
    name = row.name or row.login
    return Item(
        public_id=row.public_id,
        enrollment=row.enrollment,
        name=name,
        initials=initials_of(name),
        program=scope.programs[row.program],
        task=titles[row.version],
        since=row.turn_since,
        attempt=row.attempt,
        says=pick(reasons.get(row.pk) or row.saw or row.expect or {}, language()) or row.excerpt,
        is_unassigned=row.mentor is None,
    )
