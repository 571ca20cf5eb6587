"""How to ask so that others can answer: what a good question has, and which of it this one has already."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onboarding.questions.models import Question

Kind = Question.Kind
ENOUGH = 20
"""Characters below which a text hardly says anything; Chinese counts double."""

_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Point:
    """One thing that helps others to help; ``why`` is said while it is missing."""

    what: Promise
    why: Promise
    is_there: bool


def checklist(said: Mapping[str, str]) -> list[Point]:
    """The points for a question as far as it has been written. ``said``: the form's fields."""
    kind = said.get("kind") or Kind.TECHNICAL
    points = [
        Point(
            _("One line that says it"),
            _("“kubectl says connection refused” finds more help than “help please”."),
            _is_telling(said.get("summary", ""), least=10),
        ),
        Point(
            _("What you want to reach"), _("The goal, not only the step that fails."), _is_telling(said.get("goal", ""))
        ),
        Point(_("What you tried"), _("The commands, and what each of them said."), _is_telling(said.get("tried", ""))),
    ]
    if kind in (Kind.TECHNICAL, Kind.KNOWLEDGE):
        where = _("The task’s text, the documentation, an issue: whoever answers need not send you there again.")
        points.append(Point(_("Where you looked"), where, _is_telling(said.get("searched", ""), least=5)))
    if kind == Kind.TECHNICAL:
        exact = _("Copied, not retold: every word of it can be searched for.")
        which = _("Of your system and of the tool, as `--version` prints them.")
        points.append(Point(_("The exact message"), exact, _is_telling(said.get("message", ""), least=5)))
        points.append(Point(_("Versions"), which, bool(re.search(r"\d", said.get("versions", "")))))
    return points


def _is_telling(text: str, *, least: int = ENOUGH) -> bool:
    text = text.strip()
    return len(text) + len(_HAN.findall(text)) >= least
