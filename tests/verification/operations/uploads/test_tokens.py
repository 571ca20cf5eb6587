"""Tokens for uploads: how long they last, what ends them, and what is kept of them."""

import pytest

from onboarding.verification.models import EvidenceToken, Submission
from onboarding.verification.operations import Refused, find_token, forget_tokens, make_token, upload
from tests.cast import task_of
from tests.verification.kubectl import printed, sent
from tests.verification.world import LATER, MINUTE

pytestmark = pytest.mark.django_db


def test_a_token_takes_uploads_until_its_attempt_leaves_waiting(ada):
    task = task_of(ada.program, "pod")
    token = make_token(enrollment=ada, task=task, now=LATER)
    for name in ("pod-notready", "pod-notready", "pod-ok"):
        found = find_token(token.secret, now=LATER)
        upload(enrollment=ada, task=task, raw=printed(name, ada.nonce), token=found, now=LATER)
    with pytest.raises(Refused) as refused:
        upload(enrollment=ada, task=task, raw=b"{}", token=find_token(token.secret, now=LATER), now=LATER)
    assert refused.value.code == "spent"


def test_a_new_token_ends_the_one_before(ada):
    task = task_of(ada.program, "pod")
    first = make_token(enrollment=ada, task=task, now=LATER)
    stale = find_token(first.secret, now=LATER)
    second = make_token(enrollment=ada, task=task, now=LATER)
    assert find_token(first.secret, now=LATER) is None
    assert find_token(second.secret, now=LATER) == second
    with pytest.raises(Refused) as refused:
        upload(enrollment=ada, task=task, raw=printed("pod-ok", ada.nonce), token=stale, now=LATER)
    assert refused.value.code == "revoked"
    assert not Submission.objects.exists()


def test_a_token_lives_for_a_day_after_its_last_upload(ada):
    task = task_of(ada.program, "pod")
    token = make_token(enrollment=ada, task=task, now=LATER)
    day = 24 * 60 * MINUTE
    assert find_token(token.secret, now=LATER + day) is None
    upload(enrollment=ada, task=task, raw=printed("pod-notready", ada.nonce), token=token, now=LATER + 23 * 60 * MINUTE)
    assert find_token(token.secret, now=LATER + day) == token


def test_the_token_itself_is_not_in_the_database_and_is_useless_under_another_key(ada, settings):
    token = make_token(enrollment=ada, task=task_of(ada.program, "pod"), now=LATER)
    row = EvidenceToken.objects.values().get()
    assert token.secret
    assert token.secret not in str(row)
    settings.SECRET_KEY = "another"
    assert EvidenceToken.objects.get().secret == ""


def test_no_token_is_made_for_what_is_not_uploaded_or_not_open(program, ada):
    with pytest.raises(Refused) as refused:
        make_token(enrollment=ada, task=task_of(program, "service"), now=LATER)
    assert refused.value.code == "locked"


def test_tokens_that_ended_long_ago_are_forgotten_and_what_they_began_is_kept(ada):
    task, day = task_of(ada.program, "pod"), 24 * 60 * MINUTE
    used = make_token(enrollment=ada, task=task, now=LATER)
    begun = sent(ada, "pod-notready", token=used)
    revoked, kept = make_token(enrollment=ada, task=task, now=LATER), make_token(enrollment=ada, task=task, now=LATER)
    EvidenceToken.objects.filter(pk=kept.pk).update(expires_at=LATER + 2 * day)

    assert forget_tokens(now=LATER + 31 * day) == 0
    assert forget_tokens(now=LATER + 31 * day + MINUTE) == 2

    assert EvidenceToken.objects.get() == kept
    assert not EvidenceToken.objects.filter(pk__in=(used.pk, revoked.pk)).exists()
    assert Submission.objects.get() == begun
