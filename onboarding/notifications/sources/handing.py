"""Newcomers who change mentors: they and the new mentor learn it, and organisers that somebody asks for another one."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onboarding.languages import Text
from onboarding.notifications.kinds import Kind
from onboarding.notifications.news import News, Source, in_all, nothing_settles_it
from onboarding.notifications.sources.readers import organisers_of
from onboarding.programs.models import HandOver, MentorRequest


def hand_overs() -> QuerySet[HandOver]:
    """With whether it is what the newcomer had asked for."""
    granted = MentorRequest.objects.filter(
        enrollment=OuterRef("enrollment"), outcome=MentorRequest.Outcome.GRANTED, answered_at=OuterRef("at")
    )
    found = HandOver.objects.filter(announced_at=None).order_by("pk")
    return found.select_related("enrollment__user", "taker").annotate(as_asked=Exists(granted))


def handed(row: Any) -> News | None:
    """Nobody is told that they have no mentor: organisers see it, and soon there is one."""
    if row.taker is None:
        return None
    name = row.taker.display_name
    return News(
        kind=Kind.MENTOR,
        readers={row.enrollment.user_id},
        title=in_all(
            lambda _code: _as_asked(name) if row.as_asked else _("%(name)s is your mentor now") % {"name": name}
        ),
        path=reverse("enrollment", args=(row.enrollment.public_id,)),
        program=row.enrollment.program_id,
    )


def settled_hand_overs(ids: Sequence[int]) -> set[int]:
    """They have yet another mentor by now."""
    moved_on = HandOver.objects.exclude(enrollment__mentor=F("taker"))
    return set(moved_on.filter(pk__in=ids).values_list("pk", flat=True))


def taken() -> QuerySet[HandOver]:
    """The first of each act stands for all of it."""
    found = HandOver.objects.filter(taker_announced_at=None, first=None, taker__isnull=False).order_by("pk")
    return found.select_related("enrollment__program", "enrollment__user", "giver")


def taking(row: HandOver) -> News:
    """Once for each act, with how many they are: who takes over thirty newcomers reads one notice."""
    count = HandOver.objects.of_act(row.pk).count()
    newcomer, program = row.enrollment.user.display_name, row.enrollment.program
    grid = f"{reverse('people')}?program={program.slug}&handed={row.pk}&state=any"
    return News(
        kind=Kind.GIVEN if row.is_of_who_joined else Kind.HANDED,
        readers={row.taker_id or 0},
        title=in_all(lambda _code: _yours(count) % {"name": newcomer, "count": count}),
        text=_since(row, count),
        path=grid if count > 1 else reverse("person", args=(row.enrollment.public_id,)),
        program=program.pk,
        actor=row.by_id,
    )


def _since(row: HandOver, count: int) -> Text | None:
    """Where they come from."""
    if row.giver is not None:
        name = row.giver.display_name
        return in_all(lambda _code: _before(count) % {"name": name})
    return in_all(lambda _code: _just_joined(count)) if row.is_of_who_joined else None


def settled_takings(ids: Sequence[int]) -> set[int]:
    """None of them is theirs any more."""
    still = HandOver.objects.of_act(OuterRef("pk")).filter(enrollment__mentor=F("taker"))
    return set(HandOver.objects.filter(~Exists(still), pk__in=ids).values_list("pk", flat=True))


def _as_asked(name: str) -> str:
    return _("%(name)s looks after you now, as you asked") % {"name": name}


def _yours(count: int) -> str:
    """One is called by name."""
    if count == 1:
        return _("%(name)s is your newcomer now")
    return ngettext("%(count)d more newcomer is yours now", "%(count)d more newcomers are yours now", count)


def _before(count: int) -> str:
    return ngettext(
        "Until now %(name)s looked after them. Say hello, and see where they stand.",
        "Until now %(name)s looked after them. Say hello, and see where each of them stands.",
        count,
    )


def _just_joined(count: int) -> str:
    return ngettext(
        "They have just joined. Say hello: the first days decide a lot.",
        "They have just joined. Say hello to each of them: the first days decide a lot.",
        count,
    )


def requests() -> QuerySet[MentorRequest]:
    found = MentorRequest.objects.filter(announced_at=None).order_by("pk")
    return found.select_related("enrollment__program", "enrollment__user")


def asked(row: MentorRequest) -> News:
    """Not for the mentor whom it is about, though they organise the program; and its reason stays on the page."""
    name = row.enrollment.user.display_name
    return News(
        kind=Kind.ASKED_MENTOR,
        readers=organisers_of(row.enrollment.program_id) - {row.mentor_id or 0},
        title=in_all(lambda _code: _("%(name)s asks for another mentor") % {"name": name}),
        path=reverse("organise_mentors", args=(row.enrollment.program.slug,)),
        program=row.enrollment.program_id,
        is_private=True,
    )


def settled_requests(ids: Sequence[int]) -> set[int]:
    answered = MentorRequest.objects.filter(answered_at__isnull=False, pk__in=ids)
    return set(answered.values_list("pk", flat=True))


def refusals() -> QuerySet[MentorRequest]:
    found = MentorRequest.objects.filter(answer_announced_at=None, outcome=MentorRequest.Outcome.DECLINED)
    return found.order_by("pk").select_related("enrollment")


def refused(row: MentorRequest) -> News:
    """With the organiser's words, and what is left to do. Who is given another mentor learns it from the hand-over."""
    return News(
        kind=Kind.MENTOR,
        readers={row.enrollment.user_id},
        title=in_all(lambda _code: _("Your request for another mentor was declined")),
        text=in_all(lambda _code: f"{row.words}\n\n{_next()}"),
        path=reverse("enrollment", args=(row.enrollment.public_id,)),
        program=row.enrollment.program_id,
        actor=row.answered_by_id,
        is_private=True,
    )


def _next() -> str:
    return _("You keep your mentor for now. Tell them what you need; when something has changed, you can ask again.")


HAND_OVERS = Source("hand-over", hand_overs, handed, settled_hand_overs, at=lambda row: row.at)
TAKINGS = Source("taken-over", taken, taking, settled_takings, at=lambda row: row.at, column="taker_announced_at")
MENTOR_REQUESTS = Source("mentor-request", requests, asked, settled_requests, at=lambda row: row.asked_at)
MENTOR_REFUSALS = Source(
    "mentor-refusal",
    refusals,
    refused,
    nothing_settles_it,
    at=lambda row: row.answered_at,
    column="answer_announced_at",
)
