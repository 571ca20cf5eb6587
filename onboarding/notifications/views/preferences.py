"""How somebody wants to be told, and the way out that each mail carries."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from onboarding.notifications import operations
from onboarding.notifications.forms import RhythmForm
from onboarding.notifications.models import Rhythm
from onboarding.notifications.queries import matrix
from onboarding.notifications.unsubscribing import read_token
from onboarding.notifications.views.person import person


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def notice_preferences(request: HttpRequest) -> HttpResponse:
    """One matrix, one rhythm, one button."""
    user = person(request)
    rhythm, groups = Rhythm.objects.filter(user=user).first() or Rhythm(user=user), matrix(user)
    form = RhythmForm(request.POST or None, initial=vars(rhythm))
    if form.is_valid():
        offered = [choice.kind for group in groups for choice in group.choices]
        mailed = request.POST.getlist("mailed")
        operations.prefer(user=user, offered=offered, mailed=mailed, **form.cleaned_data)
        messages.success(request, gettext("Your preferences are saved."))
        return redirect("notice_preferences")
    context = {
        "form": form,
        "groups": groups,
        "has_chat": any(choice.is_said for group in groups for choice in group.choices),
        "has_mail": bool(settings.WAYMARK.smtp_host),
        "refused": rhythm if rhythm.refused_address and rhythm.refused_address == user.email else None,
    }
    return render(request, "notifications/preferences.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def trust_address(request: HttpRequest) -> HttpResponse:
    operations.trust_address(user=person(request))
    messages.success(request, gettext("We try your address again with the next mail."))
    return redirect("notice_preferences")


@csrf_exempt
@require_http_methods(["GET", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST does it: mail programs POST by themselves (RFC 8058), and those that look at links only GET.

    Exempt from CSRF: the token is the authority, and a mail program has no cookie.
    """
    found = read_token(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        operations.unsubscribe(user=found.user, kind=found.kind)
    return render(request, "notifications/unsubscribe.html", {"found": found, "done": request.method == "POST"})
