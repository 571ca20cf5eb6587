"""Every button of a pull request's page by its name, for the page itself and for tests."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from onboarding.github.simulator import actions
from onboarding.github.simulator.happened import Happened, NewCommit, Refused
from onboarding.github.simulator.people import Person
from onboarding.github.simulator.world import ChangedFile, PullRequest, Repository, World

Fields: TypeAlias = Mapping[str, Any]
Verb: TypeAlias = Callable[[PullRequest, Fields, Person, datetime], Happened]


def new_commit(fields: Fields) -> NewCommit:
    """The commit that a form, or a test's JSON, describes."""
    files = tuple(ChangedFile(**file) for file in fields.get("files", ())) or _new_file(fields)
    return NewCommit(str(fields.get("message", "")), bool(fields.get("sign_off")), int(fields.get("parents", 1)), files)


def _new_file(fields: Fields) -> tuple[ChangedFile, ...]:
    """The file that a form adds, if it names one."""
    path, text = str(fields.get("path", "")).strip(), str(fields.get("text", "")).replace("\r\n", "\n")
    if not path:
        return ()
    return (ChangedFile(path=path, change="ADDED", additions=len(text.splitlines()), deletions=0, text=text),)


VERBS: dict[str, Verb] = {
    "push": lambda pull, form, who, now: actions.push(pull, actor=who, commit=new_commit(form), now=now),
    "amend": lambda pull, form, who, now: actions.amend(pull, actor=who, commit=new_commit(form), now=now),
    "retitle": lambda pull, form, who, now: actions.retitle(pull, actor=who, title=form.get("title", ""), now=now),
    "comment": lambda pull, form, who, now: actions.comment(pull, actor=who, body=form.get("body", ""), now=now),
    "approve": lambda pull, form, who, now: actions.review(
        pull, actor=who, state="APPROVED", body=form.get("body", ""), now=now
    ),
    "request-changes": lambda pull, form, who, now: actions.review(
        pull, actor=who, state="CHANGES_REQUESTED", body=form.get("body", ""), now=now
    ),
    "label": lambda pull, form, who, now: actions.label(pull, actor=who, name=form.get("name", ""), now=now),
    "unlabel": lambda pull, form, who, now: actions.unlabel(pull, actor=who, name=form.get("name", ""), now=now),
    "draft": lambda pull, form, who, now: actions.set_draft(pull, actor=who, is_draft=True, now=now),
    "ready": lambda pull, form, who, now: actions.set_draft(pull, actor=who, is_draft=False, now=now),
    "checks-pass": lambda pull, form, who, now: actions.set_checks(pull, actor=who, state="success", now=now),
    "checks-fail": lambda pull, form, who, now: actions.set_checks(pull, actor=who, state="failure", now=now),
    "checks-run": lambda pull, form, who, now: actions.set_checks(pull, actor=who, state="pending", now=now),
    "check": lambda pull, form, who, now: actions.set_checks(
        pull, actor=who, state=form.get("state", "success"), name=form.get("name", ""), now=now
    ),
    "conflict": lambda pull, form, who, now: actions.set_mergeable(pull, actor=who, mergeable="CONFLICTING", now=now),
    "no-conflict": lambda pull, form, who, now: actions.set_mergeable(pull, actor=who, mergeable="MERGEABLE", now=now),
    "undecided": lambda pull, form, who, now: actions.set_mergeable(pull, actor=who, mergeable="UNKNOWN", now=now),
    "comment-on-line": lambda pull, form, who, now: actions.comment_on_line(
        pull, actor=who, path=form.get("path", ""), body=form.get("body", ""), now=now
    ),
    "edit-comment": lambda pull, form, who, now: actions.edit_comment(
        pull, actor=who, body=form.get("body", ""), now=now
    ),
    "merge": lambda pull, form, who, now: actions.merge(pull, actor=who, now=now),
    "land": lambda pull, form, who, now: actions.land(pull, actor=who, now=now),
    "retarget": lambda pull, form, who, now: actions.retarget(pull, actor=who, base=form.get("base", ""), now=now),
    "close": lambda pull, form, who, now: actions.close(pull, actor=who, now=now),
    "reopen": lambda pull, form, who, now: actions.reopen(pull, actor=who, now=now),
}


def do(
    world: World, *, repository: Repository, number: int, verb: str, fields: Fields, actor: Person, now: datetime
) -> Happened:
    """Do this to that pull request. Raises Refused, also when there is no such thing."""
    pull = world.pull_request(repository, number)
    if pull is None or verb not in (*VERBS, "revert"):
        raise Refused(verb)
    if verb == "revert":
        return actions.revert(world, pull, actor=actor, now=now)
    return VERBS[verb](pull, fields, actor, now)
