"""Whatever bytes are sent as whatever kind: they are refused with a sentence, or judged."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboarding.rules import rulesets
from onboarding.rules.collect import Upload, collect
from onboarding.rules.judge import judge
from onboarding.rules.types import Context
from onboarding.rules.uploads import Refused

NOW = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
EVIDENCE = Path(__file__).parent.parent / "evidence"
UPLOADS = {
    "kubernetes": ("kubernetes-service", EVIDENCE / "kubernetes/v1.36.2/svc-probe.json"),
    "etcd": ("etcd", EVIDENCE / "etcd/3.5.jsonl"),
    "environment": ("environment", EVIDENCE / "environment/report.txt"),
}


def upload(raw):
    return Upload(raw=raw, nonce="ob-7f3k9q2m", nonce_label="onboard.example/nonce", received_at=NOW)


def judged(kind, raw):
    ruleset, _file = UPLOADS[kind]
    context = Context(now=NOW, person_id=1, opened_after=NOW)
    evidence = collect(kind=kind, upload=upload(raw))
    return judge(kind=kind, evidence=evidence, rules=rulesets.load(ruleset), context=context)


@pytest.mark.parametrize("kind", UPLOADS)
def test_a_recording_of_each_kind_passes(kind):
    assert judged(kind, UPLOADS[kind][1].read_bytes()).primary is None


@given(kind=st.sampled_from(sorted(UPLOADS)), raw=st.binary(max_size=80))
def test_any_bytes_are_judged_or_refused(kind, raw):
    with suppress(Refused):
        assert judged(kind, raw).findings


@settings(deadline=None, max_examples=60)
@given(data=st.data(), kind=st.sampled_from(sorted(UPLOADS)))
def test_a_recording_with_a_piece_cut_out_is_judged_or_refused(data, kind):
    raw = UPLOADS[kind][1].read_bytes()
    start = data.draw(st.integers(0, len(raw) - 1))
    length = data.draw(st.integers(1, 200))

    with suppress(Refused):
        assert judged(kind, raw[:start] + raw[start + length :]).findings


@pytest.mark.parametrize("raw", [b"[]", b"5", b'"text"', b"null"])
def test_evidence_that_is_no_object_is_refused(raw):
    with pytest.raises(Refused, match="not an object"):
        collect(kind="written", upload=upload(raw))


def test_evidence_of_other_kinds_is_the_document_itself():
    assert collect(kind="written", upload=upload(b'{"text": "x"}')) == {"text": "x"}
