"""Connecting the site with GitHub: make an App in one click, install it, choose what to follow, see how it is going."""

import json
import re
import secrets
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from onboarding.github import operations
from onboarding.github.errors import GitHubUnavailable, NotVisible
from onboarding.github.health import health
from onboarding.github.manifest import create_url, manifest
from onboarding.github.models import App, Installation
from onboarding.github.operations import BadKey, Offered
from onboarding.github.sealing import Unreadable
from onboarding.languages import pick
from onboarding.people.models import User

STATE = "github_app_state"
View = Callable[..., HttpResponse]


def for_organisers(view: View) -> View:
    """The site's organisers and administrators; for everybody else the page does not exist."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (isinstance(request.user, User) and request.user.is_staff):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@never_cache
@for_organisers
def connection(request: HttpRequest, resting: Callable[[], Collection[int]]) -> HttpResponse:
    """How it is, and what can be done. Which repositories could be followed is asked of GitHub when wanted.

    ``resting`` gives the keys of those that nobody waits for.
    """
    now, asked = timezone.now(), request.GET.get("owner")
    owner = asked if asked and re.fullmatch(r"[A-Za-z0-9-]{1,39}", asked) else ""
    state = request.session.setdefault(STATE, secrets.token_urlsafe(24))
    context = {
        "health": health(now=now),
        "resting": resting(),
        "offered": _offered(request) if "repositories" in request.GET else None,
        "owner": owner,
        "is_own": asked == "",
        "misread": asked if asked and not owner else "",
        "create_url": create_url(owner=owner, state=state),
        "manifest": json.dumps(manifest()),
        "now": now,
    }
    return render(request, "github/connection.html", context)


@require_GET
@for_organisers
def created(request: HttpRequest) -> HttpResponse:
    """GitHub has made the App, and sends the organiser back with a code."""
    expected = request.session.pop(STATE, "")
    if not expected or not secrets.compare_digest(expected.encode(), request.GET.get("state", "").encode()):
        messages.error(request, gettext("This answer of GitHub’s does not belong to a click of yours. Try again."))
        return redirect("github_connection")
    try:
        app = operations.create_app(code=request.GET.get("code", ""), now=timezone.now())
    except (GitHubUnavailable, NotVisible) as error:
        _say(request, error)
        return redirect("github_connection")
    messages.success(
        request, gettext("The App %(name)s is there. Now install it where your repositories are.") % {"name": app.name}
    )
    return redirect("github_connection")


@require_GET
@for_organisers
def installed(request: HttpRequest) -> HttpResponse:
    """Somebody installed the App, and GitHub sends them back. What it says is not believed but asked for."""
    _refresh(request)
    return redirect(f"{reverse('github_connection')}?repositories")


@require_POST
@for_organisers
def refresh(request: HttpRequest) -> HttpResponse:
    _refresh(request)
    return redirect("github_connection")


@require_POST
@for_organisers
def follow(request: HttpRequest) -> HttpResponse:
    """Follow the repositories that were ticked; each is asked for once more, and says its numbers itself."""
    offered = {str(each.github_id): each for each in _offered(request) or ()}
    chosen = [offered[number] for number in request.POST.getlist("repository") if number in offered]
    for each in chosen:
        try:
            operations.follow(full_name=each.full_name, now=timezone.now(), installation=each.installation)
        except (GitHubUnavailable, NotVisible) as error:
            _say(request, error)
            break
        text = gettext("Waymark follows %(repository)s now. Choose it in a program to let its work count.")
        messages.success(request, text % {"repository": each.full_name})
    return redirect("github_connection")


@require_POST
@for_organisers
def change_key(request: HttpRequest) -> HttpResponse:
    if not App.objects.exists():
        raise Http404
    try:
        operations.change_key(pem=request.POST.get("key", ""), now=timezone.now())
    except BadKey:
        messages.error(request, gettext("GitHub does not know this as a private key of the App. Nothing was changed."))
    except GitHubUnavailable as error:
        _say(request, error)
    else:
        messages.success(request, gettext("The new key is in use. You can delete the old one at GitHub."))
    return redirect("github_connection")


@require_POST
@for_organisers
def change_secret(request: HttpRequest) -> HttpResponse:
    if not App.objects.exists():
        raise Http404
    try:
        operations.change_webhook_secret(now=timezone.now())
    except (GitHubUnavailable, NotVisible, Unreadable) as error:
        _say(request, error)
    else:
        messages.success(request, gettext("GitHub signs webhooks with a new secret from now on."))
    return redirect("github_connection")


def _refresh(request: HttpRequest) -> None:
    if not App.objects.exists():
        raise Http404
    try:
        operations.refresh_installations(now=timezone.now())
    except (GitHubUnavailable, NotVisible, Unreadable) as error:
        _say(request, error)


def _offered(request: HttpRequest) -> list[Offered] | None:
    """None where GitHub could not be asked; the reason is said."""
    if not Installation.objects.active().exists():
        return []
    try:
        return operations.offered_repositories(now=timezone.now())
    except (GitHubUnavailable, NotVisible, Unreadable) as error:
        _say(request, error)
        return None


def _say(request: HttpRequest, error: GitHubUnavailable | NotVisible | Unreadable) -> None:
    if isinstance(error, Unreadable):
        text = gettext("The App’s key can’t be read: the site’s secret_key has changed since. Paste a new key below.")
        messages.error(request, text)
        return
    messages.error(request, pick(error.message, get_language() or ""))
