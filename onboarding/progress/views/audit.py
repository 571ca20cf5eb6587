"""The audit trail of a program, for its organisers: filtered, page by page, and as a file."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from onboarding.people.models import User
from onboarding.programs.models import Program, Verb
from onboarding.programs.operations import record
from onboarding.programs.views.access import for_organisers
from onboarding.progress.audit_words import lines_of
from onboarding.progress.exports import FORMATS, written
from onboarding.progress.exports.audit import COLUMNS, audit_rows
from onboarding.progress.queries.audit import Cursor, Filter, Kind, Source, page_of
from onboarding.progress.queries.funnel import places_of
from onboarding.progress.reader import Reader
from onboarding.progress.views.exports import as_file


@require_GET
@for_organisers
def audit(request: HttpRequest, user: User, program: Program, *, sources: tuple[Source, ...]) -> HttpResponse:
    reader = Reader.of_person(user)
    asked = Filter.from_query(request.GET, reader.zone, sources)
    page = page_of(program, asked, after=Cursor.of(request.GET.get("after", "")))
    context = {
        "program": program,
        "asked": asked,
        "kinds": Kind.choices,
        "tasks": places_of(program),
        "lines": lines_of(program, page.entries, reader),
        "page": page,
        "is_first": "after" not in request.GET,
        "formats": FORMATS,
        "now": reader.now,
    }
    return render(request, "progress/organise/audit.html", context)


@require_POST
@for_organisers
def export_audit(
    request: HttpRequest, user: User, program: Program, suffix: str, *, sources: tuple[Source, ...]
) -> StreamingHttpResponse:
    format_ = FORMATS.get(suffix)
    if format_ is None:
        raise Http404
    now = timezone.now()
    asked = Filter.from_query(request.POST, Reader.of_person(user).zone, sources)
    rows = audit_rows(program, asked)
    record(program=program, verb=Verb.EXPORTED, actor=user, facts={"export": "audit", "format": suffix}, now=now)
    about = {"program": program.slug, "export": "audit", "at": now.isoformat(timespec="seconds")}
    return as_file(
        written(format_, about=about, columns=COLUMNS, rows=rows), format_, f"{program.slug}-audit-{now:%Y-%m-%d}"
    )
