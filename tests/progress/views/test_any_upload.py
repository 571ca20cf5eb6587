"""Whatever bytes are uploaded: an answer with a sentence, never a fault of ours, and no secret that stays."""

import json
import logging
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from onboarding.programs.models import Enrollment
from onboarding.verification.models import Submission
from tests.cast import enroll, make_program
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


KINDS = ("Pod", "Deployment", "ConfigMap", "Service", "ReplicaSet", "EndpointSlice", "Secret", "List", "PodList")
KEYS = ("kind", "items", "metadata", "spec", "status", "data", "env", "value", "annotations", "labels", "containers")
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just(SECRET), st.sampled_from(KINDS)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


BODIES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(lambda text: text.encode(errors="replace")),
    VALUES.map(as_json),
    st.fixed_dictionaries({"kind": st.sampled_from(KINDS), "metadata": VALUES, "spec": VALUES}).map(as_json),
    VALUES.map(lambda value: b"waymark-environment 1\n--- commit\n| " + as_json(value)),
    st.sampled_from(("[" * 2000, "a: &a [*a]", "- " * 3000, "a: !!python/object x", "\0", "\ud800")).map(
        lambda text: text.encode(errors="surrogatepass")
    ),
)


@pytest.mark.parametrize("slug", ["pod", "etcd", "dev-environment"])
def test_any_bytes_are_answered_with_a_sentence_and_no_secret_stays(
    ada: Enrollment, caplog: pytest.LogCaptureFixture, slug: str
) -> None:
    @hypothesis(max_examples=20, deadline=None)
    @given(BODIES)
    def answered(body: bytes) -> None:
        begin_anew(ada)
        response = curl(address(ada, slug), body)
        assert 200 <= response.status_code < 500
        assert len(response.content.decode()) > 20

    with caplog.at_level(logging.DEBUG):
        answered()
    assert SECRET not in caplog.text
    assert SECRET not in database()


@pytest.mark.parametrize("as_manifest", [True, False])
def test_any_bytes_in_the_form_are_answered_with_a_sentence(client: Client, ada: Enrollment, as_manifest: bool) -> None:
    ada.program.accepts_drafts = True
    ada.program.save()

    @hypothesis(max_examples=8, deadline=None)
    @given(BODIES)
    def answered(body: bytes) -> None:
        begin_anew(ada)
        said = {"file": SimpleUploadedFile("file", body), **({"is_manifest": "on"} if as_manifest else {})}
        assert submit(client, ada, **said).status_code in (302, 422)

    answered()
    assert SECRET not in database()


@pytest.mark.parametrize("place", ["spec", "annotation", "data", "refused"])
def test_a_secret_is_found_neither_in_the_database_nor_in_the_logs(
    client: Client, ada: Enrollment, caplog: pytest.LogCaptureFixture, place: str
) -> None:
    with caplog.at_level(logging.DEBUG):
        taken = curl(address(ada), planted_in(ada, place))
        begin_anew(ada)
        submit(client, ada, text=planted_in(ada, place).decode())
    assert taken.status_code == (400 if place == "refused" else 200)
    assert SECRET not in caplog.text
    assert SECRET not in database()


def begin_anew(enrollment: Enrollment) -> None:
    """Nothing under way, and the clock of the limits at zero."""
    cache.clear()
    Submission.objects.exclude(status="returned").update(status="withdrawn", claimed_until=None)


def planted_in(ada: Enrollment, place: str) -> bytes:
    """A good pod with a secret where people leave them."""
    listed = json.loads(good(ada))
    pod = next(item for item in listed["items"] if item["kind"] == "Pod")
    if place == "annotation":
        pod["metadata"].setdefault("annotations", {})["kubectl.kubernetes.io/last-applied-configuration"] = SECRET
    elif place == "refused":
        listed["items"].append({"apiVersion": "v1", "kind": "Secret", "stringData": {"key": SECRET}})
    elif place == "data":
        listed["items"].append(
            {
                "apiVersion": "v1",
                "kind": "ConfigMap",
                "data": {"key": SECRET},
                "metadata": {**pod["metadata"], "name": "app-config"},
            }
        )
    else:
        pod["spec"]["containers"][0]["env"] = [{"name": "PASSWORD", "value": SECRET}]
    return json.dumps(listed).encode()


def database() -> str:
    """Every row of every table, as one text."""
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            texts.append(repr(cursor.fetchall()))
    return re.sub(r"\s+", " ", " ".join(texts))
