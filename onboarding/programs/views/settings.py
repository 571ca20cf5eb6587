"""What organisers set: the steps from nothing to a published program, and the same pages afterwards."""

from typing import Any, Protocol

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onboarding.github import operations as github
from onboarding.github.errors import GitHubUnavailable, NotVisible
from onboarding.github.forms import FollowForm
from onboarding.github.models import Repository
from onboarding.languages import pick
from onboarding.people import zones
from onboarding.people.models import User
from onboarding.programs import operations
from onboarding.programs.forms.programs import AboutForm, CloneForm, RulesForm, WhenForm, copy_of
from onboarding.programs.models import Program
from onboarding.programs.operations import Refused
from onboarding.programs.queries.setup import draft_of, repositories_for
from onboarding.programs.sections import STEPS, step_after
from onboarding.programs.views.access import address_of, for_organisers

ASKED = require_http_methods(["GET", "POST"])
WRONG, OVERTAKEN = 422, 409
OUT = "out"
"""What the page of an archived program sends: nobody takes one out who meant to archive it."""


class BeginProgram(Protocol):
    """Beginning, as the composition root wires it: the header of whoever does it follows."""

    def __call__(self, *, program: Program, by: User) -> Program: ...


@ASKED
@login_required
def new(request: HttpRequest, *, begin: BeginProgram) -> HttpResponse:
    """The first step: it makes the draft, to which its organiser can come back."""
    user = request.user
    if not (isinstance(user, User) and operations.may_begin(user)):
        raise Http404
    form = AboutForm(request.POST or None, instance=Program(is_draft=True))
    if request.method == "POST" and form.is_valid():
        try:
            program = begin(program=form.instance, by=user)
        except Refused as refused:
            form.add_error("slug", refused.message)
        else:
            return redirect(step_after("organise_about"), program.slug)
    context = {"form": form, "steps": STEPS, "begun": _begun(request, user)}
    return render(request, "programs/organise/new.html", context, status=_status(form))


@ASKED
@for_organisers
def about(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    return _edit(request, user, program, AboutForm)


@ASKED
@for_organisers
def when(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    return _edit(request, user, program, WhenForm, zones=zones.offered())


@ASKED
@for_organisers
def rules(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    return _edit(request, user, program, RulesForm)


@ASKED
@for_organisers
def repositories(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    """Choose what the site follows already, or name one, which asks GitHub for its number; take one out."""
    form = FollowForm(request.POST if "full_name" in request.POST else None)
    if request.method == "POST" and _changed(request, form, program, user):
        return redirect(request.path)
    chosen, offered = repositories_for(program)
    context = {"program": program, "form": form, "chosen": chosen, "offered": offered, "next": _next(request, program)}
    return render(request, "programs/organise/repositories.html", context, status=_status(form))


@require_GET
@for_organisers
def review(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    if not program.is_draft:
        return redirect("organise_program", program.slug)
    return render(
        request, "programs/organise/review.html", {"program": program, "draft": draft_of(program, now=timezone.now())}
    )


@require_POST
@for_organisers
def publish(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    try:
        operations.publish(program=program, by=user, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("organise_review", program.slug)
    messages.success(request, gettext("The program is published: everybody can see it now."))
    return redirect("organise_program", program.slug)


@ASKED
@for_organisers
def discard(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    """Says first what will be gone: nothing brings it back."""
    if request.method == "POST":
        return _discard(request, program)
    if not program.is_draft:
        return redirect("organise_program", program.slug)
    return render(
        request, "programs/organise/discard.html", {"program": program, "draft": draft_of(program, now=timezone.now())}
    )


@ASKED
@for_organisers
def clone(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    if not operations.may_begin(user):
        raise Http404
    form = CloneForm(request.POST or None, initial={"name": program.name, "name_zh_hans": program.name_zh_hans})
    if request.method == "POST" and form.is_valid():
        try:
            copy = operations.clone_program(program=program, by=user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("slug", refused.message)
        else:
            messages.success(request, gettext("Here is the copy. Nobody else sees it until you publish it."))
            return redirect("organise_about", copy.slug)
    context = {"program": program, "form": form, "begun": _begun(request, user)}
    return render(request, "programs/organise/clone.html", context, status=_status(form))


@ASKED
@for_organisers
def archive(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    """Says what it means, then does it; and takes the program out again. Pressed twice is pressed once."""
    if request.method == "POST":
        wants_out = request.POST.get("wanted") == OUT
        turn = operations.reopen_program if wants_out else operations.archive_program
        turn(program=program, by=user, now=timezone.now())
        messages.success(request, gettext("The program goes on.") if wants_out else gettext("The program is archived."))
        return redirect("organise_archive", program.slug)
    return render(request, "programs/organise/archive.html", {"program": program, "out": OUT})


def _discard(request: HttpRequest, program: Program) -> HttpResponse:
    try:
        operations.discard(program=program)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("organise_program", program.slug)
    messages.success(request, gettext("The draft is thrown away."))
    return redirect("organise")


def _edit(request: HttpRequest, user: User, program: Program, asked: Any, **more: Any) -> HttpResponse:
    form = asked(request.POST or None, instance=copy_of(program))
    if request.method == "POST" and form.is_valid():
        changes = {"program": form.instance, "was": program, "fields": form.written()}
        try:
            operations.change_program(**changes, by=user, now=timezone.now())
        except Refused as refused:
            form.add_error(None, ValidationError(refused.message, code=refused.code))
        else:
            return _onwards(request, form.instance)
    context = {"program": program, "form": form, "next": _next(request, program), **more}
    return render(request, "programs/organise/edit.html", context, status=_status(form))


def _onwards(request: HttpRequest, program: Program) -> HttpResponse:
    """To the next step, or back to the page with what was kept."""
    here = address_of(request)
    if program.is_draft:
        return redirect(step_after(here), program.slug)
    messages.success(request, gettext("Saved."))
    return redirect(here, program.slug)


def _changed(request: HttpRequest, form: FollowForm, program: Program, user: User) -> bool:
    if "remove" in request.POST:
        change, found = operations.remove_repositories, _named(request, "remove")
    elif "chosen" in request.POST:
        change, found = operations.add_repositories, _named(request, "chosen")
    else:
        change, found = operations.add_repositories, _followed(form)
    if found:
        change(program=program, repositories=found, by=user, now=timezone.now())
    return bool(found)


def _named(request: HttpRequest, field: str) -> list[Repository]:
    numbers = [each for each in request.POST.getlist(field) if each.isascii() and each.isdigit() and len(each) < 19]
    return list(Repository.objects.filter(pk__in=numbers))


def _followed(form: FollowForm) -> list[Repository]:
    """The one that was named; none, and an error beside its field, where GitHub shows none."""
    if not form.is_valid():
        return []
    try:
        return [github.follow(full_name=form.cleaned_data["full_name"], now=timezone.now())]
    except (NotVisible, GitHubUnavailable) as error:
        form.add_error("full_name", pick(error.message, get_language() or "en"))
        return []


def _next(request: HttpRequest, program: Program) -> str:
    """The name of the next step's address; empty once the program is published."""
    return step_after(address_of(request)) if program.is_draft else ""


def _begun(request: HttpRequest, user: User) -> Program | None:
    """The draft that somebody made by the same form: they pressed twice, or went back to it."""
    drafts = Program.objects.organised_by(user).filter(is_draft=True)
    return drafts.filter(slug=request.POST["slug"]).first() if request.POST.get("slug") else None


def _status(form: Any) -> int:
    if getattr(form, "is_overtaken", False):
        return OVERTAKEN
    return WRONG if form.errors else 200
