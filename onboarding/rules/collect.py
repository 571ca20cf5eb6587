"""From bytes to evidence, for every kind: uploads are read by their kind, everything else is the document itself."""

from dataclasses import dataclass
from datetime import datetime

from onboarding.rules.kinds.environment.collect import collect as collect_environment
from onboarding.rules.kinds.etcd.collect import collect as collect_etcd
from onboarding.rules.kinds.kubernetes.collect import collect as collect_kubernetes
from onboarding.rules.types import Evidence
from onboarding.rules.uploads import Refused, read_json


@dataclass(frozen=True)
class Upload:
    """What somebody sent, whose mark it has to carry, and when it came."""

    raw: bytes
    nonce: str
    nonce_label: str
    received_at: datetime


def collect(*, kind: str, upload: Upload) -> Evidence:
    """The evidence in it. Raises ``Refused`` when nothing of it may be kept."""
    if kind == "kubernetes":
        return collect_kubernetes(
            raw=upload.raw,
            nonce=upload.nonce,
            nonce_label=upload.nonce_label,
            received_at=upload.received_at,
        )
    if kind == "etcd":
        return collect_etcd(raw=upload.raw, nonce=upload.nonce, received_at=upload.received_at)
    if kind == "environment":
        return collect_environment(raw=upload.raw, nonce=upload.nonce, received_at=upload.received_at)
    document = read_json(upload.raw)
    if not isinstance(document, dict):
        raise Refused(code="not-an-object")
    return document
