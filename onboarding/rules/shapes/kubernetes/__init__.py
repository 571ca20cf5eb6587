"""A person's own objects of a Kubernetes cluster, under Kubernetes' names, with the facts that Waymark derives.

Every field is there: what the cluster left out is an empty text, 0, false or an empty list, so rules need no `has()`.
"""

from onboarding.rules.shapes.kubernetes.files import CONFIGMAP, FILE
from onboarding.rules.shapes.kubernetes.network import ENDPOINTSLICE, SERVICE
from onboarding.rules.shapes.kubernetes.pods import POD
from onboarding.rules.shapes.kubernetes.workloads import DEPLOYMENT, REPLICASET
from onboarding.rules.shapes.schema import instant, one_of, record, several, text, truth, whole

KUBERNETES = record(
    "What `kubectl get … -o json` printed, reduced to the person's own objects and to what rules need of them.",
    nonce=text("The person's mark, such as `ob-7f3k9q2m`."),
    upload=record(
        "About the upload.",
        namespace=text("The namespace that the person's objects are in."),
        form=one_of("What it was.", "list", "single", "manifest", "other"),
        label=text("The label that may carry the nonce."),
        total=whole("How many objects it had, without those of the cluster itself."),
        names=several("The first of them, for showing.", text("Kind and name.")),
        namespaces=several("Their namespaces.", text("A namespace.")),
        faults=several("Where objects are not what Kubernetes would say.", text("Kind, number and field.")),
        not_live=several("Objects that no cluster has stored.", text("Kind and name.")),
        received_at=instant("When it came."),
        newest_at=instant("The newest instant in it, by the cluster's clock."),
    ),
    plausibility=record(
        "How well the objects fit together. For mentors; never a reason to refuse.",
        checks=whole("How many relations were looked at."),
        doubts=several("Those that do not hold.", text("A sentence.")),
    ),
    pods=several("Pods.", POD),
    replicasets=several("ReplicaSets.", REPLICASET),
    deployments=several("Deployments.", DEPLOYMENT),
    configmaps=several("ConfigMaps, without those of the cluster itself.", CONFIGMAP),
    services=several("Services.", SERVICE),
    endpointslices=several("EndpointSlices.", ENDPOINTSLICE),
    files=several("ConfigMaps that pods have as files.", FILE),
    variables=several(
        "ConfigMaps that pods take environment variables from.",
        record(
            "One of them.", pod=text("The pod."), container=text("The container."), configmap=text("The ConfigMap.")
        ),
    ),
    pod=POD,
    deployment=DEPLOYMENT,
    service=SERVICE,
    file=FILE,
    draft=record(
        "What does not fit together in the specs, whether they were written or run.",
        pods=several("What makes pods: Pods, and the templates of Deployments and ReplicaSets.", text("Its name.")),
        selector_mismatch=several("Workloads whose selector does not match their own template.", text("A name.")),
        unselected=several("Services whose selector matches no pod.", text("A name.")),
        undeclared=several("Services that aim at a port that no selected pod declares.", text("A name.")),
        unmounted=several("Volumes with a ConfigMap that no container mounts.", text("Pod and volume.")),
        missing_volumes=several("Mounts of volumes that do not exist.", text("Pod and volume.")),
        missing_configmaps=several("ConfigMaps that are named and not there.", text("A name.")),
        missing_keys=several("Keys that are asked for, and are not in the ConfigMap.", text("A key.")),
        loose_images=several("Images without a tag, or with `latest`.", text("An image.")),
    ),
    challenge=record(
        "In the second step of a Deployment's task: how the cluster differs from the first step.",
        replicas=whole("How many replicas were asked for; 0 in the first step."),
        same_deployment=truth("Whether it is the same Deployment, by uid."),
        same_replica_set=truth("Whether it is the same ReplicaSet, by uid."),
        changed=truth("Whether the Deployment's generation grew."),
        newer=truth("Whether the cluster has written anything since."),
        gone=several("Pods of the first step that are no more.", text("A name.")),
        fresh=several("Pods that were not there in the first step.", text("A name.")),
        kept=several("Pods of the first step that are still there.", text("A name.")),
    ),
)
