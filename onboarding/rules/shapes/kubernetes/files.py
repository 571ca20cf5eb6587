"""The documented shape of ConfigMaps, and of the volumes that show them as files."""

from onboarding.rules.shapes.kubernetes.common import an_object
from onboarding.rules.shapes.schema import by_language, record, several, text, truth, whole

CONFIGMAP = an_object(
    "A ConfigMap. Its values are never kept.",
    keys=several(
        "Its keys.",
        record(
            "A key.",
            name=text("Its name."),
            length=whole("How long its value is."),
            has_nonce=truth("Whether its value holds the person's nonce."),
        ),
    ),
)

FILE = record(
    "A volume of a pod that shows a ConfigMap of the person's own as files.",
    pod=text("The pod."),
    configmap=text("The ConfigMap that it names."),
    volume=text("The volume."),
    mounted=truth("Whether a container mounts it."),
    mount_path=text("Where."),
    sub_path=text("Only this path of it."),
    optional=truth("Whether the ConfigMap may be missing."),
    found=truth("Whether the ConfigMap exists."),
    has_nonce=truth("Whether one of its values holds the nonce."),
    missing_keys=several("Keys that are asked for, and are not in it.", text("A key.")),
    keys=several("Keys that are in it.", text("A key.")),
    suggestion=text("For `file`, when its ConfigMap is missing: the one with the most similar name."),
    pod_ready=truth("Whether the pod is ready."),
    pod_problem=text("The pod's problem."),
    pod_container=text("The container to blame for it."),
    pod_text=by_language("The pod's state, in a sentence."),
)
