"""What organisers and authors see of a task before anybody else does."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.progress.queries.preview import preview
from onboarding.progress.views.own import person


@require_GET
@login_required
def preview_task(request: HttpRequest, track: str, slug: str = "") -> HttpResponse:
    """Read from the files at each visit, so that an author sees what was saved a moment ago."""
    page = preview(track, slug, get_language() or "en") if _may_preview(person(request)) else None
    if page is None:
        raise Http404
    return render(request, "progress/preview.html", {"page": page})


def _may_preview(user: User) -> bool:
    return user.is_administrator or user.is_organiser or Program.objects.organised_by(user).exists()
