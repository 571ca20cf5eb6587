"""Evidence from a shell, and by paste or file: what is taken, what is refused and how, and that nothing stays of it."""

import json
import logging
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from onboarding.monitoring.masks import masked
from onboarding.people.limits import UPLOAD
from onboarding.programs.models import Enrollment
from onboarding.rules.uploads import LIMITS
from onboarding.verification.models import EvidenceToken, Submission
from onboarding.verification.operations import UNDO, apply_due_reviews, decide
from tests.cast import enroll, make_person, make_program
from tests.progress.uploads import address, curl, good, submit
from tests.verification.kubectl import TASKS

pytestmark = pytest.mark.django_db
SECRET = "hunter2hunter2hunter2"


@pytest.fixture
def ada(client: Client) -> Enrollment:
    enrollment = enroll(make_program(tasks=TASKS), now=timezone.now())
    client.force_login(enrollment.user)
    return enrollment


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything_yet() -> None:
    cache.clear()


def test_a_good_upload_is_answered_with_the_verdict_and_every_finding(ada: Enrollment) -> None:
    response = curl(address(ada), good(ada))
    text = response.content.decode()
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("Pod\n\nVERIFIED ")
    assert "[Yes] Nobody else has sent these objects." in text
    assert f"{settings.WAYMARK.public_url}/journey/{ada.public_id}/pod/" in text


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("pod-imagepull", 422, "What to do next:"),
        ("pod-imagepull", 422, "make a new command: http"),
        ("pod-notready", 202, "NOT YET"),
    ],
)
def test_the_status_says_whether_something_has_to_change(ada: Enrollment, name: str, status: int, said: str) -> None:
    response = curl(address(ada), good(ada, name))
    assert response.status_code == status
    assert said in response.content.decode()


def test_the_answer_is_in_the_language_of_the_person(ada: Enrollment) -> None:
    ada.user.language = "zh-hans"
    ada.user.save()
    text = curl(address(ada), good(ada, "pod-imagepull")).content.decode()
    assert text.startswith("任务 Pod")
    assert "我们看到了什么" in text
    refused = curl(address(ada), b"kind: Pod", **{"Accept-Language": "en"}).content.decode()
    assert "这不是 JSON" in refused


def test_the_token_may_come_in_a_header(ada: Enrollment) -> None:
    secret = address(ada).removeprefix("/evidence/")
    assert curl("/evidence/", good(ada), Authorization=f"Bearer {secret}").status_code == 200
    assert curl("/evidence/", good(ada)).status_code == 404


def test_a_form_content_type_is_read_as_what_it_is(ada: Enrollment) -> None:
    """What curl says when nobody told it otherwise."""
    assert curl(address(ada), good(ada), "application/x-www-form-urlencoded").status_code == 200


@pytest.mark.parametrize("revoke", [True, False])
def test_an_address_that_is_unknown_expired_or_replaced_takes_nothing(ada: Enrollment, revoke: bool) -> None:
    where = address(ada)
    now = timezone.now()
    EvidenceToken.objects.update(**{"revoked_at": now} if revoke else {"expires_at": now - timedelta(seconds=1)})
    for tried in (where, "/evidence/made-up"):
        response = curl(tried, good(ada))
        assert response.status_code == 404
        assert "copy the command that stands there" in response.content.decode()
    assert not Submission.objects.exists()


def test_the_address_of_a_closed_account_takes_nothing(ada: Enrollment) -> None:
    where = address(ada)
    ada.user.is_active = False
    ada.user.save()
    assert curl(where, good(ada)).status_code == 404


