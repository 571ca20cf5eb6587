"""Tracks and their tasks as frozen content, from files that have been read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onboarding.curriculum.content import TaskContent, TrackContent
from onboarding.curriculum.loading.entries import Entry, read_entry
from onboarding.curriculum.loading.files import Source, sources_in
from onboarding.curriculum.loading.front import Examples, TaskFront, TaskWords, TrackFront, TrackWords
from onboarding.curriculum.loading.glossary import Glossary
from onboarding.curriculum.loading.graph import circle, dead_names
from onboarding.curriculum.loading.pages import Page
from onboarding.curriculum.loading.problems import Problem
from onboarding.curriculum.loading.quizzes import read_quiz, strays
from onboarding.curriculum.loading.rules import read_challenge, read_task_rules
from onboarding.curriculum.loading.texts import render_all
from onboarding.curriculum.models import EvidenceKind
from onboarding.languages import DEFAULT_LANGUAGE, Text


@dataclass(frozen=True)
class LoadedTask:
    """A task, with what only authors need: its page, the evidence that tests its rules, and whether it is a draft.

    A draft is read and tested like any other, and shown to nobody: syncing leaves it out.
    """

    content: TaskContent
    page: Page
    examples: Examples
    is_draft: bool = False


@dataclass(frozen=True)
class LoadedTrack:
    content: TrackContent
    tasks: tuple[LoadedTask, ...]


def load_track(folder: Path, glossary: Glossary, problems: list[Problem]) -> LoadedTrack | None:
    """The track in this folder, or None where it cannot be used; whatever is wrong is among the problems."""
    track_source, sources = sources_in(folder, problems)
    entry = read_entry(track_source, TrackFront, TrackWords, problems) if track_source else None
    loaded = [_load_task(source, [each.slug for each in sources], glossary, problems) for source in sources]
    tasks = tuple(task for task in loaded if task is not None)
    problems.extend(strays(folder, sources))
    problems.extend(_circles(tasks))
    problems.extend(_waits_for_drafts(tasks))
    if not sources:
        problems.append(Problem(folder / "track.md", 1, "The track has no task. Add a file `01-the-task.md`."))
    if entry is None:
        return None
    rendered = render_all(entry.pages, glossary, problems)
    content = TrackContent(
        slug=folder.name,
        title=entry.text("title"),
        summary=entry.text("summary"),
        html=rendered.html,
        position=entry.front.position,
        tasks=tuple(task.content for task in tasks),
    )
    return LoadedTrack(content, tasks)


def _load_task(source: Source, slugs: Sequence[str], glossary: Glossary, problems: list[Problem]) -> LoadedTask | None:
    entry = read_entry(source, TaskFront, TaskWords, problems)
    if entry is None:
        return None
    front = entry.front
    problems.extend(dead_names("needs", front.needs, source.slug, slugs, entry.page))
    problems.extend(dead_names("may_share", front.may_share, source.slug, slugs, entry.page))
    rendered = render_all(entry.pages, glossary, problems)
    content = TaskContent(
        slug=source.slug,
        kind=front.kind.value,
        title=entry.text("title"),
        summary=entry.text("summary"),
        html=rendered.html,
        text=rendered.text,
        due_days=int(front.due[1:-1]) if front.due else None,
        due_from=front.due_from,
        needs=tuple(front.needs),
        rules=read_task_rules(entry, problems),
        may_share=tuple(front.may_share),
        criteria=tuple(_criteria(entry, problems)),
        minutes=front.minutes,
        reviewed=bool(front.reviewed) or front.kind == EvidenceKind.WRITTEN,
        quiz=read_quiz(source, entry, problems),
        challenge=read_challenge(entry, problems),
    )
    return LoadedTask(content, entry.page, front.examples, is_draft=front.draft)


def _criteria(entry: Entry[TaskFront, TaskWords], problems: list[Problem]) -> Iterator[Text]:
    own = entry.front.criteria
    by_language = {DEFAULT_LANGUAGE: own}
    for language, (page, words) in entry.translations.items():
        by_language[language] = words.criteria
        if len(words.criteria) != len(own):
            message = f"There are {len(own)} criteria to translate, in the same order; here are {len(words.criteria)}."
            problems.append(page.problem(("criteria",), message))
    for number in range(len(own)):
        yield {language: lines[number] for language, lines in by_language.items() if number < len(lines)}


def _circles(tasks: Sequence[LoadedTask]) -> Iterator[Problem]:
    needs = {task.content.slug: set(task.content.needs) - {task.content.slug} for task in tasks}
    found = circle(needs)
    if found:
        page = next(task.page for task in tasks if task.content.slug == found[0])
        way = " → ".join([*found, found[0]])
        yield page.problem(("needs",), f"Nobody could ever begin: {way}. Take one of these out of `needs`.")


def _waits_for_drafts(tasks: Sequence[LoadedTask]) -> Iterator[Problem]:
    drafts = {task.content.slug for task in tasks if task.is_draft}
    for task in tasks:
        for number, needed in enumerate(task.content.needs):
            if needed in drafts and not task.is_draft:
                how = (
                    f"`{needed}` is a draft, so nobody could ever begin. Take `draft` out there, or make this one too."
                )
                yield task.page.problem(("needs", number), how)
