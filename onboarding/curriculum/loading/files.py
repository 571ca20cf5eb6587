"""Which files there are: folders of tracks, and in each the pages with their translations, by their names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onboarding.curriculum.loading.front import SLUG
from onboarding.curriculum.loading.problems import Problem, nearest
from onboarding.languages import CODES, DEFAULT_LANGUAGE

BUILT_IN = Path(__file__).parents[1] / "tracks"
"""The tracks and the glossary that come with Waymark."""

TRACK = "track"
OTHER_LANGUAGES = tuple(code for code in CODES if code != DEFAULT_LANGUAGE)
_NAME = re.compile(rf"(?:(?P<number>\d+)-)?(?P<slug>{SLUG.pattern})(?:\.(?P<language>[a-z-]+))?\.md")


@dataclass
class Source:
    """A page in English and its translations. The track's own page has the number -1."""

    slug: str
    number: int
    path: Path
    translations: dict[str, Path] = field(default_factory=dict)


def track_folders(directories: Sequence[Path], problems: list[Problem]) -> list[Path]:
    """Every folder that is a track: below each directory, or the directory itself where it holds a `track.md`."""
    folders: dict[str, Path] = {}
    for directory in directories:
        for folder in _folders_in(directory, problems):
            if folder.name in folders:
                first = folders[folder.name]
                problems.append(Problem(folder / "track.md", 1, f"{first} has this name already. Rename the folder."))
            elif not SLUG.fullmatch(folder.name):
                message = "A track's folder is named in small letters, digits and hyphens. Rename it."
                problems.append(Problem(folder / "track.md", 1, message))
            else:
                folders[folder.name] = folder
    return list(folders.values())


def _folders_in(directory: Path, problems: list[Problem]) -> list[Path]:
    if not directory.is_dir():
        problems.append(Problem(directory, 1, "There is no such folder. Mend `curriculum_paths`."))
        return []
    if (directory / "track.md").exists():
        return [directory.resolve()]
    folders = [each for each in sorted(directory.iterdir()) if each.is_dir() and each.name[0] not in "._"]
    if not folders:
        problems.append(Problem(directory, 1, "This folder holds no track. Add a folder with a `track.md`."))
    return folders


def sources_in(folder: Path, problems: list[Problem]) -> tuple[Source | None, list[Source]]:
    """The track's own page, and its tasks in order."""
    sources: dict[str, Source] = {}
    translations: list[tuple[Source, str]] = []
    for path in sorted(folder.glob("*.md")):
        found = _NAME.fullmatch(path.name)
        if found and (found["number"] or found["slug"] == TRACK):
            source = Source(found["slug"], int(found["number"] or -1), path)
            language = found["language"]
            if language:
                translations.append((source, language))
            elif _is_free(source, sources, problems):
                sources[source.slug] = source
        elif path.name != "README.md":
            problems.append(Problem(path, 1, "Name the file `NN-the-task.md`, with two digits for its place."))
    for source, language in translations:
        _put(source, language, sources, problems)
    track = sources.pop(TRACK, None)
    if track is None:
        problems.append(Problem(folder / "track.md", 1, "This file is missing. It says what the track is for."))
    return track, sorted(sources.values(), key=lambda source: source.number)


def _is_free(source: Source, sources: dict[str, Source], problems: list[Problem]) -> bool:
    """Whether nothing else has this slug or this place."""
    for other in sources.values():
        if other.slug == source.slug:
            problems.append(Problem(source.path, 1, f"{other.path.name} has this name already. Rename one of them."))
            return False
        if other.number == source.number:
            problems.append(Problem(source.path, 1, f"{other.path.name} has this number already. Give it another."))
    return True


def _put(translation: Source, language: str, sources: dict[str, Source], problems: list[Problem]) -> None:
    """The translation beside what it translates."""
    original = translation.path.with_name(translation.path.name.replace(f".{language}.md", ".md"))
    source = sources.get(translation.slug)
    if language not in OTHER_LANGUAGES:
        message = f"`{language}` is not a language of this site.{nearest(language, OTHER_LANGUAGES)}"
        problems.append(Problem(translation.path, 1, message))
    elif source is None or source.path != original:
        problems.append(Problem(translation.path, 1, f"There is no {original.name} that this would translate."))
    else:
        source.translations[language] = translation.path


def untranslated(source: Source) -> Iterator[Problem]:
    for language in OTHER_LANGUAGES:
        if language not in source.translations:
            name = source.path.with_suffix(f".{language}{source.path.suffix}").name
            yield Problem(source.path, 1, f"It has no translation. Add {name}, with the translated words only.")