def test_an_address_that_has_done_its_work_says_so(ada: Enrollment) -> None:
    where = address(ada)
    curl(where, good(ada))
    response = curl(where, good(ada))
    assert response.status_code == 409
    assert "has done its work" in response.content.decode()
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "headers", "status", "said"),
    [
        (b"", {}, 400, "--data-binary"),
        (b"   \n", {}, 400, "--data-binary"),
        (b"NAME READY\nweb 1/1", {}, 400, "-o json"),
        (b"{}", {"Content-Encoding": "gzip"}, 415, "Content-Encoding"),
        (b" " * (LIMITS.size + 1), {}, 413, "at most"),
        (b"[" * 100_000, {}, 400, ""),
        (b'{"a":' * 40 + b"1" + b"}" * 40, {}, 400, "deeper"),
        (b'{"kind": "Pod", "kind": "Secret"}', {}, 400, "twice"),
        (b'{"a": 1' + b"0" * 5000 + b"}", {}, 400, ""),
        (b'{"kind": "Secret", "data": {"a": "' + SECRET.encode() + b'"}}', {}, 400, "Secret"),
    ],
)
def test_attacks_and_mistakes_are_refused_with_a_sentence(
    ada: Enrollment, body: bytes, headers: dict[str, str], status: int, said: str
) -> None:
    response = curl(address(ada), body, **headers)
    text = response.content.decode()
    assert response.status_code == status
    assert said in text
    assert len(text) > 20
    assert not Submission.objects.exists()


def test_after_ten_uploads_in_a_minute_the_next_is_told_to_wait(ada: Enrollment) -> None:
    where = address(ada)
    statuses = {curl(where, b"").status_code for _ in range(UPLOAD.tries)}
    response = curl(where, good(ada))
    assert statuses == {400}
    assert response.status_code == 429
    assert int(response["Retry-After"]) <= 60
    assert "Wait" in response.content.decode()


def test_a_token_is_masked_wherever_an_address_is_logged(ada: Enrollment, caplog: pytest.LogCaptureFixture) -> None:
    secret = address(ada).removeprefix("/evidence/")
    with caplog.at_level(logging.DEBUG):
        curl(f"/evidence/{secret}", good(ada))
        curl(f"/evidence/{secret}", good(ada))
    lines = [
        masked(json.dumps({"message": record.getMessage(), **record.__dict__}, default=repr))
        for record in caplog.records
    ]
    assert lines
    assert not [line for line in lines if secret in line]


# On the page


def page_of(client: Client, enrollment: Enrollment, slug: str = "pod") -> str:
    return client.get(f"/journey/{enrollment.public_id}/{slug}/").content.decode()


def test_a_command_is_made_on_demand_and_stands_there_ready_to_copy(client: Client, ada: Enrollment) -> None:
    assert "kubectl get pods" not in page_of(client, ada).split('id="proof"')[1]
    client.post(f"/journey/{ada.public_id}/pod/command/")
    text = page_of(client, ada)
    secret = EvidenceToken.objects.get().secret
    assert f"-n {ada.nonce} -o json | curl" in text
    assert text.count(f"{settings.WAYMARK.public_url}/evidence/{secret}") == 5
    assert "curl.exe" in text
    assert "endpointslices.v1beta1.discovery.k8s.io" in text


def test_a_new_command_replaces_the_old_one(client: Client, ada: Enrollment) -> None:
    old = address(ada)
    client.post(f"/journey/{ada.public_id}/pod/command/")
    assert old not in page_of(client, ada)
    assert curl(old, good(ada)).status_code == 404


def test_the_command_of_an_attempt_that_is_over_is_not_shown(client: Client, ada: Enrollment) -> None:
    where = address(ada)
    curl(where, good(ada, "pod-imagepull"))
    text = page_of(client, ada)
    assert where not in text
    assert "Make my command" in text


def test_etcd_and_a_local_build_have_their_own_commands(client: Client, ada: Enrollment) -> None:
    for slug, said in (("etcd", "evidence.jsonl"), ("dev-environment", "/collect/environment.sh")):
        client.post(f"/journey/{ada.public_id}/{slug}/command/")
        assert said in page_of(client, ada, slug)


@pytest.mark.parametrize("as_file", [True, False])
def test_it_may_be_pasted_or_chosen_as_a_file(client: Client, ada: Enrollment, as_file: bool) -> None:
    said = {"file": SimpleUploadedFile("pods.json", good(ada))} if as_file else {"pasted": good(ada).decode()}
    response = submit(client, ada, **said)
    assert response.status_code == 302
    assert Submission.objects.get().status == "verified"


