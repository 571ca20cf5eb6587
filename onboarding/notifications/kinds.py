"""What people can be told of: the kinds, whom they concern, and which of them are mailed at first."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Unsubscribing, preferences and the marks of the list go by kind."""

    VERIFIED = "verified", _("A task is verified")
    RETURNED = "returned", _("A task comes back to you")
    TURN = "turn", _("It is your turn again")
    REVIEW = "review", _("Work waits for a mentor")
    FLAG = "flag", _("Something about verified work changed")
    QUESTION = "question", _("A newcomer asks a question")
    ANSWER = "answer", _("Somebody answers your question")
    EXTENSION = "extension", _("You have more time")
    ANNOUNCEMENT = "announcement", _("Organisers announce something")
    NUDGE = "nudge", _("A word for you, or a reminder")
    PRAISE = "praise", _("Praise from your mentors")
    WAITS = "waits", _("A newcomer has been waiting for long")
    AWAY = "away", _("Your mentor is away")
    LET_IN = "let-in", _("Your request to join is answered")
    COVER = "cover", _("You cover for another mentor")
    ASKED = "asked", _("Somebody asks to join")
    UNCOVERED = "uncovered", _("Nobody covers for a mentor who is away")
    MENTOR = "mentor", _("You have another mentor")
    HANDED = "handed", _("You are handed newcomers")
    GIVEN = "given", _("A newcomer joins and is yours")
    ASKED_MENTOR = "asked-mentor", _("A newcomer asks for another mentor")
    PICK = "pick", _("A newcomer picked an issue")
    PICK_QUIET = "pick-quiet", _("Nothing happens on the issue that you picked")


MARKS: dict[str, str] = {
    Kind.VERIFIED: "verified",
    Kind.RETURNED: "returned",
    Kind.TURN: "newcomer",
    Kind.REVIEW: "review",
    Kind.FLAG: "flagged",
    Kind.QUESTION: "review",
    Kind.ANSWER: "newcomer",
    Kind.EXTENSION: "waiting",
    Kind.ANNOUNCEMENT: "advice",
    Kind.NUDGE: "newcomer",
    Kind.PRAISE: "verified",
    Kind.WAITS: "review",
    Kind.AWAY: "waiting",
    Kind.LET_IN: "open",
    Kind.COVER: "review",
    Kind.ASKED: "review",
    Kind.UNCOVERED: "flagged",
    Kind.MENTOR: "newcomer",
    Kind.HANDED: "review",
    Kind.GIVEN: "open",
    Kind.ASKED_MENTOR: "review",
    Kind.PICK: "review",
    Kind.PICK_QUIET: "newcomer",
}
"""What style sheets and icons call a kind."""


@dataclass(frozen=True)
class KindGroup:
    """``role``: the membership without which nobody is told of these; empty for everybody."""

    role: str
    label: str | Promise
    kinds: tuple[Kind, ...]


GROUPS = (
    KindGroup("", _("In every program"), (Kind.ANNOUNCEMENT,)),
    KindGroup(
        "",
        _("On your journey"),
        (
            Kind.VERIFIED,
            Kind.RETURNED,
            Kind.TURN,
            Kind.ANSWER,
            Kind.EXTENSION,
            Kind.NUDGE,
            Kind.PRAISE,
            Kind.PICK_QUIET,
            Kind.AWAY,
            Kind.MENTOR,
            Kind.LET_IN,
        ),
    ),
    KindGroup(
        "mentor",
        _("As a mentor"),
        (Kind.REVIEW, Kind.QUESTION, Kind.FLAG, Kind.WAITS, Kind.PICK, Kind.COVER, Kind.HANDED, Kind.GIVEN),
    ),
    KindGroup("organiser", _("As an organiser"), (Kind.ASKED, Kind.ASKED_MENTOR, Kind.UNCOVERED)),
)

IN_CHATS = (Kind.REVIEW, Kind.QUESTION, Kind.FLAG, Kind.PICK, Kind.ANNOUNCEMENT)
"""Kinds that can be said where mentors talk: what concerns one newcomer alone is said to them alone."""

LASTING = (Kind.VERIFIED, Kind.RETURNED, Kind.ANSWER, Kind.ANNOUNCEMENT, Kind.PRAISE, Kind.LET_IN)
"""Worth reading in an archived program, too. All others ask for something, or tell of what is to come: there, nobody is
told of these any more."""

NOT_MAILED: frozenset[str] = frozenset({Kind.GIVEN})
"""Kinds that are only shown until somebody asks for them by mail."""


EVERYTHING = ""
"""Instead of a kind: all of them, also those that there are not yet."""


def is_mailed_at_first(kind: str) -> bool:
    return kind not in NOT_MAILED
