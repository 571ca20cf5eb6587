"""The people grid: who fits, as a page and as a spreadsheet; filters that are kept; stars."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from onboarding.mentoring.forms import FilterForm
from onboarding.mentoring.grid import render_grid
from onboarding.mentoring.models import SavedFilter
from onboarding.mentoring.operations import Refused, keep_star, save_filter
from onboarding.mentoring.options import options_for, sifted
from onboarding.mentoring.queries.desk import Desk, desks_of
from onboarding.mentoring.queries.export import rows_of
from onboarding.mentoring.queries.filter import Filter, matching
from onboarding.mentoring.queries.people import PAGE, page_of
from onboarding.mentoring.views.access import for_mentors
from onboarding.mentoring.views.back import back
from onboarding.mentoring.words import WORDS
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Program
from onboarding.spreadsheets import download


@require_GET
@vary_on_headers("HX-Request")
@for_mentors
def people(request: HttpRequest, user: User) -> HttpResponse:
    asked, now = Filter.from_query(request.GET), timezone.now()
    desks, waiting = desks_of(user, now=now)
    desk = _named(desks, asked.program)
    page = page_of(desk, user, asked, now=now)
    request.waiting = waiting  # type: ignore[attr-defined]  # spares the header its own query
    context = {
        "desks": desks,
        "desk": desk,
        "asked": asked,
        "page": page,
        "earlier": asked.on_page(page.number - 1),
        "later": asked.on_page(page.number + 1),
        "whole": asked.on_page(1),
        "keepable": asked.lasting,
        "kept": next((kept for kept in desk.filters if kept.query == asked.lasting), None),
        "grid": render_grid(page.people, desk.columns, now=now),
        "steps": WORDS,
        "options": options_for(asked, desk),
        "sifted": sifted(asked, desk),
        "is_part": _wants_part(request),
    }
    return render(request, f"mentoring/{'_people' if context['is_part'] else 'people'}.html", context)


@require_GET
@for_mentors
def export(request: HttpRequest, user: User) -> HttpResponseBase:
    """Everybody who fits, or those who are named by ``who``."""
    asked, named = Filter.from_query(request.GET), request.GET.getlist("who")[:PAGE]
    now = timezone.now()
    desk = _named(desks_of(user, now=now)[0], asked.program)
    found = matching(desk, user, asked, now=now)
    if named:
        found = Enrollment.objects.filter(program=desk.pk, public_id__in=named).exclude(user=user)
    return download(rows_of(found, desk, asked.sort), name=f"{desk.slug}-{_('people')}")


@require_POST
@for_mentors
def keep_filter(request: HttpRequest, user: User) -> HttpResponse:
    """Keep what the grid was asked for under a name; a kept one of this name is replaced."""
    program = get_object_or_404(Program.objects.mentored_by(user), slug=request.POST.get("program", ""))
    asked = Filter.from_query(QueryDict(request.POST.get("query", "")[: SavedFilter.LONGEST_QUERY]))
    form = FilterForm(request.POST)
    if not form.is_valid():
        messages.warning(request, str(form.errors["name"][0]))
        return back(request, reverse("people"))
    try:
        save_filter(user=user, program=program, name=form.cleaned_data["name"], query=asked.lasting)
    except Refused as refused:
        messages.warning(request, refused.message)
    return back(request, reverse("people"))


@require_POST
@for_mentors
def drop_filter(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    kept = get_object_or_404(SavedFilter, user=user, pk=pk)
    kept.delete()
    return back(request, f"{reverse('people')}?program={kept.program.slug}")


@require_POST
@for_mentors
def star(request: HttpRequest, user: User, eid: str) -> HttpResponse:
    enrollment = get_object_or_404(Enrollment.objects.mentored_by(user), public_id=eid)
    keep_star(user=user, enrollment=enrollment, starred=request.POST.get("starred") == "1")
    return back(request, reverse("person", args=[eid]))


def _named(desks: list[Desk], slug: str) -> Desk:
    """The program that the address names, or the first one. Somebody else's is 404, as if it weren't there."""
    for desk in desks:
        if desk.slug == slug or not slug:
            return desk
    raise Http404


def _wants_part(request: HttpRequest) -> bool:
    """Whether htmx changes a part of the page; going back in history it asks for the whole page again."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request
