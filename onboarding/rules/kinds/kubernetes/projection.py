"""The allow-list: what we keep of an object. Everything else (env values, annotations, data) is forgotten here."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from onboarding.rules.kinds.kubernetes.schemas import Object

LONGEST_MESSAGE = 300
REVISION = "deployment.kubernetes.io/revision"
LISTS = {
    "Pod": "pods",
    "ReplicaSet": "replicasets",
    "Deployment": "deployments",
    "ConfigMap": "configmaps",
    "Service": "services",
    "EndpointSlice": "endpointslices",
}
"""The name under which rules find the objects of a kind."""


def project(obj: Object, *, nonce: str) -> Object:
    """The part of one object that is stored. It must have passed the lax schema."""
    return {"metadata": _metadata(obj.get("metadata") or {}), **_PARTS[obj["kind"]](obj, nonce)}


def _words(source: Mapping[str, Any], *names: str) -> Object:
    """These fields, empty where they are absent, so that a rule need not ask whether they are there."""
    return {name: source.get(name) or "" for name in names}


def each(source: Mapping[str, Any], name: str) -> Iterable[Any]:
    """The items of a list that may be absent or null, and may hold nulls."""
    return (item for item in source.get(name) or () if item is not None)


def _metadata(metadata: Object) -> Object:
    return {
        **_words(metadata, "name", "namespace", "uid", "resourceVersion", "generateName"),
        **_words(metadata, "creationTimestamp", "deletionTimestamp"),
        "generation": metadata.get("generation") or 0,
        "labels": _labels(metadata),
        "revision": (metadata.get("annotations") or {}).get(REVISION, ""),
        "ownerReferences": [
            {**_words(owner, "kind", "name", "uid"), "controller": bool(owner.get("controller"))}
            for owner in each(metadata, "ownerReferences")
        ],
    }


def _labels(metadata: Object) -> dict[str, str]:
    return {name: value or "" for name, value in (metadata.get("labels") or {}).items()}


def _pod(obj: Object, nonce: str) -> Object:
    status = obj.get("status") or {}
    return {
        "spec": _pod_spec(obj.get("spec") or {}),
        "status": {
            **_words(status, "phase", "reason", "podIP", "hostIP", "startTime"),
            "podIPs": [address["ip"] for address in each(status, "podIPs") if address.get("ip")]
            or [status.get("podIP") or ""],
            "conditions": _conditions(status),
            "containerStatuses": _container_statuses(status, "containerStatuses", nonce),
            "initContainerStatuses": _container_statuses(status, "initContainerStatuses", nonce),
        },
    }


def _pod_spec(spec: Object) -> Object:
    return {
        **_words(spec, "nodeName"),
        "restartPolicy": spec.get("restartPolicy") or "Always",
        "hostNetwork": bool(spec.get("hostNetwork")),
        "nodeSelector": spec.get("nodeSelector") or {},
        "containers": [_container(container) for container in each(spec, "containers")],
        "initContainers": [_container(container) for container in each(spec, "initContainers")],
        "volumes": [_volume(volume) for volume in each(spec, "volumes")],
    }


def _container(container: Object) -> Object:
    references = [_env_reference(variable) for variable in each(container, "env")]
    references += [(source.get("configMapRef") or {}).get("name") for source in each(container, "envFrom")]
    return {
        **_words(container, "name", "image", "imagePullPolicy", "restartPolicy"),
        "ports": [_container_port(port) for port in each(container, "ports")],
        "volumeMounts": [_words(mount, "name", "mountPath", "subPath") for mount in each(container, "volumeMounts")],
        "env_configmaps": sorted({name for name in references if name}),
    }


def _container_port(port: Object) -> Object:
    return {**_words(port, "name"), "containerPort": port.get("containerPort") or 0}


def _env_reference(variable: Object) -> str | None:
    source = (variable.get("valueFrom") or {}).get("configMapKeyRef") or {}
    name: str | None = source.get("name")
    return name


def _volume(volume: Object) -> Object:
    sources = [volume, *each(volume.get("projected") or {}, "sources")]
    return {
        "name": volume["name"],
        "configmaps": [_config_map_source(source["configMap"]) for source in sources if source.get("configMap")],
    }


def _config_map_source(source: Object) -> Object:
    items = [_words(item, "key", "path") for item in each(source, "items")]
    return {"name": source.get("name") or "", "optional": bool(source.get("optional")), "items": items}


def _container_statuses(status: Object, name: str, nonce: str) -> list[Object]:
    return [_container_status(container, nonce) for container in each(status, name)]


def _container_status(status: Object, nonce: str) -> Object:
    return {
        **_words(status, "name", "containerID", "image"),
        "ready": bool(status.get("ready")),
        "restartCount": status.get("restartCount") or 0,
        "state": _container_state(status.get("state"), nonce),
        "lastState": _container_state(status.get("lastState"), nonce),
    }


def _container_state(state: Object | None, nonce: str) -> Object:
    """Kubernetes writes one of three maps; here it is one record, with its name in it."""
    name = next((word for word, detail in (state or {}).items() if detail is not None), "")
    detail: Object = state[name] if state and name else {}
    message = detail.get("message") or ""
    return {
        "name": name,
        **_words(detail, "reason", "startedAt", "finishedAt"),
        "exitCode": detail.get("exitCode") or 0,
        "message": message[:LONGEST_MESSAGE],
        "has_nonce": bool(nonce) and nonce in message,
    }


def _conditions(status: Object) -> list[Object]:
    return [
        {
            **_words(condition, "type", "status", "reason", "lastTransitionTime"),
            "message": (condition.get("message") or "")[:LONGEST_MESSAGE],
        }
        for condition in each(status, "conditions")
    ]


def _workload(obj: Object, nonce: str) -> Object:
    spec, status = obj.get("spec") or {}, obj.get("status") or {}
    template = spec.get("template") or {}
    counts = ("replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "observedGeneration")
    return {
        "spec": {
            "replicas": spec["replicas"] if spec.get("replicas") is not None else 1,
            "paused": bool(spec.get("paused")),
            "selector": (spec.get("selector") or {}).get("matchLabels") or {},
            "template": {
                "labels": _labels(template.get("metadata") or {}),
                "spec": _pod_spec(template.get("spec") or {}),
            },
        },
        "status": {**{name: status.get(name) or 0 for name in counts}, "conditions": _conditions(status)},
    }


def _config_map(obj: Object, nonce: str) -> Object:
    values = {**(obj.get("data") or {}), **(obj.get("binaryData") or {})}
    return {
        "keys": [
            {"name": name, "length": len(value or ""), "has_nonce": bool(nonce) and nonce in (value or "")}
            for name, value in values.items()
        ]
    }


def _service(obj: Object, nonce: str) -> Object:
    spec = obj.get("spec") or {}
    return {
        "spec": {
            "type": spec.get("type") or "ClusterIP",
            **_words(spec, "clusterIP", "externalName"),
            "selector": spec.get("selector") or {},
            "ports": [_service_port(port) for port in each(spec, "ports")],
        }
    }


def _service_port(port: Object) -> Object:
    """A target port may be a number or a name; here it is always a word. Absent, it is the port itself."""
    target = port.get("targetPort") or port.get("port") or ""
    return {**_words(port, "name"), "port": port.get("port") or 0, "targetPort": str(target)}


def _endpoint_slice(obj: Object, nonce: str) -> Object:
    return {
        "endpoints": [_endpoint(endpoint) for endpoint in each(obj, "endpoints")],
        "ports": [{**_words(port, "name"), "port": port.get("port") or 0} for port in each(obj, "ports")],
    }


def _nothing(obj: Object, nonce: str) -> Object:
    return {}


def _endpoint(endpoint: Object) -> Object:
    ready = (endpoint.get("conditions") or {}).get("ready")
    return {
        "addresses": list(each(endpoint, "addresses")),
        "ready": ready is not False,
        "target": _words(endpoint.get("targetRef") or {}, "kind", "name", "namespace", "uid"),
    }


_PARTS: Mapping[str, Callable[[Object, str], Object]] = {
    "Namespace": _nothing,
    "Pod": _pod,
    "ReplicaSet": _workload,
    "Deployment": _workload,
    "ConfigMap": _config_map,
    "Service": _service,
    "EndpointSlice": _endpoint_slice,
}