def test_what_was_pasted_and_refused_is_explained_and_not_sent_back(client: Client, ada: Enrollment) -> None:
    response = submit(client, ada, pasted=json.dumps({"kind": "Secret", "data": {"a": SECRET}}))
    text = response.content.decode()
    assert response.status_code == 422
    assert "It contains a Secret. Nothing of it was stored." in text
    assert SECRET not in text


def test_commands_in_a_refusal_are_shown_as_code(client: Client, ada: Enrollment) -> None:
    text = submit(client, ada, pasted="NAME   READY").content.decode()
    assert '<code class="code">-o json</code>' in text


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({}, "Paste what the command printed"),
        ({"pasted": "x", "file": SimpleUploadedFile("x", b"x")}, "Send one of them"),
        ({"file": SimpleUploadedFile("empty", b"")}, "The upload was empty"),
        ({"file": SimpleUploadedFile("big", b" " * (LIMITS.size + 1))}, "at most"),
    ],
)
def test_mistakes_in_the_form_are_told(client: Client, ada: Enrollment, said: dict[str, object], reason: str) -> None:
    response = submit(client, ada, **said)
    assert response.status_code == 422
    assert reason in response.content.decode()


def test_a_file_beyond_every_limit_is_told_so(client: Client, ada: Enrollment) -> None:
    response = submit(client, ada, file=SimpleUploadedFile("huge", b" " * (3 << 20)))
    assert response.status_code == 413
    assert not Submission.objects.exists()


def test_a_manifest_is_handed_in_where_the_program_takes_drafts(client: Client, ada: Enrollment) -> None:
    manifest = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: {ada.nonce}}}\n"
    manifest += "spec: {containers: [{name: web, image: 'nginx:1.29'}]}\n"
    assert "Hand in a manifest" not in page_of(client, ada)
    assert submit(client, ada, pasted=manifest, is_manifest="on").status_code == 422
    ada.program.accepts_drafts = True
    ada.program.save()
    assert "Hand in a manifest" in page_of(client, ada)
    assert submit(client, ada, pasted="a: &b 1", is_manifest="on").status_code == 422
    assert submit(client, ada, pasted=manifest, is_manifest="on").status_code == 302
    assert Submission.objects.get().status == "in_review"
    assert "has not been shown to run" in page_of(client, ada)


def test_the_record_of_a_draft_never_says_that_it_ran(client: Client, ada: Enrollment) -> None:
    ada.program.accepts_drafts = True
    ada.program.save()
    manifest = f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: {ada.nonce}}}\n"
    submit(client, ada, pasted=manifest + "spec: {containers: [{name: web, image: 'nginx:1.29'}]}\n", is_manifest="on")
    submission, now = Submission.objects.get(), timezone.now()
    decide(submission=submission, mentor=make_person("grace"), decision="approve", note="", now=now)
    apply_due_reviews(now=now + UNDO)

    text = client.get(f"/journey/{ada.public_id}/record/").content.decode()
    assert "A draft: a manifest that a mentor accepted. It was not shown to run" in text
    assert "The objects of a cluster" not in text
    assert submission.transitions.filter(code="draft").exists()


def test_the_second_step_is_asked_for_where_the_first_was_proved(client: Client, ada: Enrollment) -> None:
    where = address(ada, "deployment")
    response = curl(where, good(ada, "v1.36.2-sequence/02-ready"))
    assert response.status_code == 202
    assert "kubectl scale deployment/web" in response.content.decode()
    text = page_of(client, ada, "deployment")
    assert "Send again" in text
    assert where in text


def test_the_script_is_served_as_text_to_read_before_it_is_run(client: Client) -> None:
    response = client.get("/collect/environment.sh")
    assert response["Content-Type"].startswith("text/plain")
    assert response.content.startswith(b"#!/bin/sh")
