"""Directories of Markdown to frozen tracks, with everything that is wrong in them as ``file:line: what to do``.

A directory holds tracks; a track is a folder with ``track.md`` and a file ``NN-<task>.md`` for each task, in the order
of their numbers; beside each, ``….zh-hans.md`` holds the translated words and nothing else (docs/authors.md).
"""

from collections.abc import Sequence
from pathlib import Path

from onboarding.curriculum.loading.files import track_folders
from onboarding.curriculum.loading.problems import CurriculumError, Problem
from onboarding.curriculum.loading.tracks import LoadedTask, LoadedTrack, load_track

__all__ = ["CurriculumError", "LoadedTask", "LoadedTrack", "Problem", "load"]


def load(directories: Sequence[Path]) -> tuple[LoadedTrack, ...]:
    """Every track of these directories, in the order in which they are shown. Raises `CurriculumError`."""
    problems: list[Problem] = []
    loaded = [load_track(folder, problems) for folder in track_folders(directories, problems)]
    if problems:
        raise CurriculumError(problems)
    tracks = (track for track in loaded if track is not None)
    return tuple(sorted(tracks, key=lambda track: (track.content.position, track.content.slug)))
