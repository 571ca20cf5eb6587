"""Bringing the database up to what the curriculum's files say. Writes only differences; deletes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.db import IntegrityError, transaction

from onboarding.curriculum.content import TaskContent, TrackContent
from onboarding.curriculum.loading import CurriculumError, LoadedTask, LoadedTrack, Problem, load
from onboarding.curriculum.models import MOST_TASKS, Task, TaskVersion, Track
from onboarding.curriculum.rendering import RENDERER, render

BUILT_IN = Path(__file__).parent / "tracks"


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


def sync(*, directories: Sequence[Path] = (), now: datetime) -> SyncReport:
    """The built-in tracks and those of further directories. Raises `CurriculumError`, having written nothing."""
    loaded = load([BUILT_IN, *directories])
    try:
        return _sync(loaded, now)
    except IntegrityError:  # another process synced a new track at the same instant: by now it is there
        return _sync(loaded, now)


@transaction.atomic
def _sync(loaded: Sequence[LoadedTrack], now: datetime) -> SyncReport:
    report = SyncReport()
    _write(loaded, report, now)
    _render_again(report)
    return report


def _write(loaded: Sequence[LoadedTrack], report: SyncReport, now: datetime) -> None:
    tracks = {track.slug: track for track in Track.objects.select_for_update()}
    tasks: dict[int, dict[str, Task]] = {track.pk: {} for track in tracks.values()}
    for task in Task.objects.select_related("current_version"):
        tasks[task.track_id][task.slug] = task
    for each in loaded:
        track = _write_track(each.content, tracks.pop(each.content.slug, None), report)
        known = tasks.get(track.pk, {})
        for position, loaded_task in enumerate(task for task in each.tasks if not task.is_draft):
            _write_task(track, known.pop(loaded_task.content.slug, None), loaded_task, position, report, now)
        _retire(track, known, report, now)
    for track in tracks.values():
        _retire(track, tasks[track.pk], report, now)
        if track.retired_at is None:
            track.retire(now=now)
            report.add(Wrote.RETIRED, track.slug)


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


def _write_task(
    track: Track, task: Task | None, loaded: LoadedTask, position: int, report: SyncReport, now: datetime
) -> None:
    content, current = loaded.content, task.current_version if task else None
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
    task.put(position=position, version=_version(task, content, now))


def _version(task: Task, content: TaskContent, now: datetime) -> TaskVersion:
    """The version that says this: a new one, or an earlier one to which the author went back."""
    earlier = task.versions.filter(digest=content.digest).first()
    return earlier or task.versions.create(
        number=task.versions.count() + 1,
        digest=content.digest,
        kind=content.kind,
        content=content.to_json(),
        renderer=RENDERER,
        created_at=now,
    )


def _retire(track: Track, gone: dict[str, Task], report: SyncReport, now: datetime) -> None:
    """Tasks whose file is not there any more."""
    for task in gone.values():
        if task.retired_at is None:
            task.retire(now=now)
            report.add(Wrote.RETIRED, track.slug, task.slug)
            report.task_ids.append(task.pk)


def _render_again(report: SyncReport) -> None:
    """HTML that an earlier renderer made is made by this one: what it forbids now, old versions must not show."""
    for version in TaskVersion.objects.exclude(renderer=RENDERER).select_related("task__track"):
        html = {language: render(text) for language, text in version.parsed.text.items()}
        version.content = {**version.content, "html": {**version.parsed.html, **html}}
        version.renderer = RENDERER
        version.save(update_fields=("content", "renderer"))
        report.add(Wrote.RENDERED, version.task.track.slug, version.task.slug)
