"""With those ticked in the grid: a friendly word, later dates, tags, a spreadsheet."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from onboarding.mentoring.forms import TagForm
from onboarding.mentoring.operations import Refused, tag, untag
from onboarding.mentoring.queries.later import extendable
from onboarding.mentoring.queries.people import PAGE
from onboarding.mentoring.views.access import for_mentors
from onboarding.mentoring.views.back import back
from onboarding.people.models import User
from onboarding.programs.models import Enrollment

People = Sequence[Enrollment]
Deed = Callable[[HttpRequest, User, People], HttpResponse]


@require_POST
@for_mentors
def chosen(request: HttpRequest, user: User) -> HttpResponse:
    """``who``, as often as needed, all of one program; ``do`` says what. Each leads to a page or back to the grid."""
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        raise Http404
    named = request.POST.getlist("who")[:PAGE]
    found = list(Enrollment.objects.mentored_by(user).filter(public_id__in=named).select_related("program"))
    if len(found) < len(set(named)) or len({person.program_id for person in found}) > 1:
        raise Http404
    if not found:
        messages.warning(request, _("Nobody is ticked. Tick the people whom you mean, then choose what to do."))
        return back(request, reverse("people"))
    return deed(request, user, found)


def _later_dates(request: HttpRequest, user: User, people: People) -> HttpResponse:
    walking = extendable(user, [person.public_id for person in people])
    if not walking:
        messages.warning(request, _("None of those ticked has a date to move: they have finished, left or not begun."))
        return back(request, _grid(people))
    return redirect(f"{reverse('later_dates')}?{_who(walking)}{_and_back(request)}")


def _nudge(request: HttpRequest, _user: User, people: People) -> HttpResponse:
    return redirect(f"{reverse('nudges')}?{_who(people)}{_and_back(request)}")


def _export(_request: HttpRequest, _user: User, people: People) -> HttpResponse:
    return redirect(f"{reverse('export_people')}?program={people[0].program.slug}&{_who(people)}")


def _tag(request: HttpRequest, _user: User, people: People) -> HttpResponse:
    return _with_tag(request, people, lambda name: tag(program=people[0].program, enrollments=people, name=name))


def _untag(request: HttpRequest, _user: User, people: People) -> HttpResponse:
    return _with_tag(request, people, lambda name: untag(program=people[0].program, enrollments=people, name=name))


def _with_tag(request: HttpRequest, people: People, change: Callable[[str], object]) -> HttpResponse:
    form = TagForm(request.POST)
    if not form.is_valid():
        messages.warning(request, str(form.errors["tag"][0]))
        return back(request, _grid(people))
    try:
        change(form.cleaned_data["tag"])
        _tell(request, form.cleaned_data["tag"], len(people))
    except Refused as refused:
        messages.warning(request, refused.message)
    return back(request, _grid(people))


def _tell(request: HttpRequest, name: str, count: int) -> None:
    if request.POST["do"] == "tag":
        sentence = ngettext(
            "%(count)d person has the tag “%(tag)s” now.", "%(count)d people have the tag “%(tag)s” now.", count
        )
    else:
        sentence = ngettext(
            "%(count)d person no longer has the tag “%(tag)s”.",
            "%(count)d people no longer have the tag “%(tag)s”.",
            count,
        )
    messages.success(request, sentence % {"count": count, "tag": name})


def _who(people: People) -> str:
    return urlencode([("who", person.public_id) for person in people])


def _and_back(request: HttpRequest) -> str:
    """Afterwards they go on where they ticked: the same filter, the same page."""
    asked = request.POST.get("next", "")
    return f"&{urlencode({'next': asked})}" if asked else ""


def _grid(people: People) -> str:
    return f"{reverse('people')}?program={people[0].program.slug}"


DEEDS: Mapping[str, Deed] = {"nudge": _nudge, "later": _later_dates, "csv": _export, "tag": _tag, "untag": _untag}
