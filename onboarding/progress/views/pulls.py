"""Pull requests: the newcomer's own, what each is waiting for, and the commands that a community's robot knows."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onboarding.progress.queries.command_help import command_help as help_with
from onboarding.progress.queries.command_help import program_of
from onboarding.progress.queries.pulls import pull_page, pulls_of
from onboarding.progress.reader import Reader
from onboarding.progress.views.own import own_submission, person


@require_GET
@login_required
def pulls(request: HttpRequest) -> HttpResponse:
    user = person(request)
    return render(request, "progress/pulls.html", {"pulls": pulls_of(user, Reader.of_person(user))})


@require_GET
@login_required
def pull(request: HttpRequest, sid: str) -> HttpResponse:
    submission = own_submission(request, sid)
    if submission.pull_request is None or not submission.pull_request.evidence:
        raise Http404
    page = pull_page(submission, Reader.of(submission.enrollment))
    return render(request, "progress/pull.html", {"page": page})


@require_GET
def command_help(request: HttpRequest) -> HttpResponse:
    """For everybody: a link to one command may be sent to anyone."""
    slug = request.GET.get("program", "")
    program = program_of(request.user, slug)
    if slug and program is None:
        raise Http404
    page = help_with(program, request.GET.get("q", "")[:100], Reader.of_anybody())
    return render(request, "progress/command_help.html", {"page": page})
