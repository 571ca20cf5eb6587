"""The second template engine: Jinja2 with autoescape, for the long lists of mentors' pages alone."""

from typing import Any

from django.utils.translation import gettext, ngettext
from jinja2 import Environment

from onboarding.curriculum.templatetags.prose import code_spans


def environment(**options: Any) -> Environment:
    """Django's Jinja2 backend calls this; autoescape is on by its own default."""
    made = Environment(**options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters["code_spans"] = code_spans
    return made
