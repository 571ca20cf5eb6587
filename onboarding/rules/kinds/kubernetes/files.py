"""Where a pod gets a ConfigMap from: as a file through a volume, or as environment variables."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from onboarding.languages import Text
from onboarding.rules.kinds.kubernetes.schemas import Object

OF_THE_CLUSTER = frozenset({"kube-root-ca.crt", "openshift-service-ca.crt", "istio-ca-root-cert"})
"""ConfigMaps that every namespace has, and that every pod mounts for its service account: nobody's work."""

NOBODY: Text = {
    "en": "No pod has a ConfigMap of yours as a file.",
    "zh-hans": "没有 Pod 以文件方式使用你的 ConfigMap。",
}
NO_FILE: Object = {
    "pod": "",
    "configmap": "",
    "volume": "",
    "mounted": False,
    "mount_path": "",
    "sub_path": "",
    "optional": False,
    "found": False,
    "has_nonce": False,
    "missing_keys": [],
    "keys": [],
    "suggestion": "",
    "pod_ready": False,
    "pod_problem": "no-pod",
    "pod_container": "",
    "pod_text": NOBODY,
}


def files(pods: Sequence[Object], configmaps: Sequence[Object]) -> list[Object]:
    """Each volume of a pod that takes a ConfigMap of the person's own, mounted or not."""
    named = {each["metadata"]["name"]: each for each in configmaps}
    return [
        _file(pod, volume, source, named)
        for pod in pods
        if not pod["facts"]["terminating"]
        for volume in pod["spec"]["volumes"]
        for source in volume["configmaps"]
        if source["name"] not in OF_THE_CLUSTER
    ]


def variables(pods: Sequence[Object]) -> list[Object]:
    """Each ConfigMap that a container takes environment variables from."""
    return [
        {"pod": pod["metadata"]["name"], "container": container["name"], "configmap": name}
        for pod in pods
        for container in _containers(pod)
        for name in container["env_configmaps"]
    ]


def nearness(file: Object) -> tuple[bool, ...]:
    """The file nearest to what we hope for is the one to talk about."""
    return file["mounted"], file["found"], not file["missing_keys"], file["has_nonce"], file["pod_ready"]


def with_suggestion(file: Object, configmaps: Sequence[Object]) -> Object:
    """The file, and if its ConfigMap is missing, the one with the most similar name. Only for one file: it is slow."""
    names = [each["metadata"]["name"] for each in configmaps]
    near = [] if file["found"] else get_close_matches(file["configmap"], names, n=1)
    return {**file, "suggestion": near[0] if near else ""}


def _file(pod: Object, volume: Object, source: Object, named: Mapping[str, Object]) -> Object:
    configmap = named.get(source["name"])
    mount = next(_mounts(pod, volume["name"]), None)
    keys = [key["name"] for key in configmap["keys"]] if configmap else []
    return {
        "pod": pod["metadata"]["name"],
        "configmap": source["name"],
        "volume": volume["name"],
        "mounted": mount is not None,
        "mount_path": mount["mountPath"] if mount else "",
        "sub_path": mount["subPath"] if mount else "",
        "optional": source["optional"],
        "found": configmap is not None,
        "has_nonce": configmap is not None and any(key["has_nonce"] for key in configmap["keys"]),
        "missing_keys": _missing(source, mount, keys) if configmap else [],
        "keys": keys,
        "suggestion": "",
        "pod_ready": pod["facts"]["ready"],
        "pod_problem": pod["facts"]["problem"],
        "pod_container": pod["facts"]["container"],
        "pod_text": pod["facts"]["state_text"],
    }


def _missing(source: Object, mount: Object | None, keys: Sequence[str]) -> list[str]:
    """Keys that the volume's items or the mount's subPath ask for, and the ConfigMap lacks."""
    wanted = [item["key"] for item in source["items"]]
    paths = {item["path"] for item in source["items"]} or set(keys)
    first = mount["subPath"] if mount else ""
    absent = [key for key in wanted if key not in keys]
    inside = not first or any(path == first or path.startswith(f"{first}/") for path in paths)
    return absent if inside else [*absent, first]


def _mounts(pod: Object, volume: str) -> Iterator[Object]:
    return (mount for each in _containers(pod) for mount in each["volumeMounts"] if mount["name"] == volume)


def _containers(pod: Object) -> list[Object]:
    return [*pod["spec"]["containers"], *pod["spec"]["initContainers"]]
