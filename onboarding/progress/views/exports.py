"""Exports of a program for its organisers. Asking for one is noted in the audit trail, hence the POST."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from onboarding.people.models import User
from onboarding.programs.models import AuditEntry, Program, Verb
from onboarding.programs.operations import record
from onboarding.programs.views.access import for_organisers
from onboarding.progress.exports import EXPORTS, FORMATS, Format, written

LATEST = 10


@require_GET
@for_organisers
def exports(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    made = AuditEntry.objects.filter(program=program, verb=Verb.EXPORTED).select_related("actor").order_by("-at", "-pk")
    context = {
        "program": program,
        "exports": EXPORTS.items(),
        "formats": FORMATS,
        "made": made[:LATEST],
        "now": timezone.now(),
    }
    return render(request, "progress/organise/exports.html", context)


@require_POST
@for_organisers
def export(request: HttpRequest, user: User, program: Program, name: str, suffix: str) -> StreamingHttpResponse:
    asked, format_ = EXPORTS.get(name), FORMATS.get(suffix)
    if asked is None or format_ is None:
        raise Http404
    now = timezone.now()
    record(program=program, verb=Verb.EXPORTED, actor=user, facts={"export": name, "format": suffix}, now=now)
    about = {"program": program.slug, "export": name, "at": now.isoformat(timespec="seconds")}
    pieces = written(format_, about=about, columns=tuple(asked.columns), rows=asked.rows(program))
    return as_file(pieces, format_, f"{program.slug}-{name}-{now:%Y-%m-%d}")


def as_file(pieces: Iterator[str], format_: Format, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{format_.suffix}"'}
    return StreamingHttpResponse(pieces, content_type=format_.content_type, headers=headers)
