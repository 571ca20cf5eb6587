"""Evidence that tests a task's rules: what has to pass passes, and each rule is seen to fail where it should.

Compiling finds misspelt names; only evidence tells whether a rule says what its author means.
"""

import copy
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from onboarding.curriculum.content import TaskContent
from onboarding.curriculum.loading import LoadedTask, LoadedTrack, Problem
from onboarding.curriculum.loading.front import Example
from onboarding.curriculum.loading.pages import Page, Place
from onboarding.curriculum.models import EvidenceKind
from onboarding.languages import pick
from onboarding.rules.collect import Upload, collect
from onboarding.rules.judge import judge
from onboarding.rules.types import Context, Finding, Judgement, Outcome
from onboarding.rules.uploads import Refused

EXAMPLE = Context(
    now=datetime(2026, 3, 31, 12, 0, tzinfo=UTC),
    person_id=1001,
    opened_after=datetime(2026, 3, 1, tzinfo=UTC),
    repositories={5001: "demo-community/guide"},
    branches=("main",),
    nonce="ob-demo2345",
    upstream_commits=frozenset(
        {"2388c66aad4fd8900c2029b236aaa143eae040d3", "f5abbda5c79eea0a2a9019eb4651a0ff3c5d66fd"}
    ),
)
"""Whom and what examples are about: Ada Demo, who joined the demo program on 1 March 2026. The commits are those from
which the recorded builds of the development environment begin."""

LABEL = "onboarding.waymark/nonce"
"""The label that carries the nonce in examples, as it is called where nobody has configured another name."""


@dataclass(frozen=True)
class Run:
    """One example, judged. ``expected`` is the code that it has to fail by, None where it has to pass.

    ``problem`` says why it could not be judged; then there is no judgement.
    """

    example: Example
    expected: str | None
    judgement: Judgement | None = None
    problem: str = ""

    @property
    def primary(self) -> Finding | None:
        """What it fails by; advice that is expected to speak counts."""
        return (self.judgement.primary or _advice(self.judgement, self.expected)) if self.judgement else None

    @property
    def holds(self) -> bool:
        code = self.primary.code if self.primary else None
        return self.judgement is not None and code == self.expected


class _NoEvidence(Exception):
    """Why an example cannot be used."""


def check_examples(tracks: Iterable[LoadedTrack]) -> tuple[Problem, ...]:
    """What the examples of all tasks reveal, in the order of the files."""
    return tuple(sorted(problem for track in tracks for task in track.tasks for problem in _check_task(task)))


def run_examples(task: LoadedTask) -> tuple[Run, ...]:
    """Every example of a task, those that pass first."""
    examples = task.examples
    passing = [_run(task.content, task.page, example, None) for example in examples.passing]
    return (*passing, *(_run(task.content, task.page, each, code) for code, each in examples.failing.items()))


def _run(content: TaskContent, page: Page, example: Example, expected: str | None) -> Run:
    try:
        return Run(example, expected, _judge(content, _evidence(content.kind, page, example)))
    except _NoEvidence as error:
        return Run(example, expected, problem=str(error))


def _check_task(task: LoadedTask) -> Iterator[Problem]:
    content, page, examples = task.content, task.page, task.examples
    if not examples.passing or not examples.failing:
        yield page.problem(
            ("examples",), "Give evidence that passes and evidence that fails: `examples: {pass, fail}`."
        )
    for number, given in enumerate(page.front.get("rules", [])):
        if given["code"] not in examples.failing:
            message = f"No example shows the rule `{given['code']}` fail. Add one to `examples: fail`."
            yield page.problem(("rules", number, "code"), message)
    for number, example in enumerate(examples.passing):
        yield from _check_example(content, page, ("examples", "pass", number), example, expected=None)
    for code, example in examples.failing.items():
        yield from _check_example(content, page, ("examples", "fail", code), example, expected=code)
    deciding = (each for each in _judge(content, {}).findings if not each.is_guard and not each.is_advice)
    if all(finding.outcome is Outcome.MET for finding in deciding):
        yield page.problem(("rules",), "Empty evidence passes. Add a rule that asks for what has to be there.")


def _check_example(
    content: TaskContent, page: Page, place: Place, example: Example, *, expected: str | None
) -> Iterator[Problem]:
    run = _run(content, page, example, expected)
    if run.judgement is None:
        yield page.problem(place, run.problem)
        return
    if not run.holds:
        wanted = f"fail because of `{expected}`" if expected else "pass"
        yield page.problem(place, f"{example.file} should {wanted}, but {_said(run.primary)}")
    told = {rule.code for rule in content.rules if rule.saw}
    for finding in run.judgement.findings:
        if finding.outcome is Outcome.UNKNOWN:
            yield page.problem(place, f"Asked of {example.file}, {_said(finding)}")
        elif finding.code in told and not finding.saw:
            yield page.problem(place, f"Asked of {example.file}, the `saw` of `{finding.code}` has no answer.")


def _advice(judgement: Judgement, code: str | None) -> Finding | None:
    """The advice of this code, where it has something to say."""
    advice = (finding for finding in judgement.findings if finding.is_advice and finding.code == code)
    return next((finding for finding in advice if finding.outcome is not Outcome.MET), None)


def _judge(content: TaskContent, evidence: dict[str, Any]) -> Judgement:
    return judge(kind=content.kind, evidence=evidence, rules=content.rules, context=EXAMPLE)


def _said(finding: Finding | None) -> str:
    if finding is None:
        return "every rule is met."
    return f"`{finding.code}` is {finding.outcome}: {pick(finding.saw, 'en') or pick(finding.expect, 'en')}"


def _evidence(kind: str, page: Page, example: Example) -> dict[str, Any]:
    """The evidence in the file, collected as if a newcomer had sent it with the parts of ``but`` replaced."""
    path = page.path.parent / example.file
    try:
        raw = _changed(kind, path.read_bytes(), example.but)
        upload = Upload(raw=raw, nonce=EXAMPLE.nonce, nonce_label=LABEL, received_at=EXAMPLE.now)
        return dict(collect(kind=kind, upload=upload))
    except FileNotFoundError:
        message = f"There is no file {example.file} beside the task."
    except Refused as refused:
        message = f"{example.file} is refused: {refused}"
    except ValueError as error:
        message = f"{example.file} is not JSON: {error}."
    raise _NoEvidence(message)


def _changed(kind: str, raw: bytes, but: Mapping[str, Any]) -> bytes:
    """The file with parts of it replaced. etcd answers by the line: there, `/3/count` is the fourth line's."""
    if not but:
        return raw
    by_line = kind == EvidenceKind.ETCD
    document = [json.loads(line) for line in raw.splitlines()] if by_line else json.loads(raw)
    for pointer, value in but.items():
        _replace(document, pointer, copy.deepcopy(value))
    return "\n".join(map(json.dumps, document)).encode() if by_line else json.dumps(document).encode()


def _replace(document: Any, pointer: str, value: Any) -> None:
    """Replace what a JSON pointer (RFC 6901) names. It has to be there: a misspelt one would change nothing."""
    first, *parts = pointer.split("/")
    try:
        holder: Any = {"": document}
        key: int | str = first
        for part in parts:
            holder = holder[key]
            key = int(part) if isinstance(holder, list) else part.replace("~1", "/").replace("~0", "~")
        holder[key]
    except (KeyError, IndexError, ValueError, TypeError):
        message = f"`{pointer}` names nothing in the file. Write it like `/commits/0/message`."
        raise _NoEvidence(message) from None
    holder[key] = value
