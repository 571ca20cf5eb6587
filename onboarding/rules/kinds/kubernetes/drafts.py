"""Whether specs fit together: selectors, ports, volumes and ConfigMaps. It needs no cluster, and proves none."""

from collections.abc import Iterator, Mapping, Sequence

from onboarding.rules.kinds.kubernetes.files import OF_THE_CLUSTER
from onboarding.rules.kinds.kubernetes.pods import declared_ports
from onboarding.rules.kinds.kubernetes.schemas import Object
from onboarding.rules.types import Evidence


def facts(evidence: Evidence) -> Object:
    """What does not fit together, each kind of misfit as a list of names."""
    pods = list(_pods(evidence))
    services = [service for service in evidence["services"] if service["spec"]["type"] != "ExternalName"]
    behind = {service["metadata"]["name"]: _behind(service, pods) for service in services}
    named = {each["metadata"]["name"]: {key["name"] for key in each["keys"]} for each in evidence["configmaps"]}
    sources = [(pod, volume, source) for pod in pods for volume, source in _sources(pod)]
    wanted = [(source["name"], key) for _, _, source in sources for key in _keys(source)]
    return {
        "pods": [pod["name"] for pod in pods],
        "selector_mismatch": [workload["metadata"]["name"] for workload in _workloads(evidence) if _misses(workload)],
        "unselected": [name for name, chosen in behind.items() if not chosen],
        "undeclared": [each["metadata"]["name"] for each in services if _is_undeclared(each, behind)],
        "unmounted": [f"{pod['name']}: {volume}" for pod, volume, _ in sources if volume not in _mounted(pod)],
        "missing_volumes": [f"{pod['name']}: {name}" for pod in pods for name in sorted(_mounted(pod) - _volumes(pod))],
        "missing_configmaps": sorted({name for name in _referenced(pods) if name not in named}),
        "missing_keys": [f"{name}: {key}" for name, key in wanted if name in named and key not in named[name]],
        "loose_images": sorted({image for pod in pods for image in _images(pod) if _is_loose(image)}),
    }


def _workloads(evidence: Evidence) -> list[Object]:
    return [*evidence["deployments"], *evidence["replicasets"]]


def _pods(evidence: Evidence) -> Iterator[Object]:
    """Whatever makes pods, as name, labels, spec and ports."""
    for pod in evidence["pods"]:
        yield _pod(pod["metadata"]["name"], pod["metadata"]["labels"], pod["spec"])
    for workload in _workloads(evidence):
        template = workload["spec"]["template"]
        yield _pod(workload["metadata"]["name"], template["labels"], template["spec"])


def _pod(name: str, labels: Object, spec: Object) -> Object:
    return {"name": name, "labels": labels, "spec": spec, "ports": declared_ports(spec)}


def _misses(workload: Object) -> bool:
    selector = workload["spec"]["selector"]
    return not selector or not selector.items() <= workload["spec"]["template"]["labels"].items()


def _behind(service: Object, pods: Sequence[Object]) -> list[Object]:
    selector = service["spec"]["selector"]
    return [pod for pod in pods if selector and selector.items() <= pod["labels"].items()]


def _is_undeclared(service: Object, behind: Mapping[str, Sequence[Object]]) -> bool:
    """A number need not be declared; but where pods declare ports, another one is most likely a mistake."""
    chosen = behind[service["metadata"]["name"]]
    declared = {port for pod in chosen for port in pod["ports"]}
    wanted = {port["targetPort"] for port in service["spec"]["ports"]}
    asked = wanted if declared else {target for target in wanted if not target.isdecimal()}
    return bool(chosen) and not asked <= declared


def _containers(pod: Object) -> list[Object]:
    return [*pod["spec"]["containers"], *pod["spec"]["initContainers"]]


def _mounted(pod: Object) -> set[str]:
    """Volumes that a container mounts. A service account's token is mounted by the cluster itself."""
    return {mount["name"] for container in _containers(pod) for mount in container["volumeMounts"]}


def _volumes(pod: Object) -> set[str]:
    return {volume["name"] for volume in pod["spec"]["volumes"]}


def _sources(pod: Object) -> list[tuple[str, Object]]:
    """Each volume's ConfigMap sources, without those that every pod has."""
    pairs = [(volume["name"], source) for volume in pod["spec"]["volumes"] for source in volume["configmaps"]]
    return [(name, source) for name, source in pairs if source["name"] not in OF_THE_CLUSTER]


def _keys(source: Object) -> list[str]:
    return [item["key"] for item in source["items"]]


def _referenced(pods: Sequence[Object]) -> Iterator[str]:
    for pod in pods:
        yield from (source["name"] for _, source in _sources(pod) if not source["optional"])
        yield from (name for container in _containers(pod) for name in container["env_configmaps"])


def _images(pod: Object) -> list[str]:
    return [container["image"] for container in _containers(pod)]


def _is_loose(image: str) -> bool:
    """No digest and no tag after the last slash (a registry's port is no tag), or the tag that always moves."""
    tag = image.rsplit("/", 1)[-1].partition(":")[2]
    return "@" not in image and tag in ("", "latest")
