"""Guards of etcd evidence: lines of one cluster in their order, of this person's own keys."""

from itertools import pairwise

from onboarding.rules.guards.answers import Answer
from onboarding.rules.kinds.etcd.facts import identities
from onboarding.rules.types import Context, Evidence


def not_etcdctl(evidence: Evidence, context: Context) -> Answer:
    faults = evidence["upload"]["faults"]
    return Answer.unmet("unmet", final=False, lines=", ".join(faults)) if faults else Answer.met()


def prefix_missing(evidence: Evidence, context: Context) -> Answer:
    """Something in the upload is about a key of the person's own."""
    for answer in evidence["answers"]:
        if answer["keys"] or answer["events"] or answer["lease"]["keys"]:
            return Answer.met()
    return Answer.unmet("unmet", final=False, prefix=evidence["prefix"])


def several_clusters(evidence: Evidence, context: Context) -> Answer:
    clusters = {answer["cluster"] for answer in evidence["answers"]}
    return Answer.met() if len(clusters) < 2 else Answer.unmet("unmet", final=False, clusters=", ".join(clusters))


def out_of_order(evidence: Evidence, context: Context) -> Answer:
    """Revisions never go back. A watch began earlier than it ended, so it is left out."""
    revisions = [answer["revision"] for answer in evidence["answers"] if answer["what"] != "watch"]
    for earlier, later in pairwise(revisions):
        if later < earlier:
            return Answer.unmet("unmet", final=False, earlier=earlier, later=later)
    return Answer.met()


def lease_reused(evidence: Evidence, context: Context) -> Answer:
    """No lease was ever sent by somebody else. An etcd may be shared, so a mentor looks."""
    names = sorted({name for identity, name in identities(evidence).items() if identity in context.taken})
    return Answer.unmet("unmet", final=False, turn="mentor", leases=", ".join(names)) if names else Answer.met()


BEFORE = (not_etcdctl, prefix_missing, several_clusters, out_of_order, lease_reused)
