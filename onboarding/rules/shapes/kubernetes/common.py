"""What every Kubernetes object has: metadata, owners, conditions."""

from onboarding.rules.shapes.schema import Schema, by_name, instant, record, several, text, truth, whole


def an_object(about: str, **fields: Schema) -> Schema:
    return record(about, metadata=METADATA, **fields)


METADATA = record(
    "What every object has.",
    name=text("Its name."),
    namespace=text("Its namespace."),
    uid=text("Its uid: one in all the world."),
    resourceVersion=text("Grows with each change in the cluster."),
    generateName=text("What its name was generated from."),
    creationTimestamp=instant("When it was created."),
    deletionTimestamp=instant("When it is to be gone; empty unless it is being deleted."),
    generation=whole("Grows with each change of its spec."),
    labels=by_name('Its labels: `labels.app`, `labels["app.kubernetes.io/name"]`.'),
    revision=text("The Deployment's revision, of Deployments and ReplicaSets."),
    ownerReferences=several(
        "Its owners.",
        record(
            "An owner.",
            kind=text("Its kind."),
            name=text("Its name."),
            uid=text("Its uid."),
            controller=truth("Whether this owner is in charge."),
        ),
    ),
)

CONDITIONS = several(
    "Its conditions.",
    record(
        "A condition.",
        type=text("Such as `Ready`."),
        status=text("`True`, `False` or `Unknown`."),
        reason=text("One word for why."),
        lastTransitionTime=instant("Since when."),
        message=text("The cluster's own words, cut at 300 characters."),
    ),
)
