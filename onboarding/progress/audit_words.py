"""What an entry of the audit trail says, in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from onboarding.curriculum.models import Task
from onboarding.languages import Text, pick
from onboarding.people.models import User
from onboarding.programs.models import IssuePick, Membership, Program, Verb
from onboarding.progress import when
from onboarding.progress.queries.audit import Entry
from onboarding.progress.queries.audit.sources import SOURCES
from onboarding.progress.reader import Reader
from onboarding.verification.models import Review, Status, Turn


@dataclass(frozen=True)
class Known:
    """What names the things that entries know by their keys. Two queries, for however many entries."""

    titles: Mapping[int, Text]
    names: Mapping[int, str]

    @classmethod
    def of(cls, program: Program, entries: Iterable[Entry]) -> "Known":
        tasks = Task.objects.filter(track=program.track_id)
        titles = tasks.values_list("pk", "slug", "current_version__content__title")
        wanted = {facts["mentor"] for each in entries if isinstance(facts := each.what[-1], dict) and "mentor" in facts}
        people = User.objects.filter(pk__in=wanted).only("name", "login")
        return cls(
            {pk: title or {"en": slug} for pk, slug, title in titles}, {each.pk: each.display_name for each in people}
        )


@dataclass(frozen=True)
class Line:
    """An entry as the page shows it. ``detail``: the code of a finding, a version, a role; or empty."""

    entry: Entry
    what: str
    detail: str
    task: str


Words = Callable[[tuple[Any, ...], Known, Reader], tuple[str, str]]


def lines_of(program: Program, entries: tuple[Entry, ...], reader: Reader) -> list[Line]:
    known = Known.of(program, entries)
    return [_line(entry, known, reader) for entry in entries]


def _line(entry: Entry, known: Known, reader: Reader) -> Line:
    what, detail = WORDS[SOURCES[entry.rank].name](entry.what, known, reader)
    title = known.titles.get(entry.task, {}) if entry.task else {}
    return Line(entry, what, detail, pick(title, reader.language) if title else "")


def _moved(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    from_status, to_status, from_turn, to_turn, code = what
    if not from_status:
        return _("handed it in"), code
    if from_status == to_status:
        turns = {"before": Turn(from_turn).label, "after": Turn(to_turn).label}
        return _("turn: %(before)s → %(after)s") % turns, code
    return f"{Status(from_status).label} → {Status(to_status).label}", code


def _reviewed(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return (_("approved the work") if what[0] == Review.Decision.APPROVE else _("asked for changes")), ""


def _undone(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("took the decision back"), ""


def _overrode(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("counted a rule as met"), what[0]


def _flagged(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("flag opened"), what[0]


def _unflagged(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("flag closed"), what[0]


def _extended(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("agreed on a later date"), when.date(what[0], reader)


def _picked(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("picked an issue"), f"#{what[0]}"


def _confirmed(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("confirmed the picked issue"), f"#{what[0]}"


def _let_go(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    return _("picked issue: %(ending)s") % {"ending": IssuePick.Ending(what[1]).label}, f"#{what[0]}"


def _noted(what: tuple[Any, ...], known: Known, reader: Reader) -> tuple[str, str]:
    verb, facts = what
    if verb == Verb.EXPORTED and {"export", "format"} <= facts.keys():
        return str(Verb.EXPORTED.label), f"{facts['export']}.{facts['format']}"
    label = str(Verb(verb).label if verb in Verb.values else verb)
    return label, " · ".join(_fact(name, value, known) for name, value in facts.items())


def _fact(name: str, value: Any, known: Known) -> str:
    if name == "mentor":
        return known.names.get(value, str(value))
    if name == "role" and value in Membership.Role.values:
        return str(Membership.Role(value).label)
    said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{name}: {said}"


WORDS: Mapping[str, Words] = {
    "checked": _moved,
    "moved": _moved,
    "reviewed": _reviewed,
    "undone": _undone,
    "overrode": _overrode,
    "flagged": _flagged,
    "unflagged": _unflagged,
    "extended": _extended,
    "picked": _picked,
    "confirmed": _confirmed,
    "let-go": _let_go,
    "noted": _noted,
}
