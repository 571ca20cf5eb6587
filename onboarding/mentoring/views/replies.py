"""Replies that are written once: list them, write one, change or delete one."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onboarding.mentoring.models import Reply
from onboarding.mentoring.operations import keep_reply
from onboarding.mentoring.replies import ReplyForm
from onboarding.mentoring.views.access import for_mentors, scope_for
from onboarding.people.models import User

MOST = 200


@require_http_methods(["GET", "POST"])
@for_mentors
def replies(request: HttpRequest, user: User) -> HttpResponse:
    scope_for(request, user, everybody=False, now=timezone.now())
    form = ReplyForm(request.POST or None, user=user, instance=Reply(author=user))
    if form.is_valid():
        keep_reply(author=user, **form.cleaned_data)
        messages.success(request, _("The reply is kept. You find it beside every note that you write."))
        return redirect("replies")
    found = Reply.objects.visible_to(user).select_related("author", "program").order_by("title", "pk")[:MOST]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "mentoring/replies.html", {"replies": found, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@for_mentors
def change_reply(request: HttpRequest, user: User, pid: str) -> HttpResponse:
    """Its author, and nobody else: colleagues write their own."""
    reply = _own(user, pid)
    form = ReplyForm(request.POST or None, user=user, instance=reply)
    if form.is_valid():
        form.save()
        return redirect("replies")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "mentoring/reply.html", {"reply": reply, "form": form}, status=status)


@require_POST
@for_mentors
def delete_reply(request: HttpRequest, user: User, pid: str) -> HttpResponse:
    _own(user, pid).delete()
    messages.success(request, _("The reply is deleted."))
    return redirect("replies")


def _own(user: User, pid: str) -> Reply:
    return get_object_or_404(Reply.objects.visible_to(user).filter(author=user), public_id=pid)
