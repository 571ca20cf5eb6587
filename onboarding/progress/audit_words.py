"""The entries of the audit trail as its page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from onboarding.curriculum.models import Task
from onboarding.github.models import Repository
from onboarding.languages import pick
from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.progress.queries.audit import Entry
from onboarding.progress.queries.audit.words import Known
from onboarding.progress.reader import Reader


@dataclass(frozen=True)
class Line:
    """An entry as the page shows it. ``detail``: the code of a finding, a version, a role; or empty."""

    entry: Entry
    what: str
    detail: str
    task: str


def lines_of(program: Program, entries: tuple[Entry, ...], reader: Reader) -> list[Line]:
    known = _known(program, entries)
    return [_line(entry, known, reader) for entry in entries]


def _known(program: Program, entries: Iterable[Entry]) -> Known:
    """Three queries at most, for however many entries."""
    tasks = Task.objects.filter(track=program.track_id)
    titles = tasks.values_list("pk", "slug", "current_version__content__title")
    facts = [each.what[-1] for each in entries if isinstance(each.what[-1], dict)]
    people = User.objects.filter(pk__in={each["mentor"] for each in facts if "mentor" in each}).only("name", "login")
    named = {pk for each in facts for pk in each.get("repositories", ())}
    return Known(
        titles={pk: title or {"en": slug} for pk, slug, title in titles},
        names={each.pk: each.display_name for each in people},
        repositories=dict(Repository.objects.filter(pk__in=named).values_list("pk", "full_name")),
    )


def _line(entry: Entry, known: Known, reader: Reader) -> Line:
    what, detail = entry.source.words(entry.what, known, reader)
    title = known.titles.get(entry.task, {}) if entry.task else {}
    return Line(entry, what, detail, pick(title, reader.language) if title else "")
