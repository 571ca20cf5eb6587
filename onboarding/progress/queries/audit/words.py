"""What an entry of the audit trail says, in words: one function for each source, from the source's own columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onboarding.languages import Text
from onboarding.programs.models import Invite, IssuePick, Program, Verb
from onboarding.programs.models.programs import CAPACITIES
from onboarding.progress import when
from onboarding.progress.reader import Reader
from onboarding.verification.models import Review, Status, Turn

A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Known:
    """What names the things that entries know by their keys."""

    titles: Mapping[int, Text]
    names: Mapping[int, str]
    repositories: Mapping[int, str]


FACTS = {
    "lines": gettext_lazy("lines: %(value)s"),
    "results": gettext_lazy("results confirmed: %(value)s"),
    "invite": gettext_lazy("link no. %(value)s"),
    "uses": gettext_lazy("people at most: %(value)s"),
    "from": gettext_lazy("from version %(value)s"),
    "to": gettext_lazy("to version %(value)s"),
    "count": gettext_lazy("pieces of work: %(value)s"),
    "version": gettext_lazy("by version %(value)s"),
}
"""What the facts of our own entries are called."""
IN_ORDER = ("mentor", "invite", "role", "capacity", *FACTS)
"""As people would say them."""

Words = Callable[[tuple[Any, ...], Known, Reader], tuple[str, str]]
"""What was done, and a detail: the code of a finding, a version, a role; or empty."""


def moved(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    from_status, to_status, from_turn, to_turn, code = what
    if not from_status:
        return _("handed it in"), code
    if from_status == to_status:
        turns = {"before": Turn(from_turn).label, "after": Turn(to_turn).label}
        return _("turn: %(before)s → %(after)s") % turns, code
    return f"{Status(from_status).label} → {Status(to_status).label}", code


def reviewed(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return (_("approved the work") if what[0] == Review.Decision.APPROVE else _("asked for changes")), ""


def undone(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("took the decision back"), ""


def overrode(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("counted a rule as met"), what[0]


def flagged(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("flag opened"), what[0]


def unflagged(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("flag closed"), what[0]


def extended(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("agreed on a later date"), when.date(what[0], reader)


def picked(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("picked an issue"), f"#{what[0]}"


def confirmed(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("confirmed the picked issue"), f"#{what[0]}"


def let_go(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("picked issue: %(ending)s") % {"ending": IssuePick.Ending(what[1]).label}, f"#{what[0]}"


def noted(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    verb, facts = what
    if verb == Verb.EXPORTED and {"export", "format"} <= facts.keys():
        return str(Verb.EXPORTED.label), f"{facts['export']}.{facts['format']}"
    label = str(Verb(verb).label if verb in Verb.values else verb)
    return label, " · ".join(_fact(name, facts[name], known) for name in sorted(facts, key=_place))


def _place(name: str) -> tuple[int, str]:
    """Databases keep facts in an order of their own."""
    return (IN_ORDER.index(name) if name in IN_ORDER else len(IN_ORDER)), name


def _fact(name: str, value: Any, known: Known) -> str:
    if name == "mentor":
        return known.names.get(value, str(value))
    if name == "repositories":
        return ", ".join(known.repositories.get(each, str(each)) for each in value)
    if name == "role" and value in Invite.Role.values:
        return str(Invite.Role(value).label)
    if name == "capacity":
        return str({str(step): words for step, words in CAPACITIES}.get(value, value))
    if name == "service":
        return str(value)
    if name == "version" and not isinstance(value, int):
        return _("each by its own version")
    if name == "fields":
        return ", ".join(map(_setting, value))
    return str(FACTS[name]) % {"value": value} if name in FACTS else f"{name}: {value}"


def _setting(name: str) -> str:
    """What organisers call it. It may be one that programs had once."""
    try:
        return str(getattr(Program._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


def went_away(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    starts_at, ends_at = what
    return _("is away"), f"{when.day(starts_at, reader)} – {when.day(ends_at - A_MOMENT, reader)}"


def seemed_away(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    (ends_at,) = what
    return _("counts as away: work waited, and nothing came"), f"– {when.day(ends_at, reader)}" if ends_at else ""
