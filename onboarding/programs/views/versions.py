"""What is new in the track: what changes for whom, and taking it over, all of it or some."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods

from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.programs.operations import Adoption, Refused
from onboarding.programs.queries.versions import versions_page
from onboarding.programs.views.access import for_organisers


class Adopt(Protocol):
    """Adopting, as the composition root wires it: everybody's trail follows."""

    def __call__(
        self, *, program: Program, now: datetime, tasks: Collection[int] | None, seen: str | None, by: User | None
    ) -> Adoption: ...


@require_http_methods(["GET", "POST"])
@for_organisers
def versions(request: HttpRequest, user: User, program: Program, *, adopt: Adopt) -> HttpResponse:
    if request.method == "POST":
        _adopt(request, user, program, adopt)
        return redirect("organise_versions", program.slug)
    page = versions_page(program, language=get_language() or "en")
    return render(request, "programs/organise/versions.html", {"program": program, "page": page})


def _adopt(request: HttpRequest, user: User, program: Program, adopt: Adopt) -> None:
    tasks = {int(each) for each in request.POST.getlist("task") if each.isascii() and each.isdigit()}
    if not tasks:
        messages.warning(request, gettext("Nothing was ticked, so nothing was adopted."))
        return
    try:
        adoption = adopt(program=program, now=timezone.now(), tasks=tasks, seen=request.POST.get("seen", ""), by=user)
    except Refused as refused:
        messages.error(request, refused.message)
        return
    count = len(adoption.changes)
    said = ngettext(
        "%(count)d task is as the track has it now.", "%(count)d tasks are as the track has them now.", count
    )
    messages.success(request, said % {"count": count})
