"""What a community asks before a merge: presets, and what a program changes of them."""

import pytest

from onboarding.languages import CODES
from onboarding.rules.merging import policy as policies


def test_there_are_two_presets() -> None:
    assert policies.PRESETS == ("github-default", "kubernetes-prow")


@pytest.mark.parametrize("name", policies.PRESETS)
def test_each_says_in_every_language_what_it_is(name: str) -> None:
    for text in policies.names()[name].values():
        assert text.keys() == set(CODES)
        assert any("\u4e00" <= character <= "\u9fff" for character in text["zh-hans"])


def test_the_one_of_kubernetes_is_its_real_query() -> None:
    prow = policies.preset("kubernetes-prow")

    assert prow.labels_needed == ("lgtm", "approved", "cncf-cla: yes")
    assert set(prow.labels_forbidden) == {
        "do-not-merge",
        "do-not-merge/blocked-paths",
        "do-not-merge/contains-merge-commits",
        "do-not-merge/hold",
        "do-not-merge/invalid-commit-message",
        "do-not-merge/invalid-owners-file",
        "do-not-merge/release-note-label-needed",
        "do-not-merge/work-in-progress",
        "needs-rebase",
    }


def test_a_repository_may_forbid_more() -> None:
    prow = policies.preset("kubernetes-prow")

    more = set(prow.forbids("kubernetes/kubernetes")) - set(prow.forbids("kubernetes/website"))
    assert more == {"do-not-merge/cherry-pick-not-approved", "needs-kind", "needs-sig"}


def test_a_program_changes_what_it_likes() -> None:
    changed = policies.policy("kubernetes-prow", {"labels_needed": ["lgtm"], "approval_required": True})

    assert (changed.labels_needed, changed.approval_required) == (("lgtm",), True)
    assert changed.labels_forbidden == policies.preset("kubernetes-prow").labels_forbidden


def test_it_cannot_change_what_only_a_robot_can_know() -> None:
    changed = policies.policy("github-default", {"merges_by_itself": True, "commands": ["lgtm"], "preset": "x"})

    assert changed == policies.preset("github-default")


def test_only_what_is_otherwise_is_kept() -> None:
    wanted = {"labels_needed": ["lgtm"], "labels_forbidden": ["do-not-merge"], "heeds_blocks": True}

    assert policies.changes("github-default", wanted) == {"labels_needed": ["lgtm"]}
    assert policies.policy("github-default", policies.changes("github-default", wanted)).labels_needed == ("lgtm",)
