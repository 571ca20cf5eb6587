"""What kubectl prints in somebody's cluster: recordings of real ones, with the person's nonce, and made just now."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings

from onboarding.curriculum.content import rule_to_json
from onboarding.programs.models import Enrollment
from onboarding.rules import rulesets
from onboarding.verification.models import Submission
from onboarding.verification.operations import upload
from tests.cast import task_content, task_of
from tests.rules.kinds.kubernetes.recordings import FOLDER, LABEL, NONCE
from tests.verification.world import LATER

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
AGO = timedelta(seconds=20)


def rules(name: str) -> list[dict[str, Any]]:
    """A shared rule set as a task version stores it."""
    return [rule_to_json(rule) for rule in rulesets.load(name)]


TASKS = (
    task_content("pod", "kubernetes", rules=rules("kubernetes-pod")),
    task_content(
        "deployment",
        "kubernetes",
        rules=rules("kubernetes-deployment"),
        challenge=rules("kubernetes-deployment-challenge"),
    ),
    task_content("service", "kubernetes", needs=["pod"], rules=rules("kubernetes-service")),
    task_content("etcd", "etcd", rules=rules("etcd")),
    task_content("dev-environment", "environment", rules=rules("environment")),
)


def printed(name: str, nonce: str, *, now: datetime = LATER, changes: Mapping[str, str] | None = None) -> bytes:
    """The recording as this person's cluster would print it, its newest instant seconds ago.

    ``changes`` replaces further texts: uids, say, of somebody else's cluster.
    """
    path = name if "/" in name else f"v1.36.2/{name}"
    text = (FOLDER / f"{path}.json").read_text()
    newest = max(map(_parsed, INSTANT.findall(text)))
    shift = now - AGO - newest
    text = INSTANT.sub(lambda found: f"{_parsed(found[0]) + shift:%Y-%m-%dT%H:%M:%SZ}", text)
    for old, new in {LABEL: settings.WAYMARK.nonce_label, NONCE: nonce, **(changes or {})}.items():
        text = text.replace(old, new)
    return text.encode()


def other_cluster(name: str, *, salt: str) -> dict[str, str]:
    """Replaces every uid and container id of this recording, as if it had been made in another cluster."""
    path = name if "/" in name else f"v1.36.2/{name}"
    text = (FOLDER / f"{path}.json").read_text()
    uids = set(re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", text))
    containers = set(re.findall(r"containerd://[0-9a-f]{64}", text))
    return {old: old[: -len(salt)] + salt for old in uids | containers}


def sent(enrollment: Enrollment, name: str, slug: str = "pod", *, now: datetime = LATER, **more: Any) -> Submission:
    """This recording, handed in by this person."""
    raw = printed(name, enrollment.nonce, now=now)
    return upload(enrollment=enrollment, task=task_of(enrollment.program, slug), raw=raw, now=now, **more)


def document(name: str, nonce: str, *, now: datetime = LATER) -> Any:
    return json.loads(printed(name, nonce, now=now))


def _parsed(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
