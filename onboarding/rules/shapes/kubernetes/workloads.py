"""The documented shape of ReplicaSets and Deployments and their facts."""

from onboarding.rules.shapes.kubernetes.common import CONDITIONS, an_object
from onboarding.rules.shapes.kubernetes.pods import POD_SPEC
from onboarding.rules.shapes.schema import by_language, by_name, record, several, text, truth, whole

_TEMPLATE = record("The pods that it makes.", labels=by_name("Their labels."), spec=POD_SPEC)

_WORKLOAD_SPEC = record(
    "What was asked for.",
    replicas=whole("How many pods."),
    paused=truth("Whether its rollout is paused."),
    selector=by_name("The labels of `matchLabels`."),
    template=_TEMPLATE,
)

_WORKLOAD_STATUS = record(
    "What became of it.",
    replicas=whole("Pods that exist."),
    updatedReplicas=whole("Pods of the newest template."),
    readyReplicas=whole("Pods that are ready."),
    availableReplicas=whole("Pods that have been ready long enough."),
    observedGeneration=whole("The generation that its controller has seen."),
    conditions=CONDITIONS,
)

REPLICASET = an_object(
    "A ReplicaSet.",
    spec=_WORKLOAD_SPEC,
    status=_WORKLOAD_STATUS,
    facts=record(
        "What we derive from it.",
        owner_kind=text("The kind of the object that controls it, or an empty text."),
        owner=text("That object's name."),
    ),
)

DEPLOYMENT = an_object(
    "A Deployment.",
    spec=_WORKLOAD_SPEC,
    status=_WORKLOAD_STATUS,
    facts=record(
        "What we derive from it, following owner uids. Terminating pods and old ReplicaSets are left out.",
        replica_sets=several("All ReplicaSets that it owns.", text("A name.")),
        replica_set=text("The one of its present revision."),
        replica_set_uid=text("That one's uid."),
        pods=several("That one's pods.", text("A name.")),
        ready_pods=whole("How many of them are ready."),
        has_pods=truth("Whether pods are there when the ReplicaSet says that it has some."),
        problem=text("The most telling problem of these pods, as a code; empty when all are ready."),
        problem_pod=text("The pod that has it."),
        problem_container=text("The container to blame."),
        problem_image=text("That container's image."),
        problem_text=by_language("That pod's state, in a sentence."),
        observed=truth("Whether the controller has seen the last change."),
        failure=text("Why pods cannot be created, in the cluster's own words."),
        late=truth("Whether the rollout exceeded its deadline."),
        rolled_out=truth("Whether all counts are what was asked for."),
    ),
)
