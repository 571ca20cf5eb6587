"""The people grid as rows ready to print. Everything that repeats is made once: the grid is asked for all day."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import NamedTuple

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext

from onboarding.mentoring.queries.desk import Column
from onboarding.mentoring.queries.people import Person
from onboarding.mentoring.reader import language
from onboarding.mentoring.words import NAMES, PRESSING, STATES, WORDS
from onboarding.people.models import initials_of
from onboarding.programs.models import Enrollment
from onboarding.programs.trail import COUNTED, Step
from onboarding.spans import due, span

PLACE = "PUBLIC-ID"
"""Stands for the id in addresses that are made once and filled in fifty times."""


class Trail(NamedTuple):
    """One pattern of steps, as it looks and as it reads. ``name`` is the most pressing step's, for its mark."""

    cells: SafeString
    label: str
    name: str
    task: str
    word: str


class Row(NamedTuple):
    person: Person
    trail: Trail
    name: str
    initials: str
    mentor: str
    state: str
    wait: str
    due: str
    due_on: str
    is_overdue: bool
    address: SafeString
    star_address: SafeString


def render_grid(people: Sequence[Person], columns: Sequence[Column], *, now: datetime) -> SafeString:
    """The grid's HTML, by Jinja2: ten times as fast as Django's templates at this."""
    context = {
        "rows": rows_of(people, columns, now=now),
        "icons": static("images/icons.svg"),
        "words": {
            "star": gettext("Star %(name)s"),
            "tick": gettext("Tick %(name)s"),
            "nobody": gettext("No mentor yet"),
        },
    }
    return mark_safe(render_to_string("mentoring/grid.jinja", context, using="jinja2"))  # noqa: S308 - escapes by itself


def rows_of(people: Sequence[Person], columns: Sequence[Column], *, now: datetime) -> list[Row]:
    zone, read_trail = get_current_timezone(), trails_of(tuple(columns), language())
    address, star_address = reverse("person", args=[PLACE]), reverse("star", args=[PLACE])
    rows = []
    for person in people:
        name = person.name or person.login
        rows.append(
            Row(
                person=person,
                trail=read_trail(person.trail),
                name=name,
                initials=initials_of(name),
                mentor=person.mentor_name or person.mentor_login or "",
                state="" if person.state == Enrollment.State.ACTIVE else str(STATES[Enrollment.State(person.state)]),
                wait=span(now - person.oldest_turn_since) if person.oldest_turn_since else "",
                due=due(person.next_due_at, now) if person.next_due_at else "",
                due_on=f"{person.next_due_at.astimezone(zone):%Y-%m-%d %H:%M}" if person.next_due_at else "",
                is_overdue=person.next_due_at is not None and person.next_due_at < now,
                address=SafeString(address.replace(PLACE, person.public_id)),
                star_address=SafeString(star_address.replace(PLACE, person.public_id)),
            )
        )
    return rows


@lru_cache(maxsize=64)
def trails_of(columns: tuple[Column, ...], _language: str) -> Callable[[str], Trail]:
    """How trails of a program are read. Many people share few, so that each is read once."""
    return lru_cache(maxsize=1024)(partial(_read, columns))


def _read(columns: tuple[Column, ...], trail: str) -> Trail:
    """One trail in the order of the program's tasks, whatever the order of their slots."""
    steps = [Step(trail[column.slot]) if column.slot < len(trail) else Step.ABSENT for column in columns]
    cells = mark_safe("".join(f'<i data-s="{step.value}"></i>' for step in steps))  # noqa: S308 - letters of an enum
    done = sum(step in COUNTED for step in steps)
    of = sum(step != Step.ABSENT for step in steps)
    progress = gettext("%(done)d of %(of)d verified") % {"done": done, "of": of}
    for step in PRESSING:
        if step in steps:
            task, word = columns[steps.index(step)].title, str(WORDS[step])
            return Trail(cells, f"{progress}; {task}: {word}", NAMES[step], task, word)
    return Trail(cells, progress, "verified" if done else "locked", "", gettext("All done") if done == of else "")
