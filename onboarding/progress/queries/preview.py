"""A task as its author has it on disk, drafts too: as newcomers will read it, with its examples judged."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from onboarding.curriculum.content import TaskContent
from onboarding.curriculum.examples import EXAMPLE, Run, run_examples
from onboarding.curriculum.loading import BUILT_IN, LoadedTask, load_one
from onboarding.curriculum.rendering import fill
from onboarding.languages import LANGUAGES, pick
from onboarding.progress.queries.attempts import FindingShown
from onboarding.progress.words import OUTCOMES
from onboarding.rules.types import Finding, Outcome
from onboarding.verification.models import ADVICE

_ID = re.compile(r' id="[^"]*"')
_TAGS = {"en": "en", "zh-hans": "zh-Hans"}


@dataclass(frozen=True)
class Version:
    """The task in one language. ``tag`` is the language as HTML names it."""

    tag: str
    name: str
    title: str
    summary: str
    html: SafeString
    expected: tuple[str, ...]
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What was said of one example in one language, by its code and as HTML names it."""

    code: str
    tag: str
    findings: tuple[FindingShown, ...]


@dataclass(frozen=True)
class ExampleRun:
    """``step`` and ``word`` are the verdict; ``wanted`` is what the author expects, ``holds`` whether that is so."""

    file: str
    changes: tuple[tuple[str, str], ...]
    wanted: str
    holds: bool
    step: str
    word: str
    problem: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class TaskPreview:
    """``problems`` are what `sync_curriculum --check` says of the whole track."""

    track: str
    slug: str
    kind: str
    is_draft: bool
    others: tuple[tuple[str, str, bool], ...]
    versions: tuple[Version, ...]
    examples: tuple[ExampleRun, ...]
    problems: tuple[str, ...]


def preview(track: str, slug: str, language: str) -> TaskPreview | None:
    """None where the track has no such task, or it cannot be read at all. An empty slug is the track's first task."""
    found, problems = load_one([BUILT_IN, *settings.WAYMARK.curriculum_paths], track)
    tasks = {task.content.slug: task for task in found.tasks} if found else {}
    task = tasks.get(slug or next(iter(tasks), ""))
    if task is None:
        return None
    return TaskPreview(
        track=track,
        slug=task.content.slug,
        kind=task.content.kind,
        is_draft=task.is_draft,
        others=tuple((each.content.slug, pick(each.content.title, language), each.is_draft) for each in tasks.values()),
        versions=tuple(_version(task.content, code, name) for code, name in LANGUAGES),
        examples=_examples(task),
        problems=tuple(f"{Path(each.path).name}:{each.line}: {each.message}" for each in problems),
    )


def _version(content: TaskContent, code: str, name: str) -> Version:
    html = _ID.sub("", pick(content.html, code))  # the same text twice on a page would have its anchors twice
    repository = next(iter(EXAMPLE.repositories.values()))
    return Version(
        tag=_TAGS[code],
        name=name,
        title=pick(content.title, code),
        summary=pick(content.summary, code),
        html=fill(html, repository=repository, branch="main", nonce=EXAMPLE.nonce),
        expected=tuple(pick(rule.expect, code) for rule in content.rules),
        criteria=tuple(pick(criterion, code) for criterion in content.criteria),
    )


def _examples(task: LoadedTask) -> tuple[ExampleRun, ...]:
    """None of them where rules are missing: then nothing can be judged, and the problems say so."""
    decides = any(not rule.advice for rule in task.content.rules)
    return tuple(map(_example, run_examples(task))) if decides else ()


def _example(run: Run) -> ExampleRun:
    outcome = run.primary.outcome if run.primary else Outcome.MET
    wanted = _("has to fail by %(code)s") % {"code": run.expected} if run.expected else _("has to pass")
    findings = run.judgement.findings if run.judgement else ()
    return ExampleRun(
        file=run.example.file,
        changes=tuple((pointer, repr(value)[:200]) for pointer, value in run.example.but.items()),
        wanted=wanted,
        holds=run.holds,
        step="unknown" if run.problem else outcome.value,
        word=str(OUTCOMES[outcome]),
        problem=run.problem,
        said=tuple(_said(findings, code) for code, _name in LANGUAGES),
    )


def _said(findings: tuple[Finding, ...], code: str) -> Said:
    with override(code):
        return Said(code, _TAGS[code], tuple(_shown(finding, code) for finding in findings))


def _shown(finding: Finding, code: str) -> FindingShown:
    mark = ADVICE if finding.is_advice and finding.outcome is Outcome.UNMET else finding.outcome.value
    return FindingShown(
        outcome=mark,
        word=str(OUTCOMES[mark]),
        expect=pick(finding.expect, code),
        saw=pick(finding.saw, code),
        hint=pick(finding.hint, code),
    )
