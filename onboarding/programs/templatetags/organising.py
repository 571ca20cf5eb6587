"""Template tags of the pages for organisers: the way from one of them to the others."""

from typing import Any

from django import template
from django.urls import reverse

from onboarding.programs.models import Program
from onboarding.programs.sections import SECTIONS

register = template.Library()


@register.inclusion_tag("programs/organise/_sections.html")
def sections(program: Program, here: str) -> dict[str, Any]:
    """The navigation of this program's pages. ``here``: the name of the address that is shown."""
    links = [(reverse(each.name, args=[program.slug]), each.label, each.has(here)) for each in SECTIONS]
    return {"links": links}
