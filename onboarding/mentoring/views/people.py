"""The people grid and one person's page."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from onboarding.mentoring.grid import render_grid
from onboarding.mentoring.models import Star
from onboarding.mentoring.operations import keep_star
from onboarding.mentoring.options import options_for
from onboarding.mentoring.queries.desk import Desk, desks_of
from onboarding.mentoring.queries.later import extendable
from onboarding.mentoring.queries.people import Filter, page_of
from onboarding.mentoring.queries.person import stops_of
from onboarding.mentoring.reader import reader_at
from onboarding.mentoring.views.access import for_mentors
from onboarding.mentoring.words import STATES, WORDS
from onboarding.people.models import User
from onboarding.programs import operations as programs
from onboarding.programs.models import Enrollment, IssuePick
from onboarding.progress.queries.agreements import agreements_of
from onboarding.progress.queries.issues import held_pick


@require_GET
@vary_on_headers("HX-Request")
@for_mentors
def people(request: HttpRequest, user: User) -> HttpResponse:
    desks, waiting = desks_of(user)
    asked, now = Filter.from_query(request.GET), timezone.now()
    desk = _chosen(desks, asked.program)
    page = page_of(desk, user, asked, now=now)
    request.waiting = waiting  # type: ignore[attr-defined]  # spares the header its own query
    context = {
        "desks": desks,
        "desk": desk,
        "asked": asked,
        "page": page,
        "earlier": asked.on_page(page.number - 1),
        "later": asked.on_page(page.number + 1),
        "grid": render_grid(page.people, desk.columns, now=now),
        "steps": WORDS,
        "options": options_for(asked),
    }
    return render(request, f"mentoring/{'_people' if _wants_part(request) else 'people'}.html", context)


@require_POST
@for_mentors
def star(request: HttpRequest, user: User, eid: str) -> HttpResponse:
    enrollment = get_object_or_404(Enrollment.objects.mentored_by(user), public_id=eid)
    keep_star(user=user, enrollment=enrollment, starred=request.POST.get("starred") == "1")
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return redirect(back)
    return redirect("person", eid)


@require_GET
@for_mentors
def person(request: HttpRequest, user: User, eid: str) -> HttpResponse:
    people = Enrollment.objects.mentored_by(user).select_related("user", "program", "mentor")
    enrollment = get_object_or_404(
        people.annotate(is_starred=Exists(Star.objects.filter(user=user, enrollment=OuterRef("pk")))), public_id=eid
    )
    now = timezone.now()
    reader = reader_at(now)
    stops = stops_of(enrollment, reader)
    context = {
        "enrollment": enrollment,
        "state": STATES[Enrollment.State(enrollment.state)],
        "stops": stops,
        "agreements": agreements_of(enrollment, reader),
        "may_extend": bool(extendable(user, [eid])),
        "pick": held_pick(enrollment, reader),
        "has_attempts": any(stop.attempts for stop in stops),
        "now": now,
    }
    return render(request, "mentoring/person.html", context)


@require_POST
@for_mentors
def confirm_pick(request: HttpRequest, user: User, pid: str) -> HttpResponse:
    """This issue is a good choice for that person."""
    pick = get_object_or_404(IssuePick.objects.mentored_by(user).select_related("enrollment"), public_id=pid)
    programs.confirm(pick=pick, mentor=user, now=timezone.now())
    return redirect("person", eid=pick.enrollment.public_id)


def _chosen(desks: list[Desk], slug: str) -> Desk:
    """The program that the address names, or the first one. Somebody else's is 404, as if it weren't there."""
    for desk in desks:
        if desk.slug == slug or not slug:
            return desk
    raise Http404


def _wants_part(request: HttpRequest) -> bool:
    """Whether htmx changes a part of the page; going back in history it asks for the whole page again."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request
