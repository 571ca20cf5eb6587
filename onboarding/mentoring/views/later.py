"""Later dates: a form for one person or many, and all of it agreed on at once."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from onboarding.mentoring.later import LaterDateForm
from onboarding.mentoring.queries.later import extendable, owed_by
from onboarding.mentoring.views.access import for_mentors
from onboarding.mentoring.views.back import back, way_back
from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Extension
from onboarding.programs.operations import Refused

ExtendAll = Callable[..., list[Extension]]
FIELDS = {"past": "day", "no-reason": "reason"}
"""Beside which field a refusal is said."""


@require_http_methods(["GET", "POST"])
@for_mentors
def later_dates(request: HttpRequest, user: User, *, extend_all: ExtendAll) -> HttpResponse:
    """The people are named by ``who``, as often as needed; all are of one program."""
    now = timezone.now()
    people = extendable(user, (request.POST or request.GET).getlist("who"))
    if len({person.program_id for person in people}) != 1:
        raise Http404
    form = LaterDateForm(request.POST or None, owed=owed_by(people), now=now)
    if form.is_valid() and _agree(form, user, extend_all, now=now):
        _tell(request, len(form.wanted))
        return back(request, _home(people))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    home = _home(people)
    ways = {"home": home, "back": way_back(request, home)}
    context = {"people": people, "program": people[0].program, "form": form, **ways}
    return render(request, "mentoring/later.html", context, status=status)


def _agree(form: LaterDateForm, user: User, extend_all: ExtendAll, *, now: datetime) -> bool:
    day, reason = form.cleaned_data["day"], form.cleaned_data["reason"]
    wanted = [(each.enrollment, each.task, each.until(day)) for each in form.wanted]
    try:
        extend_all(wanted=wanted, granted_by=user, reason=reason, now=now)
    except Refused as refused:
        form.add_error(FIELDS.get(refused.code, "tasks"), refused.message)
        return False
    return True


def _tell(request: HttpRequest, count: int) -> None:
    sentence = ngettext("%(count)d later date is agreed.", "%(count)d later dates are agreed.", count)
    messages.success(request, sentence % {"count": count})


def _home(people: list[Enrollment]) -> str:
    if len(people) == 1:
        return reverse("person", args=[people[0].public_id])
    return f"{reverse('people')}?program={people[0].program.slug}"
