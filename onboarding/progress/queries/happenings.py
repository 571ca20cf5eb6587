"""What happened to a pull request, in words: GitHub's timeline, the commits, the checks, and what commands did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from onboarding.github.models import PullRequest, PullRequestEvent
from onboarding.progress import when
from onboarding.progress.happened import STEPS, in_words
from onboarding.progress.reader import Reader
from onboarding.rules.commands import grammar, verdicts
from onboarding.rules.merging.policy import Policy

LONGEST_QUOTE = 280
SPEAKING = ("opened", "issue_comment", "pull_request_review", "pull_request_review_comment")
"""Kinds of events in which somebody writes, and may command."""


@dataclass(frozen=True)
class CommandShown:
    """A command in a comment: the line, what it does, and whether it counts here. ``key`` names it in the help."""

    key: str
    line: str
    effect: str
    verdict: str
    counts: bool


@dataclass(frozen=True)
class Happening:
    """A line of the timeline. ``step`` colours its dot."""

    step: str
    what: str
    when: str
    quote: str = ""
    commands: tuple[CommandShown, ...] = ()


def happenings_of(pull: PullRequest, policy: Policy, reader: Reader) -> tuple[Happening, ...]:
    """Oldest first; one query."""
    events = [(event.happened_at, _happening(event, pull, policy, reader)) for event in pull.events.all()]
    told = sorted([*events, *_pushes(pull, reader)], key=lambda each: each[0])
    return tuple(happening for _, happening in told)


def _happening(event: PullRequestEvent, pull: PullRequest, policy: Policy, reader: Reader) -> Happening:
    speaks = event.kind in SPEAKING and "body" in event.data
    commands = tuple(_commands(event, pull, policy, reader)) if speaks else ()
    return Happening(
        step=STEPS.get((event.kind, str(event.data.get("state", ""))), STEPS.get((event.kind, ""), "locked")),
        what=in_words(event.kind, event.actor_login or gettext("somebody whose account is gone"), event.data),
        when=when.moment(event.happened_at, reader),
        quote=_quote(event.data["body"], commands) if speaks and event.kind != "opened" else "",
        commands=commands,
    )


def _commands(event: PullRequestEvent, pull: PullRequest, policy: Policy, reader: Reader) -> Iterable[CommandShown]:
    by = verdicts.Commenter(
        is_author=event.actor_login == pull.author_login,
        association=event.data["association"],
        edited=event.data["edited"],
    )
    for used in grammar.used(event.data["body"], policy.commands):
        word = verdicts.verdict(used.command, by)
        yield CommandShown(
            key=used.command.key,
            line=used.line,
            effect=reader.text(used.command.effect),
            verdict=reader.text(verdicts.in_words(word)),
            counts=word in ("counts", "perhaps"),
        )


def _quote(body: str, commands: Sequence[CommandShown]) -> str:
    """What was written beside the commands, which are shown for themselves."""
    lines = {command.line for command in commands}
    text = "\n".join(line for line in body.splitlines() if " ".join(line.split()) not in lines).strip()
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()} …"


def _pushes(pull: PullRequest, reader: Reader) -> Iterable[tuple[datetime, Happening]]:
    """Commits that came after the opening. Those before it are what was opened."""
    opened_at = pull.evidence.get("pull_request", {}).get("created_at", "")
    for commit in pull.evidence.get("commits", ()):
        if commit["committed_at"] > opened_at:
            yield datetime.fromisoformat(commit["committed_at"]), _push(commit, reader)


def _push(commit: Mapping[str, Any], reader: Reader) -> Happening:
    who = commit["author"]["login"] or commit["author"]["name"]
    told = {"sha": commit["sha"][:7], "subject": commit["subject"]}
    at = when.moment(datetime.fromisoformat(commit["committed_at"]), reader)
    return Happening(step="checking", what=in_words("commit", who, told), when=at)
