"""How people come in: who asks is answered, links are made and revoked, and whoever holds one decides."""

from datetime import datetime
from http import HTTPStatus
from typing import Protocol

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onboarding.people.models import User
from onboarding.programs import operations
from onboarding.programs.forms.joining import AnswerForm, InviteForm
from onboarding.programs.models import Enrollment, Invite, Membership, Program
from onboarding.programs.operations import Refused
from onboarding.programs.queries.joining import invites_of, joiners
from onboarding.programs.queries.programs import program_page
from onboarding.programs.views.access import for_organisers

MADE, AGAIN = "invite_made", "again"


class AnswerRequest(Protocol):
    """Answering, as the composition root wires it: the trail follows in the same transaction."""

    def __call__(
        self, *, enrollment: Enrollment, let_in: bool, mentor: User | None, words: str, by: User, now: datetime
    ) -> Enrollment: ...


class AcceptInvite(Protocol):
    """Coming in by a link, as the composition root wires it."""

    def __call__(self, *, invite: Invite, user: User, now: datetime) -> Enrollment | Membership: ...


@require_http_methods(["GET", "POST"])
@for_organisers
def asking(request: HttpRequest, user: User, program: Program, *, answer: AnswerRequest) -> HttpResponse:
    """Who asked, and the answer to one or many of them at once."""
    form = AnswerForm(request.POST or None, program=program)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        if _answer(request, program, form, user, answer):
            return redirect("organise_joiners", program.slug)
        status = HTTPStatus.CONFLICT
    context = {"program": program, "form": form, "joiners": joiners(program, page=request.GET.get("page"))}
    context |= {"now": timezone.now(), "unsent": list(filter(None, [form["words"].value()]))}
    return render(request, "programs/organise/joiners.html", context, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@for_organisers
def invites(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    """The links, and a new one: its address is shown once, after it is made."""
    now, form = timezone.now(), InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _invite, token = operations.make_invite(program=program, by=user, now=now, **form.cleaned_data)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("organise_invites", program.slug)
        return _made(request, program, token)
    made = request.session.pop(MADE, [0, ""])
    context = {
        "program": program,
        "form": form,
        "invites": invites_of(program, now=now, page=request.GET.get("page")),
        "address": request.build_absolute_uri(reverse("invite", args=[made[1]])) if made[0] == program.pk else "",
        "made_before": AGAIN in request.GET,
        "now": now,
    }
    return render(request, "programs/organise/invites.html", context, status=422 if form.errors else 200)


@require_POST
@for_organisers
def revoke(request: HttpRequest, user: User, program: Program, invite: str) -> HttpResponse:
    found = get_object_or_404(program.invites.select_related("program"), public_id=invite)
    operations.revoke_invite(invite=found, by=user, now=timezone.now())
    messages.success(request, gettext("The link lets nobody in any more. Who came by it stays."))
    return redirect("organise_invites", program.slug)


@require_GET
@never_cache
def invite(request: HttpRequest, token: str) -> HttpResponse:
    """What it is, before anybody joins; also for whoever has not signed in."""
    found, now = _found(token), timezone.now()
    page = program_page(found.program, request.user, language=get_language() or "en", now=now)
    came = request.user.is_authenticated and found.used_by.filter(user=request.user.pk).exists()
    spent = operations.spent(found, now=now)
    context = {"invite": found, "page": page, "spent": spent, "token": token, "came": came}
    return render(request, "programs/invite.html", context)


@require_POST
@login_required
def accept(request: HttpRequest, token: str, *, accept: AcceptInvite) -> HttpResponse:
    found, user = _found(token), get_object_or_404(User, pk=request.user.pk)
    try:
        came = accept(invite=found, user=user, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("invite", token)
    if isinstance(came, Enrollment):
        return redirect("enrollment", came.public_id)
    messages.success(request, gettext("Welcome! You help to run this program now."))
    if came.role == Membership.Role.ORGANISER:
        return redirect("organise_program", found.program.slug)
    return redirect(
        "invite" if found.program.is_draft else "program", token if found.program.is_draft else found.program.slug
    )


def _found(token: str) -> Invite:
    found = operations.find_invite(token=token)
    if found is None:
        raise Http404
    return found


def _made(request: HttpRequest, program: Program, token: str) -> HttpResponse:
    """To the page that shows the address once. Of a second press only the first one knows it, and leaves it there."""
    page = reverse("organise_invites", args=[program.slug])
    if not token:
        return redirect(f"{page}?{AGAIN}")
    request.session[MADE] = [program.pk, token]
    return redirect(page)


def _answer(request: HttpRequest, program: Program, form: AnswerForm, user: User, answer: AnswerRequest) -> int:
    """Each by itself: one who cannot be answered keeps nobody else waiting. Gives how many were answered."""
    let_in, now, done = request.POST.get("answer") == "let-in", timezone.now(), 0
    chosen = program.enrollments.filter(public_id__in=request.POST.getlist("who")[:200]).select_related("user")
    for enrollment in chosen.order_by("last_activity_at", "pk"):
        try:
            answer(enrollment=enrollment, let_in=let_in, by=user, now=now, **form.cleaned_data)
        except Refused as refused:
            messages.warning(request, refused.message)
        else:
            done += 1
    _tell(request, let_in=let_in, done=done, nobody=not chosen)
    return done


def _tell(request: HttpRequest, *, let_in: bool, done: int, nobody: bool) -> None:
    if nobody:
        messages.warning(request, gettext("Nobody was chosen. Tick at least one person, then answer."))
    elif done and let_in:
        messages.success(
            request, ngettext("%(count)d person is in now.", "%(count)d people are in now.", done) % {"count": done}
        )
    elif done:
        said = ngettext("%(count)d person was turned down.", "%(count)d people were turned down.", done)
        messages.success(request, said % {"count": done})
