"""The second template engine: Jinja2 with autoescape, for what is printed most: mentors' long lists, and the frame of
every page."""

from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment

from onboarding.curriculum.templatetags.prose import code_spans


def environment(**options: Any) -> Environment:
    """Django's Jinja2 backend calls this; autoescape is on by its own default."""
    made = Environment(**options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters["code_spans"] = code_spans
    made.globals["url"] = lambda view: _address(view, get_script_prefix())
    return made


@lru_cache(maxsize=256)
def _address(view: str, _prefix: str) -> str:
    """The address of a page of which there is one: it is the same all the time, and every page has twenty."""
    return reverse(view)
