"""Template tag of the pages that refuse a form: what was written in it."""

from typing import Any

from django import template
from django.template import Context

from onboarding.people.written import written

register = template.Library()


@register.inclusion_tag("components/kept.html", takes_context=True)
def kept(context: Context) -> dict[str, Any]:
    """Every text of the form, to copy; nothing where none was sent."""
    return {"written": written(context["request"])}
