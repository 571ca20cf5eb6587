"""The filter's choices as HTML. They are the same few in every request, so each list is made once."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onboarding.languages import LANGUAGES
from onboarding.mentoring.queries.desk import Desk
from onboarding.mentoring.queries.filter import EVERY_STATE, NOBODYS, ONLY_MINE, Filter
from onboarding.mentoring.reader import language
from onboarding.mentoring.words import SORTS, STATES, TURNS

ANY = {"": _("Any")}
CHOICES: Mapping[str, Mapping[Any, str | Promise]] = {
    "turn": {"": _("Anybody's"), **TURNS},
    "state": {**STATES, EVERY_STATE: _("Any")},
    "language": {**ANY, **dict(LANGUAGES)},
    "sort": SORTS,
}
WHOSE: Mapping[str, str | Promise] = {**ANY, ONLY_MINE: _("Me"), NOBODYS: _("Nobody yet")}


def options_for(asked: Filter, desk: Desk) -> dict[str, SafeString]:
    """The inside of each of the filter's lists, with what was asked for chosen."""
    chosen = {"turn": asked.turn, "state": asked.state, "language": asked.language, "sort": asked.sort.value}
    mentors = tuple((mentor.login, mentor.name) for mentor in desk.mentors)
    return {
        **{name: _fixed(name, value, language()) for name, value in chosen.items()},
        "task": _offered(tuple((each.slug, each.title) for each in desk.columns), asked.task, language()),
        "tag": _offered(tuple((name, name) for name in desk.tags), asked.tag, language()),
        "mentor": _mentors(mentors, asked.mentor, language()),
    }


def sifted(asked: Filter, desk: Desk) -> list[str]:
    """What the filter asks for beyond what everybody begins with, as its fields call it: for when they are folded."""
    begun = Filter()
    tasks = {each.slug: each.title for each in desk.columns}
    mentors = {**WHOSE, **{each.login: each.name for each in desk.mentors}}
    lists = (
        (asked.turn != begun.turn, _("Whose turn"), CHOICES["turn"].get(asked.turn)),
        (asked.task != begun.task, _("At the task"), tasks.get(asked.task, asked.task)),
        (asked.mentor != begun.mentor, _("Mentor"), mentors.get(asked.mentor, asked.mentor)),
        (asked.state != begun.state, _("State"), CHOICES["state"].get(asked.state)),
        (asked.language != begun.language, _("Language"), CHOICES["language"].get(asked.language)),
        (asked.tag != begun.tag, _("Tag"), asked.tag),
        (asked.sort != begun.sort, _("Sort by"), SORTS[asked.sort]),
    )
    ticks = (
        (asked.overdue, _("Overdue")),
        (asked.starred, _("Starred")),
        (asked.handed, _("Handed over together")),
    )
    said = [
        gettext("%(field)s: %(words)s") % {"field": field, "words": words} for is_set, field, words in lists if is_set
    ]
    return said + [str(words) for is_set, words in ticks if is_set]


@lru_cache(maxsize=256)
def _fixed(name: str, chosen: str, _language: str) -> SafeString:
    return _options(CHOICES[name], chosen)


@lru_cache(maxsize=512)
def _offered(choices: tuple[tuple[str, str], ...], chosen: str, _language: str) -> SafeString:
    return _options({**ANY, **dict(choices)}, chosen)


@lru_cache(maxsize=256)
def _mentors(mentors: tuple[tuple[str, str], ...], chosen: str, _language: str) -> SafeString:
    return _options({**WHOSE, **dict(mentors)}, chosen)


def _options(choices: Mapping[Any, str | Promise], chosen: str) -> SafeString:
    selected = SafeString(" selected")
    rows = ((value, selected if value == chosen else "", label) for value, label in choices.items())
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
