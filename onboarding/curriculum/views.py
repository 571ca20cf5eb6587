"""Tracks and tasks for everybody to read, signed in or not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from onboarding.curriculum import queries
from onboarding.curriculum.models import Task, Track


@require_GET
def tracks(request: HttpRequest) -> HttpResponse:
    return render(request, "curriculum/tracks.html", {"tracks": queries.track_cards(language=_language())})


@require_GET
def track(request: HttpRequest, track: str) -> HttpResponse:
    found = get_object_or_404(Track.objects.current(), slug=track)
    return render(request, "curriculum/track.html", {"page": queries.track_page(found, language=_language())})


@require_GET
def public_task(request: HttpRequest, track: str, task: str) -> HttpResponse:
    found = get_object_or_404(Task.objects.current(), track__slug=track, slug=task)
    return render(request, "curriculum/task.html", {"page": queries.task_page(found, language=_language())})


def _language() -> str:
    return get_language() or "en"
