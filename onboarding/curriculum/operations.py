"""Bringing the database up to what the curriculum's files say. Writes only differences; deletes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from django.db import IntegrityError, transaction

from onboarding.curriculum.content import TaskContent, Term, TrackContent, hashed
from onboarding.curriculum.loading import (
    BUILT_IN,
    CurriculumError,
    LoadedTask,
    LoadedTrack,
    Problem,
    load,
    load_glossary,
    meanings,
)
from onboarding.curriculum.models import MOST_TASKS, Task, TaskVersion, Track
from onboarding.curriculum.models import Term as TermRow
from onboarding.curriculum.rendering import RENDERER, render


class Wrote(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    RETIRED = "retired"
    REVIVED = "revived"
    RENDERED = "rendered again"


@dataclass
class SyncReport:
    """What a sync wrote: ``track`` or ``track/task``, and what became of it. Empty: all was there already.

    ``task_ids`` are the tasks that were retired or came back: they move trails before any program adopts anything.
    """

    changes: list[tuple[str, Wrote]] = field(default_factory=list)
    task_ids: list[int] = field(default_factory=list)

    def add(self, wrote: Wrote, *names: str) -> None:
        self.changes.append(("/".join(names), wrote))


@dataclass(frozen=True)
class Run:
    """One sync: when it runs, the glossary that texts link to, and what it has written so far."""

    now: datetime
    glossary: Mapping[str, Term]
    report: SyncReport = field(default_factory=SyncReport)

    @cached_property
    def renderer(self) -> str:
        """Names what makes the HTML: this code, and what the terms mean that stand in it as titles."""
        return f"{RENDERER} {hashed([term.digest for term in self.glossary.values()])[:12]}"


def sync(*, directories: Sequence[Path] = (), now: datetime) -> SyncReport:
    """The built-in tracks and those of further directories. Raises `CurriculumError`, having written nothing."""
    everything = [BUILT_IN, *directories]
    loaded, glossary = load(everything), load_glossary(everything)
    try:
        return _sync(loaded, Run(now, glossary))
    except IntegrityError:  # another process synced a new track at the same instant: by now it is there
        return _sync(loaded, Run(now, glossary))


@transaction.atomic
def _sync(loaded: Sequence[LoadedTrack], run: Run) -> SyncReport:
    _write_glossary(run)
    _write(loaded, run)
    _render_again(run)
    return run.report


def _write_glossary(run: Run) -> None:
    """The terms as the files say them, and no others."""
    known = dict(TermRow.objects.values_list("slug", "digest"))
    said = {slug: hashed([RENDERER, term.digest]) for slug, term in run.glossary.items()}
    changed = [slug for slug, digest in said.items() if known.get(slug) != digest]
    gone = known.keys() - said.keys()
    if changed:
        rows = [_term(run.glossary[slug], said[slug], run) for slug in changed]
        fields = ("name", "html", "link", "digest")
        TermRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=("slug",), update_fields=fields)
    if gone:
        TermRow.objects.filter(slug__in=gone).delete()
    if changed or gone:
        run.report.add(Wrote.CHANGED, "glossary")


def _term(term: Term, digest: str, run: Run) -> TermRow:
    places = dict.fromkeys(run.glossary, "")
    html = {language: render(text, places) for language, text in term.text.items()}
    return TermRow(slug=term.slug, name=term.name, html=html, link=term.link, digest=digest)


def _write(loaded: Sequence[LoadedTrack], run: Run) -> None:
    tracks = {track.slug: track for track in Track.objects.select_for_update()}
    tasks: dict[int, dict[str, Task]] = {track.pk: {} for track in tracks.values()}
    for task in Task.objects.select_related("current_version"):
        tasks[task.track_id][task.slug] = task
    for each in loaded:
        track = _write_track(each.content, tracks.pop(each.content.slug, None), run.report)
        known = tasks.get(track.pk, {})
        for position, loaded_task in enumerate(task for task in each.tasks if not task.is_draft):
            _write_task(track, known.pop(loaded_task.content.slug, None), loaded_task, position, run)
        _retire(track, known, run)
    for track in tracks.values():
        _retire(track, tasks[track.pk], run)
        if track.retired_at is None:
            track.retire(now=run.now)
            run.report.add(Wrote.RETIRED, track.slug)


def _write_track(content: TrackContent, track: Track | None, report: SyncReport) -> Track:
    if track is None:
        report.add(Wrote.ADDED, content.slug)
    elif track.retired_at is not None:
        report.add(Wrote.REVIVED, content.slug)
    elif track.digest != content.digest:
        report.add(Wrote.CHANGED, content.slug)
    else:
        return track
    track = track or Track(slug=content.slug)
    track.take(content)
    return track


def _write_task(track: Track, task: Task | None, loaded: LoadedTask, position: int, run: Run) -> None:
    content, current, report = loaded.content, task.current_version if task else None, run.report
    if task is None:
        if track.next_slot >= MOST_TASKS:
            message = f"The track has had {MOST_TASKS} tasks, as many as a trail has room for. Begin another track."
            raise CurriculumError([Problem(loaded.page.path, 1, message)])
        task = track.new_task(content.slug, position=position)
        report.add(Wrote.ADDED, track.slug, task.slug)
    elif task.retired_at is not None:
        report.add(Wrote.REVIVED, track.slug, task.slug)
        report.task_ids.append(task.pk)
    elif current is None or current.digest != content.digest:
        report.add(Wrote.CHANGED, track.slug, task.slug)
    elif task.position != position:
        report.add(Wrote.MOVED, track.slug, task.slug)
    else:
        return
    task.put(position=position, version=_version(task, content, run))


def _version(task: Task, content: TaskContent, run: Run) -> TaskVersion:
    """The version that says this: a new one, or an earlier one to which the author went back."""
    earlier = task.versions.filter(digest=content.digest).first()
    return earlier or task.versions.create(
        number=task.versions.count() + 1,
        digest=content.digest,
        kind=content.kind,
        content=content.to_json(),
        renderer=run.renderer,
        created_at=run.now,
    )


def _retire(track: Track, gone: dict[str, Task], run: Run) -> None:
    """Tasks whose file is not there any more."""
    for task in gone.values():
        if task.retired_at is None:
            task.retire(now=run.now)
            run.report.add(Wrote.RETIRED, track.slug, task.slug)
            run.report.task_ids.append(task.pk)


def _render_again(run: Run) -> None:
    """HTML that an earlier renderer made is made by this one: what it forbids now, old versions must not show."""
    for version in TaskVersion.objects.exclude(renderer=run.renderer).select_related("task__track"):
        texts = version.parsed.text.items()
        html = {language: render(text, meanings(run.glossary, language)) for language, text in texts}
        version.content = {**version.content, "html": {**version.parsed.html, **html}}
        version.renderer = run.renderer
        version.save(update_fields=("content", "renderer"))
        run.report.add(Wrote.RENDERED, version.task.track.slug, version.task.slug)
