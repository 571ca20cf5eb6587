"""The documented shape of a pod and its facts."""

from onboarding.rules.shapes.kubernetes.common import CONDITIONS, an_object
from onboarding.rules.shapes.schema import (
    Schema,
    by_language,
    by_name,
    instant,
    one_of,
    record,
    several,
    text,
    truth,
    whole,
)


def _container_state(about: str) -> Schema:
    return record(
        about,
        name=one_of("What it is doing.", "", "waiting", "running", "terminated"),
        reason=text("One word for why, such as `ImagePullBackOff`."),
        startedAt=instant("When it started."),
        finishedAt=instant("When it ended."),
        exitCode=whole("The exit code of an ended one."),
        message=text("The cluster's own words, or the termination message, cut at 300 characters."),
        has_nonce=truth("Whether the whole message holds the person's nonce."),
    )


_CONTAINER_STATUSES = several(
    "What the kubelet says of its containers.",
    record(
        "A container's status.",
        name=text("The container's name."),
        containerID=text("Its id at the container runtime."),
        image=text("The image it runs."),
        ready=truth("Whether it is ready."),
        restartCount=whole("How often it was restarted."),
        state=_container_state("What it is doing now."),
        lastState=_container_state("What it did before the last restart."),
    ),
)

_CONTAINERS = several(
    "Its containers. Commands and values of environment variables are never kept.",
    record(
        "A container.",
        name=text("Its name."),
        image=text("Its image."),
        imagePullPolicy=text("Whether the image is pulled."),
        restartPolicy=text("`Always` for a sidecar among the init containers."),
        ports=several(
            "Ports that it declares.", record("A port.", name=text("Its name."), containerPort=whole("Its number."))
        ),
        volumeMounts=several(
            "Volumes that it mounts.",
            record(
                "A mount.",
                name=text("The volume's name."),
                mountPath=text("Where it appears."),
                subPath=text("Only this path of the volume."),
            ),
        ),
        env_configmaps=several("ConfigMaps that it takes environment variables from.", text("A name.")),
    ),
)

POD_SPEC = record(
    "What was asked for.",
    nodeName=text("The node that it was bound to."),
    restartPolicy=text("`Always`, `OnFailure` or `Never`."),
    hostNetwork=truth("Whether it uses the node's network."),
    nodeSelector=by_name("Labels that the node must have."),
    containers=_CONTAINERS,
    initContainers=_CONTAINERS,
    volumes=several(
        "Its volumes.",
        record(
            "A volume.",
            name=text("Its name."),
            configmaps=several(
                "ConfigMaps that it shows as files, projected ones too.",
                record(
                    "A source.",
                    name=text("The ConfigMap's name."),
                    optional=truth("Whether it may be missing."),
                    items=several(
                        "Only these keys.", record("A key.", key=text("The key."), path=text("The file it becomes."))
                    ),
                ),
            ),
        ),
    ),
)

POD = an_object(
    "A pod.",
    spec=POD_SPEC,
    status=record(
        "What became of it.",
        phase=one_of("Its phase.", "", "Pending", "Running", "Succeeded", "Failed", "Unknown"),
        reason=text("One word for why."),
        podIP=text("Its address."),
        hostIP=text("Its node's address."),
        startTime=instant("When the kubelet accepted it."),
        podIPs=several("All its addresses.", text("An address.")),
        conditions=CONDITIONS,
        containerStatuses=_CONTAINER_STATUSES,
        initContainerStatuses=_CONTAINER_STATUSES,
    ),
    facts=record(
        "What we derive from it.",
        ready=truth("Whether it runs and is ready, and has been for ten seconds if it was restarted."),
        problem=text("Why it is not ready, as a code: `image-pull`, `crashloop`, `not-ready`, …; empty when it is."),
        state_text=by_language("What it is doing, in a sentence."),
        container=text("The container to blame."),
        image=text("That container's image."),
        detail=text("The cluster's own words about it."),
        restarts=whole("Restarts of all its containers."),
        containers=several("Names of its containers.", text("A name.")),
        ports=several("Ports that its containers declare.", text("A number or a name.")),
        terminating=truth("Whether it is being deleted."),
        owner_kind=text("The kind of the object that controls it, or an empty text."),
        owner=text("That object's name."),
    ),
)
