"""Every kind of notice with made-up values, in the sentences of the sources (a test compares): for previews."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onboarding.languages import FULL_DAYS
from onboarding.notifications.kinds import Kind
from onboarding.notifications.letters import Letter, write
from onboarding.notifications.models import Notification
from onboarding.notifications.news import in_all
from onboarding.people.models import User
from onboarding.programs.models import Program

ISSUE = "example/project#1"
DAYS = 7
Sentence = Callable[[], str]
Said = tuple[Sentence, Sentence | None]
"""Title and text."""


def example(kind: str, number: int, program: Program, *, language: str, now: datetime) -> Letter:
    """One mail of this kind, to somebody who does not exist: the addresses in it lead nowhere."""
    return _written([(kind, WORDS[kind][number])], program, language=language, now=now)


def digest(program: Program, *, language: str, now: datetime) -> Letter:
    """One mail about several things."""
    return _written([(kind, WORDS[kind][0]) for kind in COLLECTED], program, language=language, now=now)


def _written(said: Sequence[tuple[str, Said]], program: Program, *, language: str, now: datetime) -> Letter:
    told = [_notification(kind, words, program, now) for kind, words in said]
    with translation.override(language):
        reader = User(name=_values(program, language, now)["reader"], language=language)
    return write(reader, told, language=language)


def _notification(kind: str, words: Said, program: Program, now: datetime) -> Notification:
    title, text = words
    return Notification(
        program=program,
        kind=kind,
        title=in_all(lambda code: title() % _values(program, code, now)),
        text=in_all(lambda code: text() % _values(program, code, now)) if text else {},
        at=now,
    )


def _values(program: Program, code: str, now: datetime) -> dict[str, str | int]:
    day = date_format(now, FULL_DAYS[code], use_l10n=False)
    named = {"name": _("[somebody’s name]"), "task": _("[a task]"), "question": _("[a question]")}
    said = {"program": program.name_text[code] or program.name, "day": day, "from": day, "until": day}
    named |= {"away": named["name"], "cover": _("[another mentor’s name]")}
    return {**named, **said, "reader": _("[your name]"), "issue": ISSUE, "days": DAYS, "count": DAYS}


def _note() -> str:
    return _("[What the mentor wrote, or what the machine found.]")


def _theirs() -> str:
    return _("[What they wrote.]")


def _verified() -> str:
    return _("“%(task)s” is verified")


def _returned() -> str:
    return _("“%(task)s” comes back to you")


def _with_comments(title: Sentence) -> Sentence:
    return lambda: (
        ngettext(
            "%(title)s, with %(count)d comment on your text", "%(title)s, with %(count)d comments on your text", DAYS
        )
        % {"title": title(), "count": DAYS}
    )


def _declined() -> str:
    keep = _("You keep your mentor for now. Tell them what you need; when something has changed, you can ask again.")
    return f"{_theirs()}\n\n{keep}"


def _covered(who: str) -> str:
    reads = _("Whoever covers reads what you hand in and what you ask, as long as it lasts.")
    return f"{who}\n{reads}"


def _looked_after(count: int) -> str:
    return ngettext(
        "Until now %(name)s looked after them. Say hello, and see where they stand.",
        "Until now %(name)s looked after them. Say hello, and see where each of them stands.",
        count,
    )


def _just_joined(count: int) -> str:
    return ngettext(
        "They have just joined. Say hello: the first days decide a lot.",
        "They have just joined. Say hello to each of them: the first days decide a lot.",
        count,
    )


def _who_waits() -> str:
    lines = (
        ngettext("%(name)s, %(days)d day: “%(task)s”.", "%(name)s, %(days)d days: “%(task)s”.", DAYS),
        ngettext("%(name)s, %(days)d day: a question.", "%(name)s, %(days)d days: a question.", DAYS),
        ngettext(
            "And %(count)d more. “Today” lists them all, the longest wait first.",
            "And %(count)d more. “Today” lists them all, the longest wait first.",
            DAYS,
        ),
    )
    return "\n".join(lines)


WORDS: dict[str, tuple[Said, ...]] = {
    Kind.VERIFIED: ((_verified, _note), (_with_comments(_verified), _note)),
    Kind.RETURNED: ((_returned, _note), (_with_comments(_returned), _note)),
    Kind.TURN: ((lambda: _("Your turn: “%(task)s”"), _note),),
    Kind.REVIEW: (
        (
            lambda: _("%(name)s handed in “%(task)s”"),
            lambda: _("It waits for you to read it and to say what you think."),
        ),
    ),
    Kind.FLAG: ((lambda: _("Look again at “%(task)s” by %(name)s"), _note),),
    Kind.QUESTION: (
        (lambda: _("%(name)s asks a question"), _theirs),
        (lambda: _("%(name)s adds to “%(question)s”"), _theirs),
    ),
    Kind.ANSWER: ((lambda: _("%(name)s answers “%(question)s”"), _theirs),),
    Kind.EXTENSION: ((lambda: _("“%(task)s” is due later: %(day)s"), _theirs),),
    Kind.ANNOUNCEMENT: ((lambda: _("[The title of your announcement]"), _theirs),),
    Kind.NUDGE: (
        (
            lambda: ngettext("It has been your turn for %(days)d day", "It has been your turn for %(days)d days", DAYS),
            lambda: _("One small step is enough."),
        ),
        (lambda: _("%(name)s wrote to you"), _theirs),
    ),
    Kind.PRAISE: ((lambda: _("%(name)s says: well done!"), _theirs),),
    Kind.WAITS: (
        (
            lambda: ngettext(
                "%(name)s has been waiting for a mentor for %(days)d day",
                "%(name)s has been waiting for a mentor for %(days)d days",
                DAYS,
            ),
            None,
        ),
        (
            lambda: ngettext(
                "%(count)d newcomer waits for a mentor, for %(days)d days",
                "%(count)d newcomers wait for a mentor, the longest for %(days)d days",
                DAYS,
            ),
            _who_waits,
        ),
    ),
    Kind.AWAY: (
        (
            lambda: _("%(name)s is away from %(from)s until %(until)s"),
            lambda: _covered(_("%(cover)s covers for %(away)s until %(until)s.")),
        ),
        (
            lambda: _("%(name)s is away since %(from)s"),
            lambda: _covered(_("%(cover)s covers for %(away)s for now.")),
        ),
        (
            lambda: _("%(name)s is away from %(from)s until %(until)s"),
            lambda: _("No other mentor is here. The organisers know; answers may take longer."),
        ),
    ),
    Kind.LET_IN: (
        (lambda: _("You are in: %(program)s"), _theirs),
        (lambda: _("You cannot join %(program)s for now"), _theirs),
    ),
    Kind.COVER: (
        (lambda: _("You cover for %(name)s from %(from)s until %(until)s"), None),
        (lambda: _("You cover for %(name)s since %(from)s, until they are back"), None),
    ),
    Kind.ASKED: ((lambda: _("%(name)s asks to join %(program)s"), None),),
    Kind.UNCOVERED: (
        (lambda: _("Nobody covers for %(name)s from %(from)s until %(until)s"), None),
        (lambda: _("Nobody covers for %(name)s since %(from)s"), None),
    ),
    Kind.MENTOR: (
        (lambda: _("%(name)s is your mentor now"), None),
        (lambda: _("%(name)s looks after you now, as you asked"), None),
        (lambda: _("Your request for another mentor was declined"), _declined),
    ),
    Kind.HANDED: (
        (
            lambda: ngettext("%(count)d more newcomer is yours now", "%(count)d more newcomers are yours now", DAYS),
            lambda: _looked_after(DAYS),
        ),
        (lambda: _("%(name)s is your newcomer now"), lambda: _looked_after(1)),
    ),
    Kind.GIVEN: (
        (
            lambda: ngettext("%(count)d more newcomer is yours now", "%(count)d more newcomers are yours now", DAYS),
            lambda: _just_joined(DAYS),
        ),
        (lambda: _("%(name)s is your newcomer now"), lambda: _just_joined(1)),
    ),
    Kind.ASKED_MENTOR: ((lambda: _("%(name)s asks for another mentor"), None),),
    Kind.PICK: (
        (
            lambda: _("%(name)s picked the issue %(issue)s"),
            lambda: _("Is it a good choice for them? Confirm it, or talk about another one."),
        ),
    ),
    Kind.PICK_QUIET: (
        (
            lambda: _("Are you still working on %(issue)s?"),
            lambda: _(
                "Nothing has happened on it for two weeks. Say that you are at it, or give it up: after %(days)d "
                "more days it is free for others."
            ),
        ),
    ),
}
"""What each kind can say."""

COLLECTED = (Kind.VERIFIED, Kind.ANSWER, Kind.ANNOUNCEMENT)
"""What the example of a digest is about."""
