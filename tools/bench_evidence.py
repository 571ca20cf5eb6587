"""Time what an upload costs, beside a bare ``orjson.loads`` of the same bytes: ``python -m tools.bench_evidence``.

Fails when guard and judge take more than 10 ms for 36 kB or 60 ms for 1 MiB, or when refusing an attack takes 100 ms.
"""

import copy
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import orjson

from onboarding.rules import rulesets
from onboarding.rules.judge import judge
from onboarding.rules.kinds.kubernetes.collect import collect, collect_manifest
from onboarding.rules.types import Context
from onboarding.rules.uploads import LIMITS, Refused

RECORDING = Path(__file__).parent.parent / "tests/evidence/kubernetes/v1.36.2/svc-probe.json"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
CONTEXT = Context(now=NOW, person_id=1, opened_after=NOW)
OBJECTS = 200
ROUNDS = 15
TASKS = ("pod", "deployment", "configmap", "service")
SMALL, LARGE, ATTACK = 10.0, 60.0, 100.0
"""Limits, in milliseconds."""

JSON_ATTACKS = {
    "deep lists": b"[" * 500_000 + b"]" * 500_000,
    "deep objects": b'{"a":' * 900 + b"1" + b"}" * 900,
    "a million digits": b"1" * 1_000_000,
    "repeated keys": b"[" + b'{"a": 1, "a": 2},' * 60_000 + b"{}]",
    "as many values as fit": b"[" + b"1," * 500_000 + b"1]",
}
YAML_ATTACKS = {
    "deep lists (YAML)": b"[" * 200_000,
    "deep dashes (YAML)": b"- " * 100_000,
    "alias bomb": b"a: &a [x, x]\n" + b"b: [*a, *a, *a, *a]\n" * 5_000,
    "merge bomb": b"a: &a {x: 1}\nb: {<<: [" + b"*a, " * 20_000 + b"*a]}\n",
    "many values (YAML)": b"[" + b"1," * 100_000 + b"1]",
    "long lines of dashes": b"---\n" * 60_000,
}


def small() -> bytes:
    """A Deployment, its pods, a Service and its slice: 36 kB."""
    document = json.loads(RECORDING.with_name("svc-ok.json").read_text())
    return json.dumps(document, indent=4).encode()


def large() -> bytes:
    """Two hundred objects, and as many bytes as are taken."""
    document = json.loads(RECORDING.read_text())
    items = [copy.deepcopy(item) for _ in range(OBJECTS) for item in document["items"]][:OBJECTS]
    for number, item in enumerate(items):
        item["metadata"]["name"] += f"-{number}"
    whole = json.dumps({**document, "items": items}, indent=4).encode()
    return whole + b" " * (LIMITS.size - len(whole))


def take(raw: bytes, task: str = "service") -> None:
    evidence = collect(raw=raw, nonce="ob-7f3k9q2m", nonce_label="onboard.example/nonce", received_at=NOW)
    judge(kind="kubernetes", evidence=evidence, rules=rulesets.load(f"kubernetes-{task}"), context=CONTEXT)


def refuse(reader: Callable[..., object], raw: bytes) -> None:
    with suppress(Refused):
        reader(raw=raw, nonce="ob-7f3k9q2m", nonce_label="onboard.example/nonce", received_at=NOW)


def median(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Milliseconds of processor time of the middle one of several calls, after one that warms up."""
    call()
    times = []
    for _ in range(rounds):
        started = time.process_time()
        call()
        times.append(1000 * (time.process_time() - started))
    return statistics.median(times)


def rows() -> Iterator[tuple[str, float, float]]:
    """What was timed, how long it took, and how long it may take."""
    for raw, limit in ((small(), SMALL), (large(), LARGE)):
        yield f"bare orjson.loads of {len(raw):,} bytes", median(partial(orjson.loads, raw)), limit
        for task in TASKS:
            yield f"guard and judge {len(raw):,} bytes: {task}", median(partial(take, raw, task)), limit
    for reader, attacks in ((collect, JSON_ATTACKS), (collect_manifest, YAML_ATTACKS)):
        for name, raw in attacks.items():
            yield f"refuse {name}", median(partial(refuse, reader, raw), rounds=3), ATTACK


def main() -> int:
    slow = 0
    for name, taken, limit in rows():
        slow += taken > limit
        sys.stdout.write(f"{name:<50} {taken:8.2f} ms   {'ok' if taken <= limit else f'over {limit:.0f} ms'}\n")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
