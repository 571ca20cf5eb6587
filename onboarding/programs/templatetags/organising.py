"""Template tags of the pages for organisers: the way from one of them to the others."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse

from onboarding.programs.models import Program
from onboarding.programs.sections import SECTIONS, SETTINGS, STEPS, Section

register = template.Library()


@register.inclusion_tag("programs/organise/_sections.html")
def sections(program: Program, here: str) -> dict[str, Any]:
    """The navigation of this program's pages, or its steps while it is being set up. ``here``: the shown address."""
    shown = STEPS if program.is_draft else SECTIONS
    return {"links": _links(shown, program, here), "is_draft": program.is_draft}


@register.inclusion_tag("programs/organise/_settings.html")
def settings_parts(program: Program, here: str) -> dict[str, Any]:
    """What else can be set. Nothing while the program is being set up: the steps lead there."""
    return {"links": [] if program.is_draft else _links(SETTINGS, program, here)}


def _links(shown: Sequence[Section], program: Program, here: str) -> list[tuple[str, Any, bool]]:
    return [(reverse(each.name, args=[program.slug]), each.label, each.has(here)) for each in shown]
