"""Notes on a person: write one, change or delete one's own. What is too long is said, and nothing of it is lost."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onboarding.mentoring.forms import NoteForm
from onboarding.mentoring.models import Note
from onboarding.mentoring.operations import write_note
from onboarding.mentoring.views.access import for_mentors
from onboarding.mentoring.views.person import show
from onboarding.people.models import User
from onboarding.programs.models import Enrollment


@require_POST
@for_mentors
def add_note(request: HttpRequest, user: User, eid: str) -> HttpResponse:
    enrollment = get_object_or_404(Enrollment.objects.mentored_by(user), public_id=eid)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return show(request, user, eid, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    write_note(enrollment=enrollment, author=user, text=form.cleaned_data["note"], now=timezone.now())
    return redirect(f"{reverse('person', args=[eid])}#notes")


@require_http_methods(["GET", "POST"])
@for_mentors
def change_note(request: HttpRequest, user: User, nid: str) -> HttpResponse:
    note = _own(user, nid)
    form = NoteForm(request.POST or None, initial={"note": note.text})
    if form.is_valid():
        note.rewrite(form.cleaned_data["note"], now=timezone.now())
        return redirect(f"{reverse('person', args=[note.enrollment.public_id])}#notes")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "mentoring/note.html", {"note": note, "form": form}, status=status)


@require_POST
@for_mentors
def delete_note(request: HttpRequest, user: User, nid: str) -> HttpResponse:
    note = _own(user, nid)
    note.delete()
    messages.success(request, _("The note is deleted."))
    return redirect("person", eid=note.enrollment.public_id)


def _own(user: User, nid: str) -> Note:
    notes = Note.objects.changeable_by(user).select_related("enrollment__user", "enrollment__program")
    return get_object_or_404(notes, public_id=nid)
