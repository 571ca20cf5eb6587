"""The command that a person copies: it lists exactly what we read, and sends it to the address of one task."""

from enum import StrEnum

COMMON = ("pods", "replicasets.apps", "deployments.apps", "configmaps", "services")
SLICES = "endpointslices.v1.discovery.k8s.io"
OLD_SLICES = "endpointslices.v1beta1.discovery.k8s.io"
"""Names are written out with their group: kubectl's cached discovery goes wrong when a cluster was made anew."""


class Shell(StrEnum):
    BASH = "bash"
    POWERSHELL = "powershell"


def list_objects(*, namespace: str, is_old: bool = False) -> str:
    """What prints the evidence. ``namespace`` is the person's nonce, or empty where namespaces are fixed.

    ``is_old``: for clusters before 1.21, which know EndpointSlices by another version.
    """
    kinds = ",".join((*COMMON, OLD_SLICES if is_old else SLICES))
    place = f" -n {namespace}" if namespace else ""
    return f"kubectl get {kinds}{place} -o json"


def send_objects(*, namespace: str, address: str, shell: Shell = Shell.BASH, is_old: bool = False) -> str:
    """What prints the evidence and sends it to this address."""
    listing = list_objects(namespace=namespace, is_old=is_old)
    if shell is Shell.POWERSHELL:
        # `curl` alone is another program there, `@-` is syntax, and pipes are not UTF-8 unless told so.
        sending = f'curl.exe -sS -H "Content-Type: application/json" --data-binary "@-" {address}'
        return f"$OutputEncoding = [Text.UTF8Encoding]::new(); {listing} | {sending}"
    return f"{listing} | curl -sS -H 'Content-Type: application/json' --data-binary @- {address}"
