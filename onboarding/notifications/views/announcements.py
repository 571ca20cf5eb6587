"""Announcements: organisers write, look at and send them; those who were told read them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods

from onboarding.ids import new_public_id
from onboarding.languages import DEFAULT_LANGUAGE, pick
from onboarding.notifications import operations
from onboarding.notifications.forms import AnnouncementForm
from onboarding.notifications.models import Announcement
from onboarding.notifications.queries import announced, look_at
from onboarding.notifications.views.person import person
from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.programs.operations import Refused
from onboarding.programs.views.access import for_organisers

PAGE = 20


@require_http_methods(["GET", "POST"])
@for_organisers
def announcements(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    """The form, what it would say once one has looked, and what was said before. Sending needs a look first."""
    form = AnnouncementForm(request.POST or None, initial={"public_id": new_public_id()})
    is_sound = request.method == "POST" and form.is_valid()
    is_seen = is_sound and request.POST.get("send") == form.fingerprint
    if is_seen and _send(request, form, user, program):
        return redirect("announcements", program.slug)
    context = {
        "program": program,
        "form": form,
        "preview": look_at(program, form.said, user) if is_sound and form.is_valid() else None,
        "is_changed": is_sound and "send" in request.POST and not is_seen,
        "page": Paginator(announced(program), PAGE).get_page(request.GET.get("page")),
        "now": timezone.now(),
    }
    return render(request, "notifications/announcements.html", context, status=422 if form.errors else 200)


@require_GET
@login_required
def announcement(request: HttpRequest, aid: str) -> HttpResponse:
    found = Announcement.objects.visible_to(person(request)).select_related("program", "written_by")
    shown = get_object_or_404(found, public_id=aid)
    html = mark_safe(pick(shown.html, get_language() or DEFAULT_LANGUAGE))  # noqa: S308 - harmless since it was announced
    context = {"announcement": shown, "html": html, "now": timezone.now()}
    return render(request, "notifications/announcement.html", context)


def _send(request: HttpRequest, form: AnnouncementForm, user: User, program: Program) -> bool:
    try:
        operations.announce_to(program=program, by=user, now=timezone.now(), **form.said)
    except Refused as refused:
        form.add_error(None, refused.message)
        return False
    messages.success(request, gettext("Announced. People are told within seconds, by mail after a minute."))
    return True
