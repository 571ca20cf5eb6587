"""The list of what somebody was told, and the way from each to what it is about."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from onboarding.notifications import operations
from onboarding.notifications.models import Notification
from onboarding.notifications.views.person import person

PAGE = 25


@require_GET
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Newest first. Two queries beside the header's."""
    mine = Notification.objects.visible_to(person(request)).shown().select_related("program")
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/notices.html", {"page": page, "now": timezone.now()})


@require_GET
@login_required
def open_notice(request: HttpRequest, nid: str) -> HttpResponse:
    """Read, and on to what it is about. Following the link twice changes nothing."""
    mine = Notification.objects.visible_to(person(request)).select_related("reader")
    notification = get_object_or_404(mine, public_id=nid)
    operations.read(notification=notification, now=timezone.now())
    return redirect(notification.path)


@require_POST
@login_required
def read_notices(request: HttpRequest) -> HttpResponse:
    operations.read_all(user=person(request), now=timezone.now())
    return redirect("notices")
