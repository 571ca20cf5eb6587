"""Every recording of a real cluster gets the verdict that it must get, with managedFields and without."""

import pytest

from onboarding.languages import CODES
from onboarding.rules.types import Outcome
from tests.rules.kinds.kubernetes.recordings import EXPECTED, code, judged, recording

WAITING = {"container-creating", "not-ready", "init-running", "rolling", "not-observed"}
MANAGED_FIELDS = recording("v1.36.2-formats/array")[0]["metadata"]["managedFields"]


def expected_outcome(verdict):
    return Outcome.WAITING if verdict.removeprefix("pods-") in WAITING else Outcome.UNMET


def managed(document):
    for item in document["items"]:
        item["metadata"]["managedFields"] = MANAGED_FIELDS
    return document


def test_there_are_as_many_verdicts_as_we_were_given():
    assert len(EXPECTED) == 59


@pytest.mark.parametrize("name", EXPECTED)
def test_a_recording_gets_its_verdict(name):
    judgement = judged(recording(name), EXPECTED[name]["task"])

    assert code(judgement) == EXPECTED[name]["verdict"]
    assert not judgement.primary or judgement.primary.outcome == expected_outcome(judgement.primary.code)


@pytest.mark.parametrize("name", EXPECTED)
def test_managed_fields_change_no_verdict(name):
    assert code(judged(managed(recording(name)), EXPECTED[name]["task"])) == EXPECTED[name]["verdict"]


@pytest.mark.parametrize("name", EXPECTED)
def test_nothing_about_a_recording_is_left_unknown_or_unsaid(name):
    for finding in judged(recording(name), EXPECTED[name]["task"]).findings:
        assert finding.outcome is not Outcome.UNKNOWN, finding
        if finding.outcome is not Outcome.MET:
            for language in CODES:
                assert finding.saw[language].strip(), finding
                assert finding.hint[language].strip(), finding


def test_a_hint_says_the_command_with_the_persons_own_names():
    judgement = judged(recording("v1.36.2-sequence/10-bad-rollout"), "deployment")

    assert "`kubectl describe pod web-55c4d956cd-l8vbl -n seq`" in judgement.primary.hint["en"]
    assert "`kubectl describe pod web-55c4d956cd-l8vbl -n seq`" in judgement.primary.hint["zh-hans"]
    assert "`127.0.0.1:5999/nope:9`" in judgement.primary.hint["en"]


def test_both_label_sets_are_shown_when_a_selector_matches_nothing():
    saw = judged(recording("svc-selector-mismatch"), "service").primary.saw["en"]

    assert "app=wbe" in saw
    assert "app=web" in saw


def test_a_misspelt_configmap_is_told_the_nearest_name():
    assert "`app-config`" in judged(recording("cm-missing-optional"), "configmap").primary.hint["en"]
