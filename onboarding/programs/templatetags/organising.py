"""Template tags of the pages for organisers: the way from one of them to the others."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse

from onboarding.programs.models import Program
from onboarding.programs.sections import CHAPTERS, STEPS, Section

register = template.Library()


@register.inclusion_tag("programs/organise/_sections.html")
def sections(program: Program, here: str) -> dict[str, Any]:
    """The navigation of this program's pages, or its steps while it is being set up. ``here``: the shown address."""
    if program.is_draft:
        return {"steps": _links(STEPS, program, here)}
    chapters = [(reverse(each.sections[0].name, args=[program.slug]), each.label, each.has(here)) for each in CHAPTERS]
    within = next((each.sections for each in CHAPTERS if each.has(here)), ())
    return {"chapters": chapters, "sections": _links(within, program, here) if len(within) > 1 else []}


def _links(shown: Sequence[Section], program: Program, here: str) -> list[tuple[str, Any, bool]]:
    return [(reverse(each.name, args=[program.slug]), each.label, each.has(here)) for each in shown]
