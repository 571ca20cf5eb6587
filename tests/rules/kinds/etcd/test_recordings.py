"""Recordings of etcdctl 3.4 and 3.5: whole they pass; without one of their lines, what is missing is told."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.languages import CODES
from onboarding.rules import rulesets
from onboarding.rules.engine import compile_rules
from onboarding.rules.facts import with_facts
from onboarding.rules.judge import judge
from onboarding.rules.kinds.etcd.collect import collect
from onboarding.rules.kinds.etcd.facts import identities
from onboarding.rules.shapes import SHAPES
from onboarding.rules.types import Context, Outcome
from onboarding.rules.uploads import Refused
from tests.rules.kinds.etcd.newcomer import NONCE
from tests.rules.shapes.test_documents import closed

FOLDER = Path(__file__).parents[3] / "evidence" / "etcd"
DIALECTS = ("3.4", "3.5")
NOW = datetime(2026, 11, 23, tzinfo=UTC)
CONTEXT = Context(now=NOW, person_id=1, opened_after=NOW)
GET, WATCH, LEASE, WON, LOST, TWO, ONE, GONE = 4, 8, 11, 13, 14, 15, 16, 17
"""Numbers of the lines that show something."""


def lines(dialect="3.5"):
    return (FOLDER / f"{dialect}.jsonl").read_text().splitlines()


def without(*numbers):
    return [line for number, line in enumerate(lines(), start=1) if number not in numbers]


def changed(number, change):
    """The recording after ``change`` was done to one line's document."""
    found = lines()
    document = json.loads(found[number - 1])
    change(document)
    found[number - 1] = json.dumps(document)
    return found


def collected(upload, nonce=NONCE):
    return collect(raw="\n".join(upload).encode(), nonce=nonce, received_at=NOW)


def judged(upload, nonce=NONCE, context=CONTEXT):
    return judge(kind="etcd", evidence=collected(upload, nonce), rules=rulesets.load("etcd"), context=context)


def set_in(*path_and_value):
    *path, last, value = path_and_value

    def change(document):
        for step in path:
            document = document[step]
        document[last] = value

    return change


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_whole_task_passes_in_every_dialect(dialect):
    assert judged(lines(dialect)).primary is None


BAD = {
    "kv-missing": without(GET),
    "kv-version": changed(GET, set_in("kvs", 0, "version", 2)),
    "kv-value": changed(GET, set_in("kvs", 0, "value", "aGVsbG8=")),
    "watch-missing": without(WATCH),
    "watch-order": changed(WATCH, lambda document: document["Events"].pop()),
    "lease-missing": without(LEASE, GONE),
    "lease-not-attached": changed(LEASE, set_in("keys", None)),
    "lease-not-alive": changed(LEASE, set_in("ttl", 0)),
    "lease-not-expired": without(GONE),
    "swap-not-won": without(WON, LOST),
    "swap-not-lost": without(LOST),
    "election-missing": without(TWO),
    "election-no-lease": changed(TWO, set_in("kvs", 1, "lease", 5)),
    "election-no-handover": without(ONE),
    "not-etcdctl": [*lines(), '{"hello": "world"}'],
    "several-clusters": changed(GET, set_in("header", "cluster_id", 5)),
    "out-of-order": [*lines(), lines()[0]],
}


@pytest.mark.parametrize("expected", BAD)
def test_what_is_missing_or_wrong_is_told(expected):
    judgement = judged(BAD[expected])

    assert judgement.primary.code == expected
    assert judgement.primary.outcome is Outcome.UNMET
    for language in CODES:
        assert judgement.primary.saw[language]
        assert judgement.primary.hint[language]


def test_every_rule_has_a_bad_example():
    assert {rule.code for rule in rulesets.load("etcd")} <= set(BAD)


def test_keys_of_somebody_else_are_not_the_persons():
    judgement = judged(lines(), nonce="ob-somebody")

    assert judgement.primary.code == "prefix-missing"
    assert "greeting" not in json.dumps(collected(lines(), "ob-somebody"))


def test_a_lease_that_somebody_else_sent_is_refused():
    leases = identities(collected(lines()))
    taken = frozenset(leases)

    judgement = judged(lines(), context=Context(now=NOW, person_id=1, opened_after=NOW, taken=taken))

    assert len(leases) == 3
    assert judgement.primary.code == "lease-reused"


def test_a_lease_that_is_gone_without_a_new_revision_is_no_proof():
    alive = json.loads(lines()[LEASE - 1])["revision"]
    gone = changed(GONE, set_in("revision", alive))[GONE - 1]

    assert judged([*lines()[:LEASE], gone]).primary.code == "lease-not-expired"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_evidence_with_its_facts_has_exactly_the_documented_shape(dialect):
    full = with_facts(kind="etcd", evidence=collected(lines(dialect)), context=CONTEXT)

    jsonschema_rs.validate(closed(SHAPES["etcd"]), full)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty-body"),
        (b"\n\n", "empty-body"),
        (b"OK\n/ob/x\n", "not-json"),
        (b'{"a": 1, "a": 2}', "repeated-key"),
        (b"{}\n" * 501, "too-many-lines"),
        (b" " * 300_000, "too-big"),
    ],
)
def test_what_is_not_lines_of_json_is_refused(raw, code):
    with pytest.raises(Refused) as refused:
        collect(raw=raw, nonce=NONCE, received_at=NOW)

    assert refused.value.code == code


def test_the_line_that_is_not_json_is_named():
    with pytest.raises(Refused, match="line 3"):
        collected([*lines()[:2], "OK"])


@pytest.mark.parametrize(
    "line",
    [
        '"text"',
        "5",
        "null",
        '{"header": {"cluster_id": 1, "revision": -1}}',
        '{"header": {"cluster_id": 1, "revision": 9007199254740993}}',
        '{"header": {"cluster_id": 1}, "kvs": [{"key": "not base64!"}]}',
        '{"header": {"cluster_id": 1}, "kvs": 5}',
        '{"header": {"cluster_id": 1}, "responses": [5]}',
        '{"header": {"cluster_id": 1}, "Events": [{}]}',
        '{"header": 5}',
    ],
)
def test_json_that_no_etcdctl_writes_is_a_fault(line):
    assert collected([line])["upload"]["faults"] == ["1"]


def test_endpoint_status_is_passed_over():
    evidence = collected(['[{"Endpoint": "http://127.0.0.1:2379"}]'])

    assert evidence["answers"] == []
    assert evidence["upload"]["faults"] == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(["header", "cluster_id", "kvs", "key", "Events", "kv", "ID", "responses", "Response"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_is_collected_or_refused(document):
    with suppress(Refused):
        assert collected([json.dumps({"cluster_id": 1, "x": document})])["upload"]["lines"] == 1
        collected([json.dumps(document)])


def test_the_rules_compile():
    compile_rules(kind="etcd", rules=rulesets.load("etcd"))
