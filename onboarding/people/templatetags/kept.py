"""Template tags: what was written in a form that is refused, and which fields the browser itself is to keep."""

from typing import Any

from django import template
from django.template import Context

from onboarding.people.written import WRITTEN, written

register = template.Library()


@register.inclusion_tag("components/kept.html", takes_context=True)
def kept(context: Context) -> dict[str, Any]:
    """Every text of the form, to copy; nothing where none was sent."""
    return {"written": written(context["request"])}


@register.simple_tag
def written_fields() -> str:
    """The names of the fields in which people write."""
    return " ".join(sorted(WRITTEN))
