"""The filter's choices as HTML. They are the same few in every request, so each list is made once."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
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
