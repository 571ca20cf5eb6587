"""Template tags for lists of work. ``now``, ``several`` and whose work it is come from the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from onboarding.mentoring.agenda import print_done, print_queue, print_work
from onboarding.mentoring.queries.queue import Line
from onboarding.mentoring.queries.today import Done
from onboarding.mentoring.queries.work import Item

register = template.Library()


@register.simple_tag(takes_context=True)
def work_lines(context: Mapping[str, Any], items: Sequence[Item], step: str, button: str = "") -> SafeString:
    """On *today*."""
    query = "?all" if context["everybody"] else ""
    return print_work(items, now=context["now"], step=step, query=query, several=context["several"], button=button)


@register.simple_tag(takes_context=True)
def queue_lines(context: Mapping[str, Any], lines: Sequence[Line]) -> SafeString:
    """In the queue, on the way that the mentor walks."""
    walk = context["walk"]
    by_task = walk.by == walk.by.TASK
    return print_queue(lines, now=context["now"], query=walk.asked(), several=context["several"], is_by_task=by_task)


@register.simple_tag(takes_context=True)
def done_lines(context: Mapping[str, Any], lines: Sequence[Done]) -> SafeString:
    """On *today*, below."""
    return print_done(lines, request=context["request"], now=context["now"], several=context["several"])
