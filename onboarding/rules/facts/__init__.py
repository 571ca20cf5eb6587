"""Derived facts: pure functions of the evidence, added to it before anything is asked.

Relations between parts of the evidence are facts, so that rules need no nested loops.
"""

from collections.abc import Callable
from typing import Any

from onboarding.rules.facts import pull_request
from onboarding.rules.kinds.environment import facts as environment
from onboarding.rules.kinds.etcd import facts as etcd
from onboarding.rules.kinds.kubernetes import facts as kubernetes
from onboarding.rules.kinds.release import facts as release
from onboarding.rules.types import Context, Evidence

_DERIVE: dict[str, Callable[[Evidence, Context], dict[str, Any]]] = {
    "environment": environment.derive,
    "etcd": etcd.derive,
    "kubernetes": kubernetes.derive,
    "release": release.derive,
    "pull_request": pull_request.derive,
}


def with_facts(*, kind: str, evidence: Evidence, context: Context) -> Evidence:
    """The evidence with the program's wishes and our facts beside it. What the evidence lacks has no facts either."""
    derive = _DERIVE.get(kind)
    return {**evidence, **derive(evidence, context)} if derive else evidence
