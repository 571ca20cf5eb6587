"""What changes for whom when a program takes over what is new in its track."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import TaskVersion
from onboarding.curriculum.queries import due_of
from onboarding.languages import pick
from onboarding.programs.models import Enrollment, Program
from onboarding.programs.operations import Change, pending_changes
from onboarding.programs.operations.versions import News, fingerprint
from onboarding.programs.trail import COUNTED, Step
from onboarding.rules.types import Rule

State = Enrollment.State
NEWS = {News.ADDED: _("new"), News.CHANGED: _("changed"), News.RETIRED: _("retired")}
PARTS: dict[str, str | Promise] = {
    "title": _("title"),
    "summary": _("summary"),
    "text": _("text"),
    "kind": _("kind of evidence"),
    "due_days": _("due time"),
    "due_from": _("due time"),
    "needs": _("prerequisites"),
    "rules": _("rules"),
    "may_share": _("sharing"),
    "criteria": _("criteria"),
    "minutes": _("minutes"),
    "reviewed": _("review by a mentor"),
}
UNDER_WAY = (Step.CHECKING, Step.NEWCOMER, Step.MAINTAINERS, Step.REVIEW, Step.RETURNED)
MOST_LINES = 400
MARKS = {"+": "added", "-": "gone", "@": "place"}


@dataclass(frozen=True)
class Line:
    """``kind``: added, gone, place (where in the text), or empty for what stays. ``text`` begins with its mark."""

    kind: str
    text: str


@dataclass(frozen=True)
class TaskNews:
    """``open``: people whose attempt is under way, by the old version; ``ahead``: who meets the new one.

    ``due``: by when it was to be done and is then, in words, where that changes: it does for both of them.
    """

    task_id: int
    title: str
    news: str
    news_said: str | Promise
    parts: tuple[str, ...]
    open: int
    done: int
    ahead: int
    due: tuple[str, str] | None
    needs_others: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class VersionsPage:
    """``seen``: a fingerprint of what is shown."""

    news: tuple[TaskNews, ...]
    walking: int
    seen: str


def versions_page(program: Program, *, language: str) -> VersionsPage:
    """Three queries."""
    changes = pending_changes(program)
    counts = _counts(program, changes)
    return VersionsPage(
        news=tuple(_news(change, counts, language) for change in changes),
        walking=counts["walking"],
        seen=fingerprint(changes),
    )


def _counts(program: Program, changes: Sequence[Change]) -> dict[str, int]:
    """Of all trails at once: by task, who is at it, and who has done it."""
    walking = Q(state__in=(State.ACTIVE, State.PAUSED))
    steps = {f"step_{each.task.pk}": Substr("trail", each.task.slot + 1, 1) for each in changes}
    counted = {"walking": Count("pk", filter=walking)}
    for each in changes:
        step = f"step_{each.task.pk}"
        counted[f"open_{each.task.pk}"] = Count("pk", filter=walking & Q(**{f"{step}__in": UNDER_WAY}))
        counted[f"done_{each.task.pk}"] = Count("pk", filter=Q(**{f"{step}__in": tuple(COUNTED)}))
        counted[f"over_{each.task.pk}"] = Count("pk", filter=walking & Q(**{f"{step}__in": tuple(COUNTED)}))
    return dict(program.enrollments.annotate(**steps).aggregate(**counted))


def _news(change: Change, counts: dict[str, int], language: str) -> TaskNews:
    pk = change.task.pk
    started = counts[f"open_{pk}"] + counts[f"over_{pk}"]
    return TaskNews(
        task_id=pk,
        title=pick(change.content.title, language),
        news=change.news,
        news_said=NEWS[change.news],
        parts=tuple(dict.fromkeys(str(PARTS[name]) for name in change.fields)),
        open=counts[f"open_{pk}"],
        done=counts[f"done_{pk}"],
        ahead=0 if change.news == News.RETIRED else counts["walking"] - started,
        due=_due(change),
        needs_others="needs" in change.fields,
        lines=tuple(_difference(change, language)),
    )


def _due(change: Change) -> tuple[str, str] | None:
    if change.before is None or change.after is None:
        return None
    before, after = (due_of(each.parsed) or str(_("no due date")) for each in (change.before, change.after))
    return (before, after) if before != after else None


def _difference(change: Change, language: str) -> Iterator[Line]:
    """A changed task only: what is wholly new or gone has nothing to be compared with."""
    if change.before is None or change.after is None:
        return
    before, after = _written(change.before, language), _written(change.after, language)
    for number, text in enumerate(difflib.unified_diff(before, after, n=2, lineterm="")):
        if number >= MOST_LINES:
            yield Line("place", "…")
            return
        if number > 1:  # the first two name the sides
            yield Line(MARKS.get(text[:1], ""), text)


def _written(version: TaskVersion, language: str) -> list[str]:
    """A version as lines that people can compare: what it says, then what it asks for."""
    content = version.parsed
    facts = (
        f"{PARTS['title']}: {pick(content.title, language)}",
        f"{PARTS['summary']}: {pick(content.summary, language)}",
        f"{PARTS['kind']}: {content.kind}",
        f"{PARTS['due_days']}: {content.due_days} ({content.due_from})",
        f"{PARTS['needs']}: {', '.join(content.needs)}",
        f"{PARTS['may_share']}: {', '.join(content.may_share)}",
        f"{PARTS['minutes']}: {content.minutes}",
        f"{PARTS['reviewed']}: {content.reviewed}",
    )
    criteria = [f"{PARTS['criteria']}: {pick(each, language)}" for each in content.criteria]
    return [*facts, *criteria, *_rules(content.rules, language), *pick(content.text, language).splitlines()]


def _rules(rules: Iterable[Rule], language: str) -> Iterator[str]:
    for rule in rules:
        yield f"{rule.code}: {pick(rule.expect, language)}"
        yield from (f"    {line}" for line in rule.expression.splitlines())
        yield f"    {pick(rule.hint, language)}"
