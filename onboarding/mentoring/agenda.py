"""Lists of work as *today* and the queue print them, by Jinja2: up to fifty lines, and every mentor asks often."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

from onboarding.mentoring.grid import PLACE
from onboarding.mentoring.queries.queue import Line
from onboarding.mentoring.queries.today import Done
from onboarding.mentoring.queries.work import Item
from onboarding.mentoring.reader import reader_at
from onboarding.progress import when
from onboarding.progress.reader import Reader
from onboarding.spans import span

WORDS = {
    "ago": gettext_noop("%(span)s ago"),
    "attempt": gettext_noop("Attempt %(number)s"),
    "held": gettext_noop("%(name)s is at it until %(until)s"),
    "mine": gettext_noop("You hold it until %(until)s"),
    "praise": gettext_noop("Say “well done”"),
    "review": gettext_noop("Review"),
    "tick": gettext_noop("Tick %(name)s, %(task)s"),
    "unassigned": gettext_noop("No mentor yet"),
}
"""What lines say. Looked up once a list: Jinja2's own `trans` looks up and escapes for each line."""


class Ready(NamedTuple):
    """One line as it is printed. ``line``: what the list is made of; ``person_at``: the person's page; ``act_at``:
    where one does what the line asks for; ``since``, ``moment``, ``waited``: one instant, for machines and in words."""

    line: Any
    item: Item
    person_at: SafeString
    act_at: SafeString
    since: str
    moment: str
    waited: str


def print_work(
    items: Sequence[Item], *, now: datetime, step: str, query: str, several: bool, button: str
) -> SafeString:
    """Lines of *today*. ``step``: their mark; ``query``: behind the address of the review page; ``several``: name the
    program; ``button``: what the button says, "" for none."""
    context = {"step": step, "query": query, "several": several, "button": button}
    return _printed("work", [(item, item) for item in items], "review", context, now)


def print_queue(lines: Sequence[Line], *, now: datetime, query: str, several: bool, is_by_task: bool) -> SafeString:
    """Lines of the queue. ``is_by_task``: their task is said above them."""
    context = {"query": query, "several": several, "is_by_task": is_by_task}
    return _printed("queue", [(line, line.item) for line in lines], "review", context, now)


def print_done(lines: Sequence[Done], *, request: HttpRequest, now: datetime, several: bool) -> SafeString:
    """Lines of what is done this week, each with a form that says "well done"."""
    context = {"several": several, "csrf_input": csrf_input(request), "back": request.get_full_path()}
    return _printed("done", [(line, line.item) for line in lines], "praise", context, now)


def _printed(
    name: str, lines: Sequence[tuple[object, Item]], act: str, context: dict[str, object], now: datetime
) -> SafeString:
    """``act``: the view that a line leads to."""
    reader, person_at, act_at = reader_at(now), reverse("person", args=[PLACE]), reverse(act, args=[PLACE])
    context |= {
        "lines": [_ready(line, item, person_at, act_at, reader) for line, item in lines],
        "icons": static("images/icons.svg"),
        "instant": partial(when.moment, reader=reader),
        "words": {name: gettext(word) for name, word in WORDS.items()},
    }
    return mark_safe(render_to_string(f"mentoring/{name}.jinja", context, using="jinja2"))  # noqa: S308 - escapes by itself


def _ready(line: object, item: Item, person_at: str, act_at: str, reader: Reader) -> Ready:
    return Ready(
        line=line,
        item=item,
        person_at=SafeString(person_at.replace(PLACE, item.enrollment)),
        act_at=SafeString(act_at.replace(PLACE, item.public_id)),
        since=item.since.isoformat(),
        moment=when.moment(item.since, reader),
        waited=span(reader.now - item.since),
    )
