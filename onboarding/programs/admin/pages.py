"""Pages of the admin that are more than a form: what adopting changes, which repositories, whose mentor."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onboarding.github import operations as github
from onboarding.github.errors import GitHubUnavailable, NotVisible
from onboarding.languages import Text, pick
from onboarding.programs.admin.verbs import Verbs
from onboarding.programs.forms.people import RepositoryForm
from onboarding.programs.models import Enrollment, Program
from onboarding.programs.operations import Change, pending_changes
from onboarding.programs.queries.versions import NEWS, PARTS


@dataclass(frozen=True)
class Plan:
    """What adopting would do to one program, and how many people are under way in it."""

    program: Program
    changes: tuple[Change, ...]
    people: int

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        return [(in_words(each.content.title), str(NEWS[each.news]), _parts(each)) for each in self.changes]


def adopt(
    request: HttpRequest, programs: Sequence[Program], verbs: Verbs, context: dict[str, Any]
) -> HttpResponse | None:
    """Shows what changes for whom, and adopts it when that very thing is confirmed."""
    plans = [plan for plan in map(_plan, programs) if plan.changes]
    if not plans:
        messages.info(request, _("Nothing is new: these programs hold what their tracks say."))
        return None
    seen = _fingerprint(plans)
    if request.POST.get("seen") == seen:
        for plan in plans:
            verbs.adopt_versions(program=plan.program, now=timezone.now(), by=request.user)
            messages.success(request, _("%(program)s holds what its track says now.") % {"program": plan.program})
        return None
    selected = [program.pk for program in programs]
    title = _("Adopt what is new in the track")
    return TemplateResponse(
        request,
        "admin/programs/adopt.html",
        {**context, "title": title, "plans": plans, "seen": seen, "selected": selected},
    )


def repositories(request: HttpRequest, program: Program, context: dict[str, Any]) -> HttpResponse:
    """Add one by name, which asks GitHub for its number; or take one out."""
    form = RepositoryForm(request.POST if "full_name" in request.POST else None)
    if "remove" in request.POST:
        program.repositories.remove(*program.repositories.filter(pk=_number(request.POST["remove"])))
        return redirect(request.path)
    if form.is_valid() and _follow(form, program):
        return redirect(request.path)
    context = {
        **context,
        "title": _("Repositories of %(program)s") % {"program": program},
        "program": program,
        "repositories": program.repositories.order_by("full_name"),
        "form": form,
    }
    return TemplateResponse(request, "admin/programs/repositories.html", context)


def in_words(text: Text) -> str:
    return pick(text, get_language() or "en")


def _follow(form: RepositoryForm, program: Program) -> bool:
    try:
        repository = github.follow(full_name=form.cleaned_data["full_name"].strip(), now=timezone.now())
    except (NotVisible, GitHubUnavailable) as error:
        form.add_error("full_name", in_words(error.message))
        return False
    program.repositories.add(repository)
    return True


def _plan(program: Program) -> Plan:
    people = program.enrollments.aggregate(
        people=Count("pk", filter=Q(state__in=(Enrollment.State.ACTIVE, Enrollment.State.PAUSED)))
    )
    return Plan(program, pending_changes(program), people["people"])


def _fingerprint(plans: Sequence[Plan]) -> str:
    """What was shown, so that something else is not adopted unseen."""
    versions = [
        (plan.program.pk, change.task.pk, change.before and change.before.pk, change.after and change.after.pk)
        for plan in plans
        for change in plan.changes
    ]
    return hashlib.sha256(repr(versions).encode()).hexdigest()


def _parts(change: Change) -> str:
    return ", ".join(dict.fromkeys(str(PARTS[name]) for name in change.fields))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
