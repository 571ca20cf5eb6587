"""The glossary: words and what they mean, from `glossary.yaml` beside the tracks, with `glossary.zh-hans.yaml`."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from onboarding.curriculum.content import Term
from onboarding.curriculum.loading.entries import Entry, read_entry
from onboarding.curriculum.loading.files import BUILT_IN, OTHER_LANGUAGES, Source
from onboarding.curriculum.loading.front import GlossaryFront
from onboarding.curriculum.loading.pages import read_yaml
from onboarding.curriculum.loading.problems import Problem, nearest
from onboarding.curriculum.rendering import terms_in
from onboarding.languages import DEFAULT_LANGUAGE

FILE = "glossary.yaml"

Glossary: TypeAlias = Mapping[str, Term]
GlossaryEntry = Entry[GlossaryFront, GlossaryFront]


def read_glossary(directories: Sequence[Path], problems: list[Problem]) -> dict[str, Term]:
    """Every term of the site and of these directories, by its slug. The site's own are always there."""
    owners: dict[str, GlossaryEntry] = {}
    entries = tuple(_entries(directories, problems))
    for entry in entries:
        for slug in entry.front.terms:
            if slug in owners:
                how = f"{owners[slug].page.path} has the term `{slug}` already. Give this one another name."
                problems.append(entry.page.problem(("terms", slug), how))
            else:
                owners[slug] = entry
    for entry in entries:
        problems.extend(_incomplete(entry))
        problems.extend(_dead_links(entry, owners))
    return {slug: _term(slug, entry) for slug, entry in owners.items()}


def meanings(glossary: Glossary, language: str) -> dict[str, str]:
    """What each term means in a line without marks, by its slug."""
    return {slug: term.plain(language) for slug, term in glossary.items()}


def dead_terms(text: str, known: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    """Lines (from 0) with a link to a term that nobody explains, and what to do."""
    for line, slug in terms_in(text):
        if slug not in known:
            how = nearest(slug, known, otherwise=f"Add it to {FILE}, or take the link out.")
            yield line, f"The glossary has no term `{slug}`.{how}"


def _entries(directories: Sequence[Path], problems: list[Problem]) -> Iterator[GlossaryEntry]:
    for path in dict.fromkeys((directory / FILE).resolve() for directory in (BUILT_IN, *directories)):
        translations = {language: path.with_suffix(f".{language}.yaml") for language in OTHER_LANGUAGES}
        there = {language: each for language, each in translations.items() if each.exists()}
        if path.exists():
            source = Source("glossary", -1, path, there)
            entry = read_entry(source, GlossaryFront, GlossaryFront, problems, read_yaml)
            yield from [entry] if entry else []
        else:
            how = f"There is no {FILE} that this would translate."
            problems.extend(Problem(each, 1, how) for each in there.values())


def _incomplete(entry: GlossaryEntry) -> Iterator[Problem]:
    for language, (page, words) in entry.translations.items():
        for slug in words.terms:
            if slug not in entry.front.terms:
                how = f"{entry.page.path.name} has no term `{slug}`.{nearest(slug, entry.front.terms)}"
                yield page.problem(("terms", slug), how)
        for slug in entry.front.terms:
            if slug not in words.terms:
                yield page.problem(("terms",), f"The term `{slug}` has no words in {language}. Add them.")


def _dead_links(entry: GlossaryEntry, known: Mapping[str, object]) -> Iterator[Problem]:
    for page, front in ((entry.page, entry.front), *entry.translations.values()):
        for slug, words in front.terms.items():
            for _line, how in dead_terms(words.text, known):
                yield page.problem(("terms", slug, "text"), how)


def _term(slug: str, entry: GlossaryEntry) -> Term:
    fronts = {DEFAULT_LANGUAGE: entry.front, **{code: front for code, (_page, front) in entry.translations.items()}}
    said = {language: front.terms[slug] for language, front in fronts.items() if slug in front.terms}
    return Term(
        slug=slug,
        name={language: words.term for language, words in said.items()},
        text={language: words.text for language, words in said.items()},
        link={language: words.link for language, words in said.items() if words.link},
    )
