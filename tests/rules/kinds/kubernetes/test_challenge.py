"""Step 2 of the Deployment's task, on snapshots of one real Deployment's life."""

import pytest

from onboarding.rules import rulesets
from onboarding.rules.engine import compile_rules
from onboarding.rules.facts import with_facts
from onboarding.rules.judge import judge
from onboarding.rules.kinds.kubernetes.challenge import CHOICES, remember
from onboarding.rules.types import Context
from tests.rules.kinds.kubernetes.recordings import RECEIVED, bent, code, collected, recording

CONTEXT = Context(now=RECEIVED, person_id=1, opened_after=RECEIVED)
RULES = rulesets.load("kubernetes-deployment") + rulesets.load("kubernetes-deployment-challenge")


def snapshot(name):
    return recording(f"v1.36.2-sequence/{name}")


def first_step(name, draw=0):
    return remember(with_facts(kind="kubernetes", evidence=collected(snapshot(name)), context=CONTEXT), draw=draw)


def second_step(first, document):
    evidence = {**collected(document), "first": first}
    return judge(kind="kubernetes", evidence=evidence, rules=RULES, context=CONTEXT)


def replace_a_pod(by_kind):
    pod = by_kind["Pod"][0]
    pod["metadata"] |= {"name": "web-78b884774c-fresh", "uid": "00000000-0000-4000-8000-000000000000"}


SCALED = bent("v1.36.2-sequence/04-scaled3", replace_a_pod)


def test_scaled_and_healed_passes():
    assert code(second_step(first_step("02-ready"), SCALED)) == "pass"


@pytest.mark.parametrize(
    ("first", "document", "expected"),
    [
        ({"deployment": "another"}, SCALED, "other-deployment"),
        ({}, snapshot("02-ready"), "not-newer"),
        ({"replicas": 4}, SCALED, "not-scaled"),
        ({"generation": 2}, SCALED, "not-scaled"),
        ({}, snapshot("06-rolled"), "other-replica-set"),
        ({}, snapshot("04-scaled3"), "pod-not-deleted"),
        ({}, snapshot("03-scaling"), "pods-container-creating"),
    ],
)
def test_anything_else_is_told(first, document, expected):
    assert code(second_step({**first_step("02-ready"), **first}, document)) == expected


def test_the_hint_names_a_pod_that_is_still_there():
    judgement = second_step(first_step("02-ready"), snapshot("04-scaled3"))

    assert "kubectl delete pod web-78b884774c-nwpw4 -n seq" in judgement.primary.hint["en"]


@pytest.mark.parametrize("draw", range(6))
def test_the_number_asked_for_is_never_the_one_there_is(draw):
    assert first_step("04-scaled3", draw)["replicas"] in set(CHOICES) - {3}


def test_without_a_first_step_nothing_passes():
    assert code(second_step({}, SCALED)) == "other-deployment"


def test_the_rules_compile():
    compile_rules(kind="kubernetes", rules=RULES)
