"""manage.py check_evidence: files judged by a task's rules, as the site would judge them. Needs no database."""

import json
from argparse import ArgumentTypeError
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from onboarding.curriculum.content import TaskContent
from onboarding.curriculum.loading import BUILT_IN, CurriculumError, load
from onboarding.languages import CODES, DEFAULT_LANGUAGE, pick
from onboarding.rules import instants
from onboarding.rules.collect import Upload, collect
from onboarding.rules.judge import judge
from onboarding.rules.types import Context, Evidence, Finding, Outcome
from onboarding.rules.uploads import Refused

VERIFIED, RETURNED, WAITING, REFUSED = "verified", "returned", "waiting", "refused"
EXIT_CODES = {VERIFIED: 0, WAITING: 1, RETURNED: 1, REFUSED: 2}
BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Verdict:
    """What became of one file. ``primary`` is the code of the first finding that is not met."""

    status: str
    primary: str | None
    findings: Sequence[Finding]


class Command(BaseCommand):
    help = (
        "Judge files by a task's rules. Exit 0 when all are verified, 1 when some are returned or waiting, "
        "2 when some are refused."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("task", help="Track and task: cloud-native-contributor/pod.")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="What a newcomer would send.")
        parser.add_argument("--nonce", default="", help="The person's mark: ob-7f3k9q2m.")
        parser.add_argument("--nonce-label", default="", metavar="KEY", help="The label that may carry the mark.")
        parser.add_argument(
            "--opened-at", type=_instant, metavar="ISO", help="When the task opened. Default: not asked."
        )
        parser.add_argument("--received-at", type=_instant, metavar="ISO", help="When the file came. Default: now.")
        parser.add_argument("--language", choices=CODES, default=DEFAULT_LANGUAGE, help="The language of the findings.")
        parser.add_argument("--json", action="store_true", help="Print one line of JSON for each file.")

    def handle(self, *args: Any, task: str, files: list[Path], **options: Any) -> None:
        content = _find(task)
        worst = 0
        for path in files:
            verdict = _verdict(content, path, options)
            worst = max(worst, EXIT_CODES[verdict.status])
            write = _as_json if options["json"] else _as_text
            self.stdout.write(write(path, verdict, options["language"]))
        if worst:
            raise SystemExit(worst)


def _instant(text: str) -> datetime:
    instant = instants.parse(text)
    if instant is None:
        msg = f"{text} is not an instant with a zone, such as 2026-11-23T07:30:00Z"
        raise ArgumentTypeError(msg)
    return instant


def _find(name: str) -> TaskContent:
    track_slug, _, task_slug = name.partition("/")
    try:
        tracks = load([BUILT_IN, *settings.WAYMARK.curriculum_paths])
    except CurriculumError as error:
        raise CommandError("\n".join(map(str, error.problems)), returncode=2) from None
    tasks = {f"{track.content.slug}/{task.content.slug}": task.content for track in tracks for task in track.tasks}
    if f"{track_slug}/{task_slug}" not in tasks:
        msg = f"There is no task {name}. There are: {', '.join(sorted(tasks))}."
        raise CommandError(msg, returncode=2)
    return tasks[f"{track_slug}/{task_slug}"]


def _verdict(content: TaskContent, path: Path, options: Mapping[str, Any]) -> Verdict:
    """A file that cannot be read is refused, like one that cannot be understood; the others are judged."""
    try:
        return _judge(content, path.read_bytes(), options)
    except OSError as error:
        refused = Refused(code="no-file", reason=error.strerror)
    except Refused as error:
        refused = error
    said = Finding(refused.code, Outcome.UNMET, expect={}, saw=refused.saw, hint=refused.hint, is_guard=True)
    return Verdict(REFUSED, refused.code, [said])


def _judge(content: TaskContent, raw: bytes, options: Mapping[str, Any]) -> Verdict:
    """Raises ``Refused``."""
    received_at = options["received_at"] or timezone.now()
    label = options["nonce_label"] or settings.WAYMARK.nonce_label
    upload = Upload(raw=raw, nonce=options["nonce"], nonce_label=label, received_at=received_at)
    evidence = collect(kind=content.kind, upload=upload)
    context = Context(
        now=received_at,
        **_taken_as_theirs(evidence),
        opened_after=options["opened_at"] or BEGINNING,
        opened_at=options["opened_at"],
        nonce=options["nonce"],
    )
    judgement = judge(kind=content.kind, evidence=evidence, rules=content.rules, context=context)
    if judgement.primary is None:
        return Verdict(VERIFIED, None, judgement.findings)
    status = RETURNED if judgement.primary.outcome is Outcome.UNMET else WAITING
    return Verdict(status, judgement.primary.code, judgement.findings)


def _taken_as_theirs(evidence: Evidence) -> dict[str, Any]:
    """Whose it is, and whether its repository is the program's, a file can't tell: here it is taken to be so."""
    try:
        repository = evidence["repository"]
        owner = evidence["pull_request"]["author"] if "pull_request" in evidence else repository["owner"]
        return {"person_id": owner["github_id"], "repositories": {repository["github_id"]: repository["full_name"]}}
    except (KeyError, TypeError):
        return {"person_id": 0}


def _in_words(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "outcome": finding.outcome.value,
        "expect": pick(finding.expect, language),
        "saw": pick(finding.saw, language),
        "hint": pick(finding.hint, language),
        **({"advice": True} if finding.is_advice else {}),
    }


def _as_json(path: Path, verdict: Verdict, language: str) -> str:
    findings = [_in_words(finding, language) for finding in verdict.findings]
    line = {"file": str(path), "status": verdict.status, "primary": verdict.primary, "findings": findings}
    return json.dumps(line, ensure_ascii=False)


def _as_text(path: Path, verdict: Verdict, language: str) -> str:
    lines = [f"{path}: {verdict.status}"]
    for finding in verdict.findings:
        if finding.outcome is not Outcome.MET:
            words = _in_words(finding, language)
            lines.append(f"  {words['code']}: {'advice' if finding.is_advice else words['outcome']}")
            lines += [f"    {words[part]}" for part in ("expect", "saw", "hint") if words[part]]
    return "\n".join(lines)
