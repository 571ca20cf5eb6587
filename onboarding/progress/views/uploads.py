"""Evidence from a shell: the address that takes it, the command that sends it there, the script that gathers it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from onboarding.languages import DEFAULT_LANGUAGE, pick
from onboarding.people.limits import SUBMIT, UPLOAD, limited
from onboarding.progress import answers
from onboarding.progress.views.own import own_enrollment
from onboarding.refusals import read_on
from onboarding.rules.kinds.environment.commands import SCRIPT
from onboarding.rules.uploads import LIMITS
from onboarding.verification.models import EvidenceToken
from onboarding.verification.operations import Refused, find_token, make_token, upload

PLAIN = "text/plain; charset=utf-8"
BEARER = "bearer "


@csrf_exempt
@require_POST
def evidence(request: HttpRequest, token: str = "") -> HttpResponse:
    """Take one upload. No session and no form: the token says whose it is, and the body is the evidence."""
    found = find_token(token or _bearer(request), now=timezone.now())
    if found is None:
        said = gettext("This address takes nothing: it is unknown, has expired, or was replaced by a newer one.")
        return _plain(f"{said} {gettext('Open the task’s page and copy the command that stands there.')}\n", 404)
    language = found.enrollment.user.language or get_language() or DEFAULT_LANGUAGE
    with translation.override(language):
        return _refusal(request, found) or _take(request, found, language)


@require_POST
@login_required
@limited(SUBMIT)
def make_command(request: HttpRequest, eid: str, slug: str) -> HttpResponse:
    """A new address for the command; the one before opens nothing any more."""
    own = own_enrollment(request, eid)
    pinned = get_object_or_404(own.program.program_tasks.select_related("task"), task__slug=slug)
    try:
        make_token(enrollment=own, task=pinned.task, now=timezone.now())
    except Refused as refused:
        messages.warning(request, pick(refused.message, get_language() or DEFAULT_LANGUAGE))
    return redirect(reverse("task", args=[eid, slug]) + "#proof")


@require_GET
def environment_script(request: HttpRequest) -> HttpResponse:
    return _plain(SCRIPT, 200)


def _bearer(request: HttpRequest) -> str:
    header = request.headers.get("Authorization", "")
    return header[len(BEARER) :].strip() if header.lower().startswith(BEARER) else ""


def _refusal(request: HttpRequest, token: EvidenceToken) -> HttpResponse | None:
    """What can be told before the body is read."""
    now = timezone.now()
    if UPLOAD.count(f"token {token.pk}", now) > UPLOAD.tries:
        seconds = max(1, round((UPLOAD.ends_at(now) - now).total_seconds()))
        said = gettext("That was too often. Wait %(seconds)d seconds, then send it again.") % {"seconds": seconds}
        response = _plain(f"{said}\n", 429)
        response["Retry-After"] = str(seconds)
        return response
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        return _plain(gettext("It came compressed. Send it as it is, without `Content-Encoding`.") + "\n", 415)
    size = request.headers.get("Content-Length", "")
    if size.isdecimal() and int(size) > LIMITS.size:
        read_on(request)
        said = gettext("The upload has %(size)s bytes; at most %(limit)s are taken.")
        hint = gettext("Send only what the command on the task's page asks for.")
        return _plain(f"{said % {'size': size, 'limit': LIMITS.size}} {hint}\n", 413)
    return None


def _take(request: HttpRequest, token: EvidenceToken, language: str) -> HttpResponse:
    try:
        submission = upload(
            enrollment=token.enrollment, task=token.task, raw=request.body, token=token, now=timezone.now()
        )
    except Refused as refused:
        return _plain(*answers.answer_to_refusal(refused, language))
    return _plain(*answers.answer_to(submission))


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type=PLAIN)
