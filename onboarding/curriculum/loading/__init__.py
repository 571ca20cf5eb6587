"""Directories of Markdown to frozen tracks, with everything that is wrong in them as ``file:line: what to do``.

A directory holds tracks; a track is a folder with ``track.md`` and a file ``NN-<task>.md`` for each task, in the order
of their numbers; beside each, ``….zh-hans.md`` holds the translated words and nothing else (docs/authors.md).
"""

from collections.abc import Sequence
from pathlib import Path

from onboarding.curriculum.content import Term
from onboarding.curriculum.loading.files import BUILT_IN, track_folders
from onboarding.curriculum.loading.glossary import meanings, read_glossary
from onboarding.curriculum.loading.problems import CurriculumError, Problem
from onboarding.curriculum.loading.tracks import LoadedTask, LoadedTrack, load_track

__all__ = [
    "BUILT_IN",
    "CurriculumError",
    "LoadedTask",
    "LoadedTrack",
    "Problem",
    "load",
    "load_glossary",
    "load_one",
    "meanings",
]


def load(directories: Sequence[Path]) -> tuple[LoadedTrack, ...]:
    """Every track of these directories, in the order in which they are shown. Raises `CurriculumError`."""
    problems: list[Problem] = []
    glossary = read_glossary(directories, problems)
    loaded = [load_track(folder, glossary, problems) for folder in track_folders(directories, problems)]
    if problems:
        raise CurriculumError(problems)
    tracks = (track for track in loaded if track is not None)
    return tuple(sorted(tracks, key=lambda track: (track.content.position, track.content.slug)))


def load_one(directories: Sequence[Path], slug: str) -> tuple[LoadedTrack | None, list[Problem]]:
    """The track of this name as far as it could be read, and what is wrong with it; None where there is none."""
    problems: list[Problem] = []
    glossary = read_glossary(directories, problems)
    folders = {folder.name: folder for folder in track_folders(directories, [])}
    track = load_track(folders[slug], glossary, problems) if slug in folders else None
    return track, sorted(problems)


def load_glossary(directories: Sequence[Path]) -> dict[str, Term]:
    """The site's terms and those of these directories, by their slugs. Raises `CurriculumError`."""
    problems: list[Problem] = []
    glossary = read_glossary(directories, problems)
    if problems:
        raise CurriculumError(problems)
    return glossary
