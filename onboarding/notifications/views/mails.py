"""Organisers read every mail that goes out by itself, and which could not be sent."""

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from onboarding.languages import CODES
from onboarding.notifications.examples import WORDS, digest, example
from onboarding.notifications.queries import DIGEST, mail_examples, troubled_mails
from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.programs.views.access import for_organisers


@require_GET
@for_organisers
def mails(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    now = timezone.now()
    context = {
        "program": program,
        "groups": mail_examples(program, now=now),
        "troubled": troubled_mails(program),
        "has_mail": bool(settings.WAYMARK.smtp_host),
        "now": now,
    }
    return render(request, "notifications/mails.html", context)


@require_GET
@csp_update({"style-src": ["'unsafe-inline'"]})  # type: ignore[untyped-decorator, unused-ignore] # django-csp has no types
@for_organisers
def mail(request: HttpRequest, user: User, program: Program, kind: str, number: int, language: str) -> HttpResponse:
    """The HTML as it is mailed: its styles are in it, as they have to be in mails."""
    if language not in CODES or (kind != DIGEST and number >= len(WORDS.get(kind, ()))):
        raise Http404
    now = timezone.now()
    if kind == DIGEST:
        return HttpResponse(digest(program, language=language, now=now).html)
    return HttpResponse(example(kind, number, program, language=language, now=now).html)
