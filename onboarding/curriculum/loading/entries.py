"""A page together with its translations: read, checked against what front matter may say, and put side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from onboarding.curriculum.loading.files import Source, untranslated
from onboarding.curriculum.loading.front import Front, parse
from onboarding.curriculum.loading.pages import Page, Unreadable, read
from onboarding.curriculum.loading.problems import Problem
from onboarding.languages import DEFAULT_LANGUAGE, Text

FrontT = TypeVar("FrontT", bound=Front)
WordsT = TypeVar("WordsT", bound=Front)


@dataclass(frozen=True)
class Entry(Generic[FrontT, WordsT]):
    """The English page and, by language, the others."""

    page: Page
    front: FrontT
    translations: dict[str, tuple[Page, WordsT]]

    @property
    def pages(self) -> dict[str, Page]:
        others = {language: page for language, (page, _words) in self.translations.items()}
        return {DEFAULT_LANGUAGE: self.page, **others}

    def text(self, key: str) -> Text:
        """A line of the front matter that every translation repeats."""
        others = {language: getattr(words, key) for language, (_page, words) in self.translations.items()}
        return {DEFAULT_LANGUAGE: getattr(self.front, key), **others}


def read_entry(
    source: Source,
    front_model: type[FrontT],
    words_model: type[WordsT],
    problems: list[Problem],
    reader: Callable[[Path], Page] = read,
) -> Entry[FrontT, WordsT] | None:
    """None where the English page says nothing that could be used; whatever is wrong is among the problems."""
    problems.extend(untranslated(source))
    translations = {}
    for language, path in source.translations.items():
        translation = _read(path, words_model, problems, reader)
        if translation is not None:
            translations[language] = translation
    original = _read(source.path, front_model, problems, reader)
    return Entry(*original, translations) if original else None


def _read(
    path: Path, model: type[FrontT], problems: list[Problem], reader: Callable[[Path], Page]
) -> tuple[Page, FrontT] | None:
    try:
        page = reader(path)
    except Unreadable as error:
        problems.append(error.problem)
        return None
    front = parse(model, page, problems)
    return (page, front) if front is not None else None
