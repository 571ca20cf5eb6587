"""GitHub Apps at the simulator: made from a manifest, installed on an account, asked with tokens that last an hour."""

import json
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.text import slugify

from onboarding.github.simulator.api import mood
from onboarding.github.simulator.http import Request, message, page
from onboarding.github.simulator.installed import App, Installation
from onboarding.github.simulator.keys import new_key, signed_by
from onboarding.github.simulator.oauth import LOOPBACK
from onboarding.github.simulator.payloads import Json, instant, repository_json
from onboarding.github.simulator.world import World

View = Callable[..., HttpResponse]
TOKEN_LIFE = timedelta(hours=1)


def new(request: Request, owner: str = "") -> HttpResponse:
    """What the organiser sees first: which App would be made, and a button. GitHub asks for the name here, too."""
    text, state = request.POST.get("manifest", ""), request.GET.get("state", "")
    wanted = _manifest(text)
    if wanted is None:
        return page(request, "error", status=422, text="The manifest is not one.")
    back = _origin(wanted["redirect_url"])
    name = wanted["name"]
    return page(request, "new_app", form_target=back, manifest=text, state=state, name=name, wanted=wanted, owner=owner)


def create(request: Request) -> HttpResponse:
    """Make it, and send the browser back with a code that works once."""
    wanted = _manifest(request.POST.get("manifest", ""))
    if wanted is None:
        return page(request, "error", status=422, text="The manifest is not one.")
    slug = slugify(wanted["name"]) or "app"
    with request.simulator.store.changing() as world:
        if any(one.slug == slug for one in world.apps):
            return page(request, "error", status=422, text="Name is already taken.")
        app = App(
            github_id=world.new_id(),
            slug=slug,
            name=wanted["name"],
            pem=new_key(),
            webhook_secret=secrets.token_hex(20),
            setup_url=wanted.get("setup_url", ""),
            permissions=wanted.get("default_permissions", {}),
            events=wanted.get("default_events", []),
            code=secrets.token_hex(20),
        )
        world.apps.append(app)
    query = urlencode({"code": app.code, "state": request.POST.get("state", "")})
    return HttpResponseRedirect(f"{wanted['redirect_url']}?{query}")


def convert(request: Request, code: str) -> HttpResponse:
    """Give the App's secrets to whoever has the code, once."""
    with request.simulator.store.changing() as world:
        app = next((one for one in world.apps if one.code and secrets.compare_digest(one.code, code)), None)
        if app is None:
            return message("Not Found", 404)
        app.code = ""
    return JsonResponse({**_app_json(request, app), "pem": app.pem, "webhook_secret": app.webhook_secret}, status=201)


def install(request: Request, slug: str) -> HttpResponse:
    """Choose the account; then back to the site. An account whose installation was there already keeps it."""
    with request.simulator.store.changing() as world:
        app = next((one for one in world.apps if one.slug == slug), None)
        if app is None:
            return page(request, "error", status=404, text="Not Found")
        accounts = sorted({one.owner for one in world.repositories})
        if request.method != "POST" or request.POST.get("account") not in accounts:
            return page(request, "install", form_target=_origin(app.setup_url), app=app, accounts=accounts)
        installation = _installation(world, app, request.POST["account"])
    query = urlencode({"installation_id": installation.github_id, "setup_action": "install"})
    return HttpResponseRedirect(f"{app.setup_url}?{query}")


def _origin(address: str) -> str:
    """Where a form leads after its redirect, as a Content-Security-Policy names it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _installation(world: World, app: App, account: str) -> Installation:
    found = next((one for one in world.installations if (one.app_id, one.account) == (app.github_id, account)), None)
    if found is None:
        found = Installation(github_id=world.new_id(), app_id=app.github_id, account=account)
        world.installations.append(found)
    return found


def as_app(view: Callable[..., HttpResponse]) -> View:
    """For whoever signs with an App's key. 401 as GitHub words it for everybody else."""

    @wraps(view)
    def answering(request: Request, **parameters: int) -> HttpResponse:
        refused = mood(request)
        if refused:
            return refused
        app = signed_by(request)
        if app is None:
            return message("A JSON web token could not be decoded", 401)
        return view(request, app, **parameters)

    return answering


@as_app
def me(request: Request, app: App) -> HttpResponse:
    return JsonResponse(_app_json(request, app))


@as_app
def hook(request: Request, app: App) -> HttpResponse:
    """Where the App's webhooks go; PATCH changes with which secret they are signed. Nobody is ever told that."""
    secret = request.json().get("secret") if request.method == "PATCH" else None
    if secret:
        with request.simulator.store.changing() as world:
            next(one for one in world.apps if one.github_id == app.github_id).webhook_secret = str(secret)
    return JsonResponse({"url": request.simulator.hooks.url, "content_type": "json", "secret": "********"})


@as_app
def installations(request: Request, app: App) -> HttpResponse:
    with request.simulator.store.reading() as world:
        found = [_installation_json(one) for one in world.installations if one.app_id == app.github_id]
    return JsonResponse(found, safe=False)


@as_app
def access_tokens(request: Request, app: App, number: int) -> HttpResponse:
    """A token for one installation, good for an hour."""
    with request.simulator.store.reading() as world:
        found = next(
            (one for one in world.installations if (one.github_id, one.app_id) == (number, app.github_id)), None
        )
    if found is None:
        return message("Not Found", 404)
    if found.suspended_at:
        return message("This installation has been suspended", 403)
    expires_at = timezone.now() + TOKEN_LIFE
    token = request.simulator.grants.new_installation_token(number)
    return JsonResponse({"token": token, "expires_at": instant(expires_at), "permissions": app.permissions}, status=201)


def repositories(request: Request) -> HttpResponse:
    """What the installation that asks may read: all repositories of its account. Behind `api.guarded`."""
    number = request.simulator.grants.installation(request.headers.get("Authorization", "").partition(" ")[2])
    with request.simulator.store.reading() as world:
        account = next((one.account for one in world.installations if one.github_id == number), None)
        base_url = request.simulator.base_url
        found = [repository_json(one, base_url=base_url) for one in world.repositories if one.owner == account]
    if account is None:
        return message("Resource not accessible by personal access token", 403)
    return JsonResponse({"total_count": len(found), "repositories": found})


def _manifest(text: str) -> Json | None:
    """The manifest, if it is one whose answers stay on this machine."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("name"), str):
        return None
    addresses = (found.get("redirect_url", ""), found.get("setup_url", ""))
    return found if all(urlsplit(str(one)).hostname in LOOPBACK for one in addresses) else None


def _app_json(request: Request, app: App) -> Json:
    return {
        "id": app.github_id,
        "slug": app.slug,
        "name": app.name,
        "html_url": f"{request.simulator.base_url}/apps/{app.slug}",
        "permissions": app.permissions,
        "events": app.events,
    }


def _installation_json(installation: Installation) -> Json:
    return {
        "id": installation.github_id,
        "app_id": installation.app_id,
        "account": {"login": installation.account},
        "suspended_at": instant(installation.suspended_at) if installation.suspended_at else None,
    }
