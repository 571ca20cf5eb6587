"""The documented shape of Services and EndpointSlices, and what is known of reaching them."""

from onboarding.rules.shapes.kubernetes.common import an_object
from onboarding.rules.shapes.schema import by_language, by_name, one_of, record, several, text, truth, whole

SERVICE = an_object(
    "A Service.",
    spec=record(
        "What was asked for.",
        type=text("`ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`."),
        clusterIP=text("Its address, or `None` for a headless one."),
        externalName=text("The outside name of an ExternalName."),
        selector=by_name("The labels that it selects."),
        ports=several(
            "Its ports.",
            record("A port.", name=text("Its name."), port=whole("Its number."), targetPort=text("The pods' port.")),
        ),
    ),
    facts=record(
        "What we derive from it.",
        selector=text("Its selector, for showing."),
        pod_labels=several("Labels of the person's pods, for showing.", text("The labels of one pod.")),
        pods=several("Pods that it selects.", text("A name.")),
        endpoints=whole("How many endpoints its slices have."),
        ready_pods=several("Pods that it really sends requests to.", text("A name.")),
        waiting_text=by_language("What the selected pods say that are not ready."),
        strangers=several("Endpoints that are no pods.", text("An address.")),
        foreign_pods=several("Pods behind it that are another application's.", text("A name.")),
        ports=several("Ports of its endpoints.", whole("A number.")),
        target_ports=several("The pods' ports that it aims at.", text("A number or a name.")),
        container_ports=several("Ports that the selected pods declare.", text("A number or a name.")),
        target_declared=truth("Whether it aims at declared ports. True when none is declared."),
        probe=record(
            "A finished pod that the Service does not select, and that was to ask it.",
            pod=text("Its name."),
            result=one_of("What came of it.", "none", "failed", "empty", "no-nonce", "too-early", "ok"),
        ),
    ),
)

ENDPOINTSLICE = an_object(
    "An EndpointSlice.",
    endpoints=several(
        "Its endpoints.",
        record(
            "An endpoint.",
            addresses=several("Its addresses.", text("An address.")),
            ready=truth("Whether requests are sent to it."),
            target=record(
                "What it stands for.",
                kind=text("Usually `Pod`."),
                name=text("Its name."),
                namespace=text("Its namespace."),
                uid=text("Its uid."),
            ),
        ),
    ),
    ports=several("Its ports.", record("A port.", name=text("Its name."), port=whole("Its number."))),
)
