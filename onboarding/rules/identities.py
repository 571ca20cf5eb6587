"""What no two people can have in common in evidence of a kind: object uids, container ids, lease ids, commits."""

from collections.abc import Callable

from onboarding.rules.kinds.environment import facts as environment
from onboarding.rules.kinds.etcd import facts as etcd
from onboarding.rules.kinds.kubernetes import facts as kubernetes
from onboarding.rules.types import Evidence

_IDENTITIES: dict[str, Callable[[Evidence], dict[str, str]]] = {
    "environment": environment.identities,
    "etcd": etcd.identities,
    "kubernetes": kubernetes.identities,
}


def identities(*, kind: str, evidence: Evidence) -> frozenset[str]:
    """Empty for kinds whose evidence names nothing of the sort, and for drafts, which name nothing that exists."""
    find = _IDENTITIES.get(kind)
    return frozenset(identity for identity in find(evidence) if identity) if find else frozenset()
