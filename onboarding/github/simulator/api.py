"""GitHub's two APIs, as much of them as our client and the sign-in call, with all their ways of saying "not now"."""

import time
from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from onboarding.github.simulator import constants
from onboarding.github.simulator.graph import Root, answer, cost
from onboarding.github.simulator.http import Request, message
from onboarding.github.simulator.keys import signed_by
from onboarding.github.simulator.meter import LIMIT, Meter
from onboarding.github.simulator.payloads import delivery_json, pull_request_json, repository_json, user_json
from onboarding.github.simulator.people import BY_LOGIN
from onboarding.github.simulator.releases import release_json

View = Callable[..., HttpResponse]

SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
GRAPHQL = "/api/graphql"
HOOK_ID = 1
EXCEEDED = "API rate limit exceeded."


def guarded(view: View) -> View:
    """GitHub's moods, its tokens and its limits, before anything is answered."""

    @wraps(view)
    def answering(request: Request, **parameters: object) -> HttpResponse:
        refused = mood(request) or _unauthorized(request) or _limited(request)
        if refused:
            return refused
        meter = request.simulator.meter(request.path)
        if not meter.spend(timezone.now(), _points(request)):
            return _exceeded(request)
        return _with_limits(view(request, **parameters), meter)

    return answering


def _points(request: Request) -> int:
    """What the request costs: points where GitHub counts those, else one."""
    if request.path != GRAPHQL:
        return 1
    request.asked = request.json()
    request.points = cost(str(request.asked.get("query", "")), request.asked.get("variables") or {})
    return request.points


def mood(request: Request) -> HttpResponse | None:
    """What is wrong with GitHub today, as it would say so."""
    moods = request.simulator.moods
    time.sleep(moods.slow_seconds)
    if moods.is_down:
        return message("Service unavailable", 503)
    if moods.is_busy:
        return message("Service unavailable", 503, Retry_After=str(moods.retry_after))
    return message("Resource not accessible by personal access token", 403) if moods.is_forbidden else None


def _token(request: Request) -> str:
    return request.headers.get("Authorization", "").partition(" ")[2]


def _unauthorized(request: Request) -> HttpResponse | None:
    token = _token(request)
    is_site = token == constants.TOKEN and not request.simulator.moods.is_token_revoked
    grants = request.simulator.grants
    if is_site or grants.owner(token) or grants.installation(token) or signed_by(request):
        return None
    return message("Bad credentials", 401)


def _limited(request: Request) -> HttpResponse | None:
    moods = request.simulator.moods
    match moods.limit:
        case "primary" | "primary-403":
            request.simulator.meter(request.path).exhaust(timezone.now(), moods.retry_after)
            return _exceeded(request)
        case "secondary":
            return message(SECONDARY, 403, Retry_After=str(moods.retry_after))
        case "secondary-200":
            errors = {"errors": [{"message": SECONDARY}]}
            return JsonResponse(errors, headers={"Retry-After": str(moods.retry_after)})
        case "secondary-silent":
            return message(SECONDARY, 403)
        case _:
            return None


def _exceeded(request: Request) -> HttpResponse:
    """GraphQL says so with HTTP 200, or with 403 like REST."""
    as_200 = request.path == GRAPHQL and request.simulator.moods.limit != "primary-403"
    if as_200:
        response: HttpResponse = JsonResponse({"errors": [{"type": "RATE_LIMITED", "message": EXCEEDED}]})
    else:
        response = message(EXCEEDED, 403)
    return _with_limits(response, request.simulator.meter(request.path))


def _with_limits(response: HttpResponse, meter: Meter) -> HttpResponse:
    response["X-RateLimit-Limit"] = str(LIMIT)
    response["X-RateLimit-Remaining"] = str(meter.remaining)
    response["X-RateLimit-Reset"] = str(int(meter.reset_at.timestamp()))
    return response


@guarded
def graphql(request: Request) -> HttpResponse:
    asked, simulator = request.asked, request.simulator
    if simulator.moods.heavy_status and _is_heavy(request):
        return message("Something went wrong while executing your query.", simulator.moods.heavy_status)
    with simulator.store.reading() as world:
        root = Root(
            world,
            simulator.moods,
            base_url=simulator.base_url,
            meter=simulator.meter(request.path),
            points=request.points,
        )
        return JsonResponse(answer(root, str(asked.get("query", "")), asked.get("variables") or {}))


