"""What real clusters answered, and ways to bend one answer into a situation that was not recorded."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onboarding.rules import rulesets
from onboarding.rules.judge import judge
from onboarding.rules.kinds.kubernetes.collect import collect
from onboarding.rules.types import Context, Evidence, Judgement

FOLDER = Path(__file__).parents[3] / "evidence" / "kubernetes"
EXPECTED: dict[str, dict[str, str]] = json.loads((FOLDER / "expected.json").read_text())
NONCE = "ob-7f3k9q2m"
LABEL = "onboard.example/nonce"
RECEIVED = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def recording(name: str) -> Any:
    """The document as kubectl printed it: `v1.36.2/pod-ok`; a bare name is one of that folder."""
    path = name if "/" in name else f"v1.36.2/{name}"
    return json.loads((FOLDER / f"{path}.json").read_text())


def collected(document: Any, *, nonce: str = NONCE, received_at: datetime = RECEIVED) -> Evidence:
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    return collect(raw=raw, nonce=nonce, nonce_label=LABEL, received_at=received_at)


def judged(document: Any, task: str, **context: Any) -> Judgement:
    """The judgement of step 1 of this task's rules."""
    rules = rulesets.load(f"kubernetes-{task}")
    defaults = {"now": RECEIVED, "person_id": 1, "opened_after": RECEIVED}
    return judge(
        kind="kubernetes", evidence=collected(document), rules=rules, context=Context(**{**defaults, **context})
    )


def code(judgement: Judgement) -> str:
    """As expected.json writes it."""
    return judgement.primary.code if judgement.primary else "pass"


def bent(name: str, change: Callable[[dict[str, list[Any]]], object]) -> Any:
    """The recording after ``change`` was done to its objects, which it finds by kind."""
    document = copy.deepcopy(recording(name))
    by_kind: dict[str, list[Any]] = {}
    for item in document["items"]:
        by_kind.setdefault(item["kind"], []).append(item)
    change(by_kind)
    return {**document, "items": [item for items in by_kind.values() for item in items]}
