"""One person's page, and the issue that they picked."""

from http import HTTPStatus

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from onboarding.mentoring.forms import NoteForm
from onboarding.mentoring.models import Star
from onboarding.mentoring.queries.later import extendable
from onboarding.mentoring.queries.person import person_page
from onboarding.mentoring.reader import reader_at
from onboarding.mentoring.views.access import for_mentors
from onboarding.mentoring.words import STATES
from onboarding.people.models import User
from onboarding.programs import operations as programs
from onboarding.programs.models import Enrollment, IssuePick
from onboarding.progress.queries.agreements import agreements_of
from onboarding.progress.queries.issues import held_pick


@require_GET
@for_mentors
def person(request: HttpRequest, user: User, eid: str) -> HttpResponse:
    return show(request, user, eid, NoteForm())


def show(
    request: HttpRequest, user: User, eid: str, form: NoteForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """The page, with what was typed of a note."""
    people = Enrollment.objects.mentored_by(user).select_related("user", "program", "mentor")
    enrollment = get_object_or_404(
        people.annotate(is_starred=Exists(Star.objects.filter(user=user, enrollment=OuterRef("pk")))), public_id=eid
    )
    now = timezone.now()
    reader = reader_at(now)
    context = {
        "enrollment": enrollment,
        "state": STATES[Enrollment.State(enrollment.state)],
        "person": person_page(enrollment, user, reader),
        "agreements": agreements_of(enrollment, reader),
        "may_extend": bool(extendable(user, [eid])),
        "pick": held_pick(enrollment, reader),
        "note_form": form,
        "now": now,
    }
    return render(request, "mentoring/person.html", context, status=status)


@require_POST
@for_mentors
def confirm_pick(request: HttpRequest, user: User, pid: str) -> HttpResponse:
    """This issue is a good choice for that person."""
    pick = get_object_or_404(IssuePick.objects.mentored_by(user).select_related("enrollment"), public_id=pid)
    programs.confirm(pick=pick, mentor=user, now=timezone.now())
    return redirect("person", eid=pick.enrollment.public_id)
