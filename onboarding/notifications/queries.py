"""What the pages of notices show."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from onboarding.curriculum.rendering import render
from onboarding.languages import LANGUAGES
from onboarding.notifications.examples import WORDS, digest, example
from onboarding.notifications.kinds import GROUPS, Kind
from onboarding.notifications.letters import Letter
from onboarding.notifications.models import Announcement, Chat, Mail, Post, Subscription
from onboarding.notifications.models.subscriptions import is_wanted
from onboarding.notifications.sources.announcements import readers
from onboarding.people.models import User
from onboarding.programs.models import Membership, Program

TROUBLED = 20
DIGEST = "digest"


@dataclass(frozen=True)
class Choice:
    """One row of the matrix: a kind, whether it is mailed, and whether a chat of their programs says it."""

    kind: str
    label: str
    is_mailed: bool
    is_said: bool


@dataclass(frozen=True)
class Group:
    """The kinds that concern somebody as a newcomer, a mentor, an organiser."""

    label: str
    choices: tuple[Choice, ...]


def matrix(user: User) -> Sequence[Group]:
    """The kinds that this person can be told of. Three queries."""
    said = dict(Subscription.objects.filter(user=user).values_list("kind", "is_mailed"))
    roles = {"", *Membership.objects.filter(user=user).values_list("role", flat=True)}
    if user.is_administrator:
        roles |= set(Membership.Role.values)
    if Membership.Role.ORGANISER in roles:
        roles.add(Membership.Role.MENTOR)
    spoken = _said_in_chats(user)
    return [
        Group(str(group.label), tuple(_choice(kind, said, spoken) for kind in group.kinds))
        for group in GROUPS
        if group.role in roles
    ]


def _choice(kind: Kind, said: Mapping[str, bool], spoken: Collection[str]) -> Choice:
    return Choice(kind.value, str(kind.label), is_wanted(kind.value, said), is_said=kind.value in spoken)


def _said_in_chats(user: User) -> set[str]:
    """Where they mentor; what is said there their organisers choose."""
    mentored = Program.objects.filter(memberships__user=user, archived_at=None)
    kinds = Chat.objects.filter(program__in=mentored).values_list("kinds", flat=True)
    return {kind for each in kinds for kind in each}


@dataclass(frozen=True)
class Look:
    """What an announcement would look like: name and code of each language that somebody wrote, its title and HTML."""

    languages: tuple[tuple[str, str, str, SafeString], ...]
    people: int


def look_at(program: Program, said: Mapping[str, Any], user: User) -> Look:
    """``people``: how many would be told today. One or two queries."""
    written = tuple(
        (name, code, said["title"][code], mark_safe(render(said["text"][code])))  # noqa: S308 - `render` makes it harmless
        for code, name in LANGUAGES
        if said["title"][code]
    )
    return Look(written, len(readers(program.pk, said["audience"]) - {user.pk}))


def announced(program: Program) -> QuerySet[Announcement]:
    """What was said before, newest first."""
    return Announcement.objects.filter(program=program).select_related("written_by")


@dataclass(frozen=True)
class Spoken:
    """A chat, how the latest post there fared, and how many are tried again or were given up."""

    chat: Chat
    state: str
    error: str
    waiting: int
    lost: int

    @property
    def is_troubled(self) -> bool:
        return bool(self.error) and self.state != Post.State.SENT


def chats_of(program: Program) -> Sequence[Spoken]:
    """One query."""
    latest = Post.objects.filter(chat=OuterRef("pk")).order_by("-pk")
    found = Chat.objects.filter(program=program).annotate(
        last_state=Subquery(latest.values("state")[:1]),
        last_error=Subquery(latest.values("last_error")[:1]),
        waiting=Count("posts", filter=Q(posts__state=Post.State.QUEUED, posts__attempts__gt=0)),
        lost=Count("posts", filter=Q(posts__state__in=(Post.State.FAILED, Post.State.REFUSED))),
    )
    return [Spoken(each, each.last_state or "", each.last_error or "", each.waiting, each.lost) for each in found]


@dataclass(frozen=True)
class Written:
    """An example mail in one language."""

    code: str
    name: str
    subject: str
    text: str


@dataclass(frozen=True)
class Example:
    """``number``: which of the things that its kind can say; a digest's kind is `DIGEST`."""

    kind: str
    number: int
    letters: tuple[Written, ...]


@dataclass(frozen=True)
class Examples:
    """All that one kind can say."""

    kind: str
    label: str
    said: tuple[Example, ...]


def mail_examples(program: Program, *, now: datetime) -> list[tuple[str, list[Examples]]]:
    """Every kind by whom it concerns, with all that it can say, in every language; and a digest. No query."""
    groups = [(str(group.label), [_examples(kind, program, now) for kind in group.kinds]) for group in GROUPS]
    label = gettext("Several things in one mail")
    digests = [(code, name, digest(program, language=code, now=now)) for code, name in LANGUAGES]
    return [*groups, (gettext("A digest"), [Examples(DIGEST, label, (_example(DIGEST, 0, digests),))])]


def _examples(kind: Kind, program: Program, now: datetime) -> Examples:
    said = []
    for number in range(len(WORDS[kind])):
        letters = [(code, name, example(kind, number, program, language=code, now=now)) for code, name in LANGUAGES]
        said.append(_example(kind.value, number, letters))
    return Examples(kind.value, str(kind.label), tuple(said))


def _example(kind: str, number: int, letters: Sequence[tuple[str, str, Letter]]) -> Example:
    written = tuple(Written(code, name, letter.subject, letter.text.strip()) for code, name, letter in letters)
    return Example(kind, number, written)


def troubled_mails(program: Program) -> Sequence[Mail]:
    """The latest that could not be sent, or that take more than one try. One query."""
    bad = Q(state__in=(Mail.State.FAILED, Mail.State.REFUSED)) | Q(state=Mail.State.QUEUED, attempts__gt=0)
    found = Mail.objects.filter(bad, notifications__program=program).select_related("reader").distinct()
    return list(found.order_by("-created_at")[:TROUBLED])
