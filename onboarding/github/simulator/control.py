"""A small JSON interface for tests and benchmarks: make things quickly, and say what is wrong with GitHub today."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from pydantic import ValidationError

from onboarding.github.simulator import actions, releases, verbs
from onboarding.github.simulator.constants import REPOSITORY_NAME
from onboarding.github.simulator.happened import Happened, NewCommit, Refused
from onboarding.github.simulator.http import Request
from onboarding.github.simulator.moods import Moods
from onboarding.github.simulator.people import ADA, BY_LOGIN, MAINTAINER
from onboarding.github.simulator.published import Asset
from onboarding.github.simulator.releases import with_checksums
from onboarding.github.simulator.verbs import new_commit
from onboarding.github.simulator.world import Repository, World, person

Json: TypeAlias = dict[str, Any]

MESSAGE = "docs(guide): mend the link to the installation page (#1)"


NOTES = "The first release: it greets people by name, in English and in Chinese, and says goodbye."

BY_AUTHOR = frozenset({"push", "amend"})


def _commit(item: Json) -> NewCommit:
    """A fine commit, except for what is asked otherwise."""
    return new_commit({"message": MESSAGE, "sign_off": True, **item})


def moods(request: Request) -> HttpResponse:
    """What is wrong: a JSON object of `Moods`' fields; those left out are fine again."""
    try:
        request.simulator.moods = Moods.model_validate(request.json())
    except ValidationError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse(request.simulator.moods.model_dump())


def reset(request: Request) -> HttpResponse:
    """Begin again with a new world in which nothing is wrong."""
    request.simulator.store.reset()
    request.simulator.moods = Moods()
    return JsonResponse({})


def change_repository(request: Request) -> HttpResponse:
    """Make a repository private (or, `is_deleted`, delete it), or show it again; archive it; or give it another name,
    which is a transfer where its owner is another. A webhook tells of it."""
    asked = request.json()
    name = asked.get("repository", REPOSITORY_NAME)
    try:
        full_name, is_hidden = request.simulator.change_repository(name, partial(_changed, asked), now=_when(asked))
    except KeyError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"full_name": full_name, "is_hidden": is_hidden})


def _changed(asked: Json, repository: Repository) -> str:
    """Does what is asked and gives GitHub's word for the last thing that it changed."""
    action, name = "", str(asked.get("rename", repository.full_name))
    is_hidden = bool(asked.get("is_hidden") or asked.get("is_deleted"))
    is_archived = bool(asked.get("is_archived", repository.is_archived))
    if is_archived != repository.is_archived:
        action, repository.is_archived = "archived" if is_archived else "unarchived", is_archived
    if is_hidden != repository.is_hidden:
        hidden = "deleted" if asked.get("is_deleted") else "privatized"
        action, repository.is_hidden = hidden if is_hidden else "publicized", is_hidden
    if name != repository.full_name:
        before, repository.full_name = repository.owner, name
        action = "renamed" if repository.owner == before else "transferred"
    return action


def change_account(request: Request, login: str) -> HttpResponse:
    """Give somebody of the cast another login (`rename`), or delete their account (`is_gone`). No webhook tells."""
    asked = request.json()
    if login not in BY_LOGIN:
        return JsonResponse({"error": login}, status=422)
    with request.simulator.store.changing() as world:
        if "rename" in asked:
            world.renamed[login] = str(asked["rename"])
        (world.gone.add if asked.get("is_gone") else world.gone.discard)(login)
        account = world.account(login)
    return JsonResponse({"login": account.login if account else None})


def delete_fork(request: Request, number: int) -> HttpResponse:
    """Delete the fork that a pull request comes from. GitHub leaves the pull request open; nobody can push to it."""
    with request.simulator.store.changing() as world:
        pull = world.pull_request(_repository(world, request.json()), number)
        if pull is None:
            return JsonResponse({"error": number}, status=422)
        pull.is_fork_gone, pull.updated_at = True, _when(request.json())
    return JsonResponse({"number": number})