def _is_heavy(request: Request) -> bool:
    heaviest = request.simulator.moods.heaviest
    return heaviest is not None and len((request.asked.get("variables") or {}).get("ids", ())) > heaviest


@guarded
def user(request: Request) -> HttpResponse:
    person = request.simulator.grants.owner(_token(request))
    if person is None:
        return message("Resource not accessible by this token", 403)
    with request.simulator.store.reading() as world:
        today = world.account(person.login)
    if today is None:
        return message("Bad credentials", 401)
    return JsonResponse(user_json(today, base_url=request.simulator.base_url))


@guarded
def emails(request: Request) -> HttpResponse:
    person = request.simulator.grants.owner(_token(request))
    if person is None:
        return message("Resource not accessible by this token", 403)
    mail = {"email": person.email, "primary": True, "verified": True, "visibility": "private"}
    return JsonResponse([mail], safe=False)


@guarded
def hooks(request: Request, owner: str, name: str) -> HttpResponse:
    hook = {"id": HOOK_ID, "active": True, "config": {"url": request.simulator.hooks.url}}
    return JsonResponse([hook] if request.simulator.hooks.url else [], safe=False)


@guarded
def deliveries(request: Request, **_: object) -> HttpResponse:
    """The log of what was sent, newest first, in pages."""
    size, start = int(request.GET.get("per_page", 30)), int(request.GET.get("cursor", 0))
    with request.simulator.store.reading() as world:
        log = [delivery_json(one) for one in reversed(world.deliveries)]
    response = JsonResponse(log[start : start + size], safe=False)
    if start + size < len(log):
        here = f"{request.simulator.base_url}{request.path}"
        response["Link"] = f'<{here}?per_page={size}&cursor={start + size}>; rel="next"'
    return response


@guarded
def redeliver(request: Request, number: int, **_: object) -> HttpResponse:
    with request.simulator.store.reading() as world:
        guid = next((one.guid for one in world.deliveries if one.number == number), "")
    if not guid:
        return message("Not Found", 404)
    request.simulator.hooks.send(guid)
    return JsonResponse({}, status=202)


@guarded
def pull_request(request: Request, owner: str, name: str, number: int) -> HttpResponse:
    with request.simulator.store.reading() as world:
        place = world.repository(f"{owner}/{name}")
        found = world.pull_request(place, number) if place and not place.is_hidden else None
        if place is None or found is None:
            return message("Not Found", 404)
        return JsonResponse(pull_request_json(world, found, base_url=request.simulator.base_url))


@guarded
def account(request: Request, login: str) -> HttpResponse:
    found = BY_LOGIN.get(login.lower())
    if found is None:
        return message("Not Found", 404)
    return JsonResponse(user_json(found, base_url=request.simulator.base_url))


@guarded
def repository(request: Request, owner: str, name: str) -> HttpResponse:
    with request.simulator.store.reading() as world:
        found = world.repository(f"{owner}/{name}")
        if found is None or found.is_hidden:
            return message("Not Found", 404)
        return JsonResponse(repository_json(found, base_url=request.simulator.base_url))


@guarded
def release(request: Request, owner: str, name: str, tag: str) -> HttpResponse:
    """As GitHub answers those who may not push: a draft is not there."""
    with request.simulator.store.reading() as world:
        repository, found = world.repository(f"{owner}/{name}"), world.release(f"{owner}/{name}", tag)
        if repository is None or found is None or found.is_draft:
            return message("Not Found", 404)
        return JsonResponse(release_json(found, repository, base_url=request.simulator.base_url))


def download(request: Request, owner: str, name: str, tag: str, file: str) -> HttpResponse:
    """A file of a release, for everybody."""
    if request.simulator.moods.is_down:
        return message("Service unavailable", 503)
    with request.simulator.store.reading() as world:
        found = world.release(f"{owner}/{name}", tag)
        text = next((asset.text for asset in found.assets if asset.name == file), None) if found else None
    if text is None:
        return message("Not Found", 404)
    return HttpResponse(text, content_type="application/octet-stream")
