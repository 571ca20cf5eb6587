"""The small site on which one opens, reviews and merges pull requests, as whomever one likes."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from onboarding.github.simulator import actions, verbs
from onboarding.github.simulator.happened import Happened, Refused
from onboarding.github.simulator.http import PERSON_COOKIE, Request, page
from onboarding.github.simulator.people import BY_LOGIN
from onboarding.github.simulator.releases import publish, with_checksums
from onboarding.github.simulator.world import PullRequest, Repository, World


def home(request: Request) -> HttpResponse:
    with request.simulator.store.reading() as world:
        return page(request, "home", repositories=world.repositories)


def choose_person(request: Request) -> HttpResponse:
    """Be somebody else from now on."""
    response = HttpResponseRedirect(_local(request.POST.get("next", "/")))
    chosen = BY_LOGIN.get(request.POST.get("login", ""))
    if chosen:
        response.set_cookie(PERSON_COOKIE, chosen.login, samesite="Lax", httponly=True)
    return response


def _local(path: str) -> str:
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


def repository(request: Request, owner: str, name: str) -> HttpResponse:
    """A repository: its pull requests, newest first, its issues, and the form for a new pull request."""
    with request.simulator.store.reading() as world:
        found = world.repository(f"{owner}/{name}")
        if found is None or found.is_hidden:
            return _nothing_here(request)
        return page(
            request,
            "repository",
            repository=found,
            pulls=world.pull_requests_of(found)[::-1],
            issues=[issue for issue in world.issues if issue.repository_id == found.github_id],
        )


def issue(request: Request, owner: str, name: str, number: int) -> HttpResponse:
    with request.simulator.store.reading() as world:
        found = world.repository(f"{owner}/{name}")
        one = world.issue(found, number) if found else None
        if found is None or one is None:
            return _nothing_here(request)
        return page(request, "issue", repository=found, issue=one)


def open_pull_request(request: Request, owner: str, name: str) -> HttpResponse:
    form, person = request.POST.dict(), request.person
    if person is None:
        return HttpResponseRedirect("/")

    def verb(world: World) -> Happened:
        return actions.open_pull_request(
            world,
            repository=_repository(world, owner, name),
            author=person,
            title=form.get("title", ""),
            body=form.get("body", ""),
            commits=[verbs.new_commit(form)],
            is_draft="is_draft" in form,
            now=timezone.now(),
        )

    return _act(request, verb)


def pull_request(request: Request, owner: str, name: str, number: int, tab: str = "") -> HttpResponse:
    """One pull request, and everything that one may do to it. Every tab, such as `/files`, shows the same."""
    with request.simulator.store.reading() as world:
        found, pull = _find(world, owner, name, number)
        if found is None or pull is None:
            return _nothing_here(request)
        return page(
            request,
            "pull_request",
            repository=found,
            pull=pull,
            is_author=bool(request.person and request.person.login == pull.author),
            can_merge=bool(request.person and request.person.can_merge),
        )


def act(request: Request, owner: str, name: str, number: int, verb: str) -> HttpResponse:
    """Do to a pull request what the button says."""
    person, form = request.person, request.POST.dict()
    if person is None:
        return HttpResponseRedirect("/")

    def doing(world: World) -> Happened:
        found = _repository(world, owner, name)
        return verbs.do(
            world, repository=found, number=number, verb=verb, fields=form, actor=person, now=timezone.now()
        )

    return _act(request, doing)


def publish_release(request: Request) -> HttpResponse:
    """Publish a release in a repository of one's own, with an archive of each name and checksums for them."""
    form, person = request.POST.dict(), request.person
    if person is None:
        return HttpResponseRedirect("/")
    names = form.get("files", "").split()
    assets = with_checksums(names) if "checksums" in form else with_checksums(names)[:-1]
    name, tag = form.get("repository", "").strip(), form.get("tag", "").strip()
    try:
        with request.simulator.store.changing() as world:
            publish(
                world,
                author=person,
                repository=name,
                tag=tag,
                name=form.get("name", ""),
                notes=form.get("notes", ""),
                assets=assets,
                is_draft="is_draft" in form,
                now=timezone.now(),
            )
    except Refused as refusal:
        return page(request, "error", status=422, text=str(refusal))
    return HttpResponseRedirect(f"/{person.login}/{name}/releases/tag/{quote(tag)}")


def release(request: Request, owner: str, name: str, tag: str) -> HttpResponse:
    with request.simulator.store.reading() as world:
        found = world.release(f"{owner}/{name}", tag)
        if found is None:
            return _nothing_here(request)
        return page(request, "release", repository=world.repository(f"{owner}/{name}"), release=found)


def deliveries(request: Request) -> HttpResponse:
    """The log of webhooks, newest first, each with a button that sends it again."""
    with request.simulator.store.reading() as world:
        found = world.deliveries[::-1]
    return page(request, "deliveries", deliveries=found, hook_url=request.simulator.hooks.url)


def redeliver(request: Request) -> HttpResponse:
    request.simulator.hooks.send(request.POST.get("guid", ""))
    return HttpResponseRedirect("/settings/hooks/")


def _find(world: World, owner: str, name: str, number: int) -> tuple[Repository | None, PullRequest | None]:
    found = world.repository(f"{owner}/{name}")
    if found is None or found.is_hidden:
        return None, None
    return found, world.pull_request(found, number)


def _repository(world: World, owner: str, name: str) -> Repository:
    full_name = f"{owner}/{name}"
    found = world.repository(full_name)
    if found is None:
        raise Refused(full_name)
    return found


def _act(request: Request, verb: Callable[[World], Happened]) -> HttpResponse:
    try:
        pull = request.simulator.act(verb, now=timezone.now())
    except Refused as refusal:
        return page(request, "error", status=422, text=str(refusal))
    with request.simulator.store.reading() as world:
        full_name = world.repository_of(pull).full_name
    return HttpResponseRedirect(f"/{full_name}/pull/{pull.number}")


def _nothing_here(request: Request) -> HttpResponse:
    return page(request, "error", status=404, text="Not Found")
