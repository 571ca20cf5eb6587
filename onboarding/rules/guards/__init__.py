"""Guards: what an author of a task must never be able to forget. Code, not data, and asked of every submission.

A guard is a function of the evidence and the context that names a case; a YAML file says each case in words.
Some come before the rules (who, where, when); those of the goal (ready, merged) come after them, so that a wrong commit
message is told while the pull request is still open.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from onboarding.languages import Text
from onboarding.rules.guards import environment, etcd, kubernetes, pull_request, quiz, release, written
from onboarding.rules.guards.answers import Answer
from onboarding.rules.texts import fill, load_texts
from onboarding.rules.types import Context, Evidence, Finding, Outcome

Guard: TypeAlias = Callable[[Evidence, Context], Answer | None]
"""None: it has nothing to say of this evidence."""

_FILES = sorted(path for path in Path(__file__).parent.glob("*.yaml") if "." not in path.stem)
_TEXTS = {code: texts for path in _FILES for code, texts in load_texts(path).items()}
_SHOWN = 200
_BEFORE: dict[str, Sequence[Guard]] = {
    "environment": environment.BEFORE,
    "etcd": etcd.BEFORE,
    "kubernetes": kubernetes.BEFORE,
    "pull_request": pull_request.BEFORE,
    "quiz": quiz.BEFORE,
    "release": release.BEFORE,
    "written": written.BEFORE,
}
_AFTER: dict[str, Sequence[Guard]] = {"kubernetes": kubernetes.AFTER, "pull_request": pull_request.AFTER}
CODES = frozenset(_TEXTS) - {"unreadable"}
"""Codes that findings of guards have, and rules must not."""


def before(*, kind: str, evidence: Evidence, context: Context) -> tuple[Finding, ...]:
    """What the guards say that come before the rules."""
    return tuple(filter(None, (_ask(guard, evidence, context) for guard in _BEFORE[kind])))


def after(*, kind: str, evidence: Evidence, context: Context) -> tuple[Finding, ...]:
    """What the guards of the goal say."""
    return tuple(filter(None, (_ask(guard, evidence, context) for guard in _AFTER.get(kind, ()))))


def visible() -> Finding:
    """The finding about what GitHub does not show us: private, deleted, or never there."""
    return _finding("visible", Answer.unmet("hidden", final=True))


def elsewhere(name: str, allowed: Iterable[str]) -> Finding:
    """The finding about a pull request of another repository. Only the name that was handed in is said of it: the site
    may see repositories that the newcomer may not."""
    return _finding("repository", pull_request.outside(name, allowed))


def a_pull_request(message: Text) -> Finding:
    """The finding about an address that leads to something else."""
    return _finding("a-pull-request", Answer.unmet("something-else", final=True), saw=message)


def second_step(*, namespace: str, deployment: str, replicas: int, pod: str) -> Finding:
    """The finding that asks for step two, once everything else is met."""
    asked = {"namespace": namespace, "deployment": deployment, "replicas": replicas, "pod": pod}
    return _finding("second-step", Answer.waiting("asked", turn="newcomer", **asked))


def visible_release() -> Finding:
    """The finding about a release that GitHub does not show us."""
    return _finding("release-visible", Answer.unmet("hidden", final=True))


def _ask(guard: Guard, evidence: Evidence, context: Context) -> Finding | None:
    """The guard's finding. Evidence that lacks what the guard needs is *unknown*, never *no*."""
    code = guard.__name__.replace("_", "-")
    try:
        answer = guard(evidence, context)
    except (KeyError, TypeError, ValueError):
        unreadable: Text = _TEXTS["unreadable"]["saw"]
        answer = Answer(Outcome.UNKNOWN, turn="machine")
        return _finding(code, answer, saw=unreadable)
    return _finding(code, answer) if answer else None


def _finding(code: str, answer: Answer, *, saw: Text | None = None) -> Finding:
    texts = _TEXTS[code]
    words = texts["cases"].get(answer.case, {})
    values = {name: value[:_SHOWN] if isinstance(value, str) else value for name, value in answer.values.items()}
    return Finding(
        code=code,
        outcome=answer.outcome,
        expect=texts["expect"],
        saw=saw or fill(words.get("saw", {}), values),
        hint=fill(words.get("hint", {}), values),
        turn=answer.turn,
        is_guard=True,
        final=answer.final,
    )