def issue(request: Request, number: int) -> HttpResponse:
    """Change an issue: any of its fields. It has been touched now, or `at` then."""
    asked = request.json()
    with request.simulator.store.changing() as world:
        found = world.issue(_repository(world, asked), number)
        if found is None:
            return JsonResponse({"error": number}, status=422)
        for field in ("title", "labels", "assignee", "is_open"):
            setattr(found, field, asked.get(field, getattr(found, field)))
        found.updated_at = _when(asked)
    return JsonResponse({"number": found.number, "node_id": found.node_id})


def open_pull_request(request: Request) -> HttpResponse:
    """Open one, by default Ada's with a fine commit. `created_at` may lie in the past."""
    asked = request.json()

    def verb(world: World) -> Happened:
        return actions.open_pull_request(
            world,
            repository=_repository(world, asked),
            author=person(asked.get("author", ADA.login)),
            title=asked.get("title", MESSAGE),
            body=asked.get("body", "Fixes #1"),
            commits=[_commit(item) for item in asked.get("commits", [{}])],
            is_draft=asked.get("is_draft", False),
            base=asked.get("base", ""),
            now=_when(asked),
        )

    return _act(request, verb)


def publish_release(request: Request) -> HttpResponse:
    """Publish one, by default Ada's, with an archive and a checksum file that covers it."""
    asked = request.json()
    assets = [Asset(**asset) for asset in asked["assets"]] if "assets" in asked else with_checksums(["tool.tar.gz"])
    with request.simulator.store.changing() as world:
        release = releases.publish(
            world,
            author=person(asked.get("author", ADA.login)),
            repository=asked.get("repository", "tool"),
            tag=asked.get("tag", "v0.1.0"),
            name=asked.get("name", ""),
            notes=asked.get("notes", NOTES),
            assets=assets,
            is_draft=asked.get("is_draft", False),
            now=_when(asked),
        )
        full_name = next(one.full_name for one in world.repositories if one.github_id == release.repository_id)
    return JsonResponse({"url": f"{request.simulator.base_url}/{full_name}/releases/tag/{release.tag}"})


def act(request: Request, number: int, verb: str) -> HttpResponse:
    """Do one of `verbs.VERBS`, or `revert`, as `actor`: else its author, or a maintainer where one is needed."""
    asked = request.json()

    def doing(world: World) -> Happened:
        repository = _repository(world, asked)
        pull = world.pull_request(repository, number)
        usual = pull.author if pull and verb in BY_AUTHOR else MAINTAINER.login
        actor = person(asked.get("actor", usual))
        return verbs.do(
            world, repository=repository, number=number, verb=verb, fields=asked, actor=actor, now=_when(asked)
        )

    return _act(request, doing)


def push(request: Request) -> HttpResponse:
    """Bring a commit with this message onto the default branch, without a pull request."""
    asked = request.json()
    actor = person(asked.get("actor", MAINTAINER.login))
    name = asked.get("repository", REPOSITORY_NAME)
    try:
        commit = request.simulator.push(name, actor=actor, message=asked.get("message", ""), now=_when(asked))
    except (Refused, KeyError) as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"sha": commit.sha})


def deliveries(request: Request) -> HttpResponse:
    """The log of webhooks, oldest first."""
    with request.simulator.store.reading() as world:
        found = [one.model_dump(mode="json", exclude={"body"}) for one in world.deliveries]
    return JsonResponse(found, safe=False)


def redeliver(request: Request, guid: str) -> HttpResponse:
    request.simulator.hooks.send(guid)
    return JsonResponse({}, status=202)


def _act(request: Request, verb: Callable[[World], Happened]) -> HttpResponse:
    simulator = request.simulator
    try:
        pull = simulator.act(verb, now=timezone.now())
    except (Refused, KeyError, ValueError) as error:
        return JsonResponse({"error": str(error)}, status=422)
    with simulator.store.reading() as world:
        full_name = world.repository_of(pull).full_name
    return JsonResponse(
        {
            "number": pull.number,
            "node_id": pull.node_id,
            "github_id": pull.github_id,
            "url": f"{simulator.base_url}/{full_name}/pull/{pull.number}",
        }
    )


def _repository(world: World, asked: Json) -> Repository:
    found = world.repository(asked.get("repository", REPOSITORY_NAME))
    if found is None:
        raise Refused(asked["repository"])
    return found


def _when(asked: Json) -> datetime:
    return datetime.fromisoformat(asked["at"]) if "at" in asked else timezone.now()
