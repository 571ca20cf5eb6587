"""Submissions as lines of a list: who, which task, since when, and what is known in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Left

from onboarding.curriculum.rendering import in_a_line
from onboarding.github.models import PullRequest
from onboarding.languages import Text, pick
from onboarding.mentoring.queries.scope import Scope
from onboarding.people.models import initials_of
from onboarding.verification.models import Finding, Flag, Submission, SubmissionQuerySet

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
    public_id: str
    turn_since: datetime
    attempt: int
    enrollment: str
    program: int
    mentor: int | None
    name: str
    login: str
    task: Text
    saw: Text | None
    expect: Text | None
    title: str | None
    text: str | None
    reason: Text | None

    @property
    def excerpt(self) -> str:
        """What was handed in, in a line: the pull request's title, or how the text begins."""
        return self.title or in_a_line(self.text or "")


COLUMNS = (
    "public_id",
    "turn_since",
    "attempt",
    "enrollment__public_id",
    "enrollment__program",
    "enrollment__mentor",
    "enrollment__user__name",
    "enrollment__user__login",
    "version__content__title",
    "saw",
    "expect",
    "pull_request_title",
    "text",
    "reason",
)


def rows_about(chosen: SubmissionQuerySet, *order: str) -> QuerySet[Any, Any]:
    """What `item_of` needs to know of these submissions. ``chosen`` may be sliced: what is beyond is not looked up.

    Sub-selects, not joins: of more than eight tables PostgreSQL does not find the best order any more, and then begins
    with everything. Why one is flagged is what the oldest open flag saw.
    """
    flags = Flag.objects.filter(submission=OuterRef("pk"), closed_at=None).order_by("opened_at", "pk")
    finding = Finding.objects.filter(submission=OuterRef("pk"), is_primary=True).order_by()  # there is one at most
    pull_request = PullRequest.objects.filter(pk=OuterRef("pull_request"))
    found = Submission.objects.filter(pk__in=chosen.values("pk")).annotate(
        saw=Subquery(finding.values("saw")),
        expect=Subquery(finding.values("expect")),
        pull_request_title=Subquery(pull_request.values("title")),
        text=Left(KeyTextTransform("text", "evidence"), EXCERPT),
        reason=Subquery(flags.values("saw")[:1]),
    )
    return found.order_by(*order).values_list(*COLUMNS)


def item_of(columns: Sequence[Any], scope: Scope) -> Item:
    """The line of one of `rows_about`, which may have more columns behind."""
    row = _Row._make(columns[: len(COLUMNS)])
    name = row.name or row.login
    return Item(
        public_id=row.public_id,
        enrollment=row.enrollment,
        name=name,
        initials=initials_of(name),
        program=scope.programs.get(row.program, ""),  # it may have begun since the scope was read
        task=pick(row.task, scope.language),
        since=row.turn_since,
        attempt=row.attempt,
        says=pick(row.reason or row.saw or row.expect or {}, scope.language) or row.excerpt,
        is_unassigned=row.mentor is None,
    )
