"""Guards of Kubernetes evidence: what is wrong with an upload as a whole, before any rule is asked."""

from datetime import UTC, datetime, timedelta

import pytest

from onboarding.languages import CODES
from onboarding.rules.kinds.kubernetes.facts import identities
from onboarding.rules.types import Outcome
from tests.rules.kinds.kubernetes.recordings import (
    NONCE,
    RECEIVED,
    bent,
    code,
    collected,
    judged,
    recording,
)
from tests.rules.world import finding

BORN = datetime(2026, 11, 23, 7, 16, 25, tzinfo=UTC)


def set_everywhere(**metadata):
    def change(by_kind):
        for items in by_kind.values():
            for item in items:
                item["metadata"].update(metadata)

    return change


def break_schema(by_kind):
    by_kind["Pod"][0]["spec"]["containers"] = "hunter2"


def add_elsewhere(by_kind):
    other = recording("svc-ok")["items"][0]
    by_kind["Pod"].append(other)


BAD = {
    "not-a-list": recording("v1.36.2-formats/array"),
    "nothing-found": recording("v1.36.2-formats/empty-list"),
    "malformed": bent("pod-ok", break_schema),
    "not-live": recording("v1.36.2-formats/run-dry-server"),
    "nonce-missing": recording("pod-nononce"),
    "template-nonce-missing": recording("deploy-notemplatenonce"),
    "several-namespaces": bent("pod-ok", add_elsewhere),
}


@pytest.mark.parametrize("expected", BAD)
def test_a_bad_upload_is_told_what_is_wrong(expected):
    judgement = judged(BAD[expected], "pod")

    assert code(judgement) == expected
    assert judgement.primary.outcome is Outcome.UNMET
    assert not judgement.primary.final
    for language in CODES:
        assert judgement.primary.saw[language]
        assert judgement.primary.hint[language]


def test_one_object_alone_is_taken_as_a_list_of_one():
    assert code(judged(recording("v1.36.2-formats/single-pod"), "pod")) == "pass"


@pytest.mark.parametrize("name", ["dry-run-server", "dry-run-client"])
def test_a_namespace_may_be_in_it(name):
    evidence = collected(recording(f"v1.36.2-formats/{name}"))

    assert evidence["upload"]["total"] == 1
    assert evidence["upload"]["faults"] == []


def test_items_of_a_raw_list_take_their_kind_from_the_list():
    pod = recording("v1.36.2-formats/single-pod")
    item = {name: value for name, value in pod.items() if name not in ("kind", "apiVersion")}

    assert code(judged({"kind": "PodList", "apiVersion": "v1", "items": [item]}, "pod")) == "pass"


def test_what_was_broken_is_named_and_its_value_is_not():
    saw = judged(BAD["malformed"], "pod").primary.saw["en"]

    assert "spec.containers" in saw
    assert "hunter2" not in saw


def test_the_wrong_namespace_is_named():
    assert "`pod-nononce`" in judged(recording("pod-nononce"), "pod").primary.saw["en"]


def test_a_namespace_named_after_the_nonce_needs_no_label():
    document = bent("deploy-notemplatenonce", set_everywhere(namespace=NONCE))

    assert code(judged(document, "deployment")) == "pass"


def test_a_namespace_with_only_the_clusters_own_configmaps_is_empty():
    document = bent("pod-ok", lambda by_kind: by_kind.pop("Pod"))

    assert code(judged(document, "pod")) == "nothing-found"


def test_objects_much_older_than_the_task_are_stale():
    judgement = judged(recording("pod-ok"), "pod", opened_at=BORN + timedelta(hours=25))

    assert code(judgement) == "stale"
    assert "2026-11-23 07:16 UTC" in judgement.primary.saw["en"]


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=9), timedelta(hours=23)])
def test_objects_a_little_older_pass(late):
    assert code(judged(recording("pod-ok"), "pod", opened_at=BORN + late)) == "pass"


@pytest.mark.parametrize(
    ("context", "warned"),
    [
        ({"opened_at": BORN}, False),
        ({"opened_at": BORN + timedelta(minutes=30)}, True),
        ({"now": BORN - timedelta(minutes=30)}, True),
        ({"now": RECEIVED}, False),
    ],
)
def test_a_clock_that_is_off_is_told_and_does_not_count(context, warned):
    judgement = judged(recording("pod-ok"), "pod", **context)

    assert judgement.primary is None
    assert bool(finding(judgement, "clock").saw) is warned


@pytest.mark.parametrize("part", ["metadata", "container"])
def test_objects_that_somebody_else_sent_are_refused(part):
    document = recording("pod-ok")
    pod = document["items"][0]
    taken = {
        "metadata": pod["metadata"]["uid"],
        "container": pod["status"]["containerStatuses"][0]["containerID"],
    }

    judgement = judged(document, "pod", taken=frozenset({taken[part]}))

    assert code(judgement) == "reused"
    assert "web" in judgement.primary.saw["en"]


def test_identities_are_uids_and_container_ids_of_the_persons_own_objects():
    evidence = collected(recording("cm-ok"))

    assert sorted(identities(evidence).values()) == ["app-config", "web", "web"]
