"""One's record: to read, to print, to take along as JSON, and to show to others where its owner wants that."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from onboarding.languages import DEFAULT_LANGUAGE
from onboarding.programs.models import Enrollment
from onboarding.progress.queries.record import record_of
from onboarding.progress.reader import Reader
from onboarding.progress.views.own import own_enrollment


@require_GET
@login_required
def record(request: HttpRequest, eid: str) -> HttpResponse:
    own = own_enrollment(request, eid)
    return render(request, "progress/record.html", {"record": record_of(own, Reader.of(own)), "is_own": True})


@require_GET
@login_required
def record_json(request: HttpRequest, eid: str) -> HttpResponse:
    own = own_enrollment(request, eid)
    document = record_of(own, Reader.of(own)).to_json(get_language() or DEFAULT_LANGUAGE)
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="record-{own.program.slug}.json"'
    return response


@require_POST
@login_required
def share(request: HttpRequest, eid: str) -> HttpResponse:
    own = own_enrollment(request, eid)
    own.share_record()
    messages.success(request, gettext("Whoever has the address can read your record now."))
    return redirect("record", eid=own.public_id)


@require_POST
@login_required
def hide(request: HttpRequest, eid: str) -> HttpResponse:
    own = own_enrollment(request, eid)
    own.hide_record()
    messages.success(request, gettext("Your record is yours alone again. The old address leads nowhere."))
    return redirect("record", eid=own.public_id)


@require_GET
@never_cache
def shared(request: HttpRequest, record_id: str) -> HttpResponse:
    """What its owner shows to others: nobody has to sign in, and search engines are asked to stay away."""
    rows = Enrollment.objects.filter(user__is_active=True).select_related("program__track", "user")
    found = get_object_or_404(rows, record_id=record_id)
    context = {"record": record_of(found, Reader.of(found)), "is_own": False}
    response = render(request, "progress/record.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
