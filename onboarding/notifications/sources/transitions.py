"""Work that moved: verified, returned, somebody's turn, flagged."""

from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onboarding.curriculum.models import UPLOADED, EvidenceKind
from onboarding.languages import Text, pick
from onboarding.notifications.kinds import Kind
from onboarding.notifications.news import News, Source, in_all
from onboarding.notifications.sources.readers import mentors_of
from onboarding.verification.models import Flag, Review, Status, Submission, Transition, Turn

ANSWERED_AT_ONCE = frozenset({*UPLOADED, EvidenceKind.QUIZ})
"""Kinds whose verdict stands in the answer to the very request that handed them in."""


def rows() -> QuerySet[Transition]:
    return Transition.objects.filter(announced_at=None).select_related(
        "submission__version", "submission__task", "enrollment__user", "enrollment__mentor", "actor"
    )


def news(row: Transition) -> News | None:
    if row.to_turn == Turn.MENTOR:
        return _for_mentors(row)
    by_machine = row.actor_id is None
    if by_machine and row.submission.kind in ANSWERED_AT_ONCE:
        return None
    if row.to_status == Status.VERIFIED and row.from_status != Status.VERIFIED:
        review = _review(row)
        title = in_all(lambda code: _with_comments(_("“%(task)s” is verified") % {"task": _task(row, code)}, review))
        return _for_newcomer(row, Kind.VERIFIED, title, _note(review))
    if row.to_status == Status.RETURNED:
        review = _review(row)
        title = in_all(
            lambda code: _with_comments(_("“%(task)s” comes back to you") % {"task": _task(row, code)}, review)
        )
        return _for_newcomer(row, Kind.RETURNED, title, _note(review) or _finding(row))
    if row.to_status == Status.WAITING and row.to_turn == Turn.NEWCOMER and _is_new(row):
        title = in_all(lambda code: _("Your turn: “%(task)s”") % {"task": _task(row, code)})
        return _for_newcomer(row, Kind.TURN, title, _finding(row))
    return None


def settled(ids: Sequence[int]) -> set[int]:
    """Nobody waits for the reader any more: the turn has gone on, or there is a newer attempt."""
    later = Submission.objects.filter(
        enrollment=OuterRef("enrollment"),
        task=OuterRef("submission__task"),
        attempt__gt=OuterRef("submission__attempt"),
    )
    for_its_turn = Q(to_turn__in=(Turn.MENTOR, Turn.NEWCOMER)) & ~Q(submission__turn=F("to_turn"))
    over = for_its_turn | ~Q(submission__status=F("to_status")) | Q(Exists(later))
    return set(Transition.objects.filter(over, pk__in=ids).values_list("pk", flat=True))


def _for_newcomer(row: Transition, kind: str, title: Text, text: Text | None) -> News:
    return News(
        kind=kind,
        readers={row.enrollment.user_id},
        title=title,
        text=text,
        path=reverse("task", args=(row.enrollment.public_id, row.submission.task.slug)),
        program=row.enrollment.program_id,
        actor=row.actor_id,
    )


def _for_mentors(row: Transition) -> News:
    name = row.enrollment.user.display_name
    is_flag = row.from_status == row.to_status == Status.VERIFIED
    if is_flag:
        title = in_all(
            lambda code: _("Look again at “%(task)s” by %(name)s") % {"task": _task(row, code), "name": name}
        )
        text = _flag(row)
    else:
        title = in_all(lambda code: _("%(name)s handed in “%(task)s”") % {"task": _task(row, code), "name": name})
        text = in_all(lambda _code: _("It waits for you to read it and to say what you think."))
    return News(
        kind=Kind.FLAG if is_flag else Kind.REVIEW,
        readers=mentors_of(row.enrollment, row.at) - {row.enrollment.user_id},
        title=title,
        text=text,
        path=reverse("review", args=(row.submission.public_id,)),
        program=row.enrollment.program_id,
        actor=row.actor_id,
    )


def _task(row: Transition, code: str) -> str:
    return pick(row.submission.version.parsed.title, code)


def _is_new(row: Transition) -> bool:
    """The newcomer was not told the same after an earlier look."""
    before = row.submission.transitions.filter(to_status=Status.WAITING, pk__lt=row.pk).order_by("-pk").first()
    return before is None or (before.to_turn, before.code) != (row.to_turn, row.code)


def _review(row: Transition) -> Review | None:
    """The decision that moved it, where a mentor did."""
    return Review.objects.filter(submission=row.submission_id, applied_at=row.at).first() if row.actor_id else None


def _note(review: Review | None) -> Text | None:
    """What the mentor wrote to it, in whatever language that was."""
    return in_all(lambda _code: review.note) if review and review.note else None


def _with_comments(title: str, review: Review | None) -> str:
    """In the title, which nothing shortens: an approval may say all that it says in comments on the text."""
    count = len(review.comments) if review else 0
    if not count:
        return title
    sentence = ngettext(
        "%(title)s, with %(count)d comment on your text", "%(title)s, with %(count)d comments on your text", count
    )
    return sentence % {"title": title, "count": count}


def _finding(row: Transition) -> Text | None:
    primary = row.submission.findings.filter(is_primary=True).first()
    return in_all(lambda code: f"{pick(primary.expect, code)} {pick(primary.hint, code)}".strip()) if primary else None


def _flag(row: Transition) -> Text | None:
    flag = Flag.objects.filter(submission=row.submission_id, code=row.code).order_by("-pk").first()
    return flag.saw if flag else None


TRANSITIONS = Source("transition", rows, news, settled, at=lambda row: row.at)
