"""Tracks, tasks, the glossary, and the git hooks that go with them, for everybody to read, signed in or not."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_GET, require_safe

from onboarding.curriculum import queries
from onboarding.curriculum.models import Task, Track
from onboarding.rules.hooks import SCRIPTS

HOUR = 3600


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


@require_GET
def hooks(request: HttpRequest) -> HttpResponse:
    return render(request, "curriculum/hooks.html", {"address": request.build_absolute_uri(reverse("hooks"))})


@require_safe
@cache_control(public=True, max_age=HOUR)
@condition(etag_func=lambda request, name: _etag(name))
def hook(request: HttpRequest, name: str) -> HttpResponse:
    """A script to be read, and to be fetched by curl: text, for a browser would otherwise save it unseen."""
    if name not in SCRIPTS:
        raise Http404
    return HttpResponse(SCRIPTS[name], content_type="text/plain; charset=utf-8")


def _etag(name: str) -> str | None:
    return f'"{hashlib.sha256(SCRIPTS[name]).hexdigest()[:32]}"' if name in SCRIPTS else None


@require_GET
def glossary(request: HttpRequest) -> HttpResponse:
    letters = queries.glossary(language=_language())
    return render(request, "curriculum/glossary.html", {"letters": letters})


def _language() -> str:
    return get_language() or "en"
