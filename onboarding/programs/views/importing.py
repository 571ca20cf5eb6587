"""Importing current newcomers and earlier results: a file, what each of its lines would do, and then doing it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from onboarding.people.models import User
from onboarding.programs.importing import LARGEST, MOST_ROWS, BadFile, decode, read, refuse_size, sample
from onboarding.programs.models import Program
from onboarding.programs.operations import Line, Refused, plan_import
from onboarding.programs.views.access import for_organisers


class ImportPeople(Protocol):
    """Importing, as the composition root wires it: results are confirmed and trails follow, all or nothing."""

    def __call__(self, *, program: Program, lines: Sequence[Line], by: User, now: datetime) -> int: ...


@require_http_methods(["GET", "POST"])
@for_organisers
def importing(request: HttpRequest, user: User, program: Program, *, import_people: ImportPeople) -> HttpResponse:
    """A file is shown line by line first; what comes back with ticks is imported."""
    if request.method == "GET" or program.archived_at:
        return _page(request, program)
    try:
        text = _text(request)
        lines = plan_import(program=program, rows=read(text), by=user, now=timezone.now())
    except BadFile as bad:
        return _page(request, program, mistake=bad.message)
    if "chosen" not in request.POST:
        return _page(request, program, lines=lines, text=text)
    ticked = [line for line in lines if str(line.row.number) in request.POST.getlist("line")]
    chosen = [line for line in ticked if line.is_new]
    if not chosen:
        messages.warning(
            request, _nothing_left() if ticked else gettext("Nothing was ticked, so nothing was imported.")
        )
        return redirect("organise_import", program.slug)
    try:
        results = import_people(program=program, lines=chosen, by=user, now=timezone.now())
    except Refused as refused:
        return _page(request, program, mistake=refused.message)
    _tell(request, len({line.row.login.lower() for line in chosen}), results)
    return redirect("organise_import", program.slug)


@require_GET
@for_organisers
def sample_file(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="waymark-import.csv"'}
    return HttpResponse(sample(), content_type="text/csv; charset=utf-8", headers=headers)


def _text(request: HttpRequest) -> str:
    if "text" in request.POST:
        return decode(request.POST["text"].encode())
    sent = request.FILES.get("file")
    if sent is None:
        raise BadFile(gettext("No file was chosen."))
    refuse_size(sent.size or 0)
    return decode(sent.read())


def _page(
    request: HttpRequest, program: Program, *, lines: Sequence[Line] = (), text: str = "", mistake: str = ""
) -> HttpResponse:
    counts = {line.outcome.value: 0 for line in lines}
    for line in lines:
        counts[line.outcome.value] += 1
    context = {
        "program": program,
        "lines": lines,
        "text": text,
        "mistake": mistake,
        "counts": counts,
        "most": MOST_ROWS,
        "largest": LARGEST // 1024,
    }
    return render(request, "programs/organise/import.html", context, status=422 if mistake else 200)


def _nothing_left() -> str:
    """Pressed twice, or a colleague was quicker."""
    return gettext("All that was ticked is in the program by now, so there was nothing left to import.")


def _tell(request: HttpRequest, people: int, results: int) -> None:
    said = ngettext("Imported, for %(count)d person.", "Imported, for %(count)d people.", people)
    messages.success(request, said % {"count": people})
    if results:
        said = ngettext("%(count)d result is confirmed.", "%(count)d results are confirmed.", results)
        messages.success(request, said % {"count": results})
