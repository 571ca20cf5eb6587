"""The filter's choices as HTML. They are the same few in every request, so each list is made once."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from onboarding.mentoring.queries.people import EVERY_STATE, Filter
from onboarding.mentoring.reader import language
from onboarding.mentoring.words import SORTS, STATES, TURNS

CHOICES: Mapping[str, Mapping[Any, str | Promise]] = {
    "turn": {"": _("Anybody's"), **TURNS},
    "state": {**STATES, EVERY_STATE: _("Any")},
    "sort": SORTS,
}


def options_for(asked: Filter) -> dict[str, SafeString]:
    """The inside of each of the filter's lists, with what was asked for chosen."""
    chosen = {"turn": asked.turn, "state": asked.state, "sort": asked.sort.value}
    return {name: _options(name, value, language()) for name, value in chosen.items()}


@lru_cache(maxsize=256)
def _options(name: str, chosen: str, _language: str) -> SafeString:
    selected = SafeString(" selected")
    rows = ((value, selected if value == chosen else "", label) for value, label in CHOICES[name].items())
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
