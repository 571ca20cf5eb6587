"""Manifests without a cluster: drafts for the mentor, where the program takes them, and never verified."""

import pytest

from onboarding.verification.models import Status, Submission, Turn
from onboarding.verification.operations import Refused, upload
from tests.cast import task_of
from tests.verification.world import LATER, where

pytestmark = pytest.mark.django_db
MANIFEST = """
apiVersion: v1
kind: Pod
metadata: {{name: web, namespace: {nonce}}}
spec:
  containers:
    - {{name: web, image: "nginx:1.29"}}
"""


def drafted(ada, text=MANIFEST, now=LATER):
    raw = text.format(nonce=ada.nonce).encode()
    return upload(enrollment=ada, task=task_of(ada.program, "pod"), raw=raw, is_manifest=True, now=now)


def test_a_manifest_is_not_taken_where_the_program_has_not_said_so(ada):
    with pytest.raises(Refused, match="does not take manifests"):
        drafted(ada)
    assert not Submission.objects.exists()


def test_a_manifest_that_fits_together_is_a_draft_for_the_mentor_and_never_verified(program, ada):
    program.accepts_drafts = True
    program.save()
    submission = drafted(ada)
    assert where(submission) == (Status.IN_REVIEW, Turn.MENTOR, "draft")
    assert submission.is_draft
    assert submission.transitions.get(to_status=Status.IN_REVIEW).code == "draft"


def test_a_manifest_with_a_misspelt_field_is_returned(program, ada):
    program.accepts_drafts = True
    program.save()
    assert where(drafted(ada, MANIFEST.replace("image:", "imagee:"))) == (
        Status.RETURNED,
        Turn.NEWCOMER,
        "malformed",
    )
