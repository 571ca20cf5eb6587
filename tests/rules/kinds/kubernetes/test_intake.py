"""What may come in: seven kinds, at most two hundred objects, or nothing of the whole upload."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.rules.kinds.kubernetes.intake import open_upload
from onboarding.rules.uploads import Refused
from tests.rules.kinds.kubernetes.recordings import FOLDER, collected, recording

SECRET = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "token"}, "data": {"password": "aHVudGVyMg=="}}


def refusal(document):
    with pytest.raises(Refused) as refused:
        collected(document)
    return refused.value


@pytest.mark.parametrize(
    "document",
    [
        SECRET,
        [SECRET],
        {"kind": "List", "items": [recording("pod-ok")["items"][0], SECRET]},
        {"kind": "SecretList", "apiVersion": "v1", "items": [{"metadata": {"name": "token"}}]},
    ],
)
def test_a_secret_refuses_the_whole_upload_and_names_its_kind(document):
    refused = refusal(document)

    assert refused.code == "forbidden-kind"
    assert "Secret" in refused.saw["en"]
    assert "aHVudGVyMg" not in str(vars(refused))


@pytest.mark.parametrize("items", [[{"kind": "Event"}], [{"kind": "List", "items": []}], ["Pod"], [{}], [{"kind": 5}]])
def test_whatever_is_not_on_the_list_is_refused(items):
    assert refusal({"kind": "List", "items": items}).code == "forbidden-kind"


def test_recorded_events_are_refused():
    refused = refusal(recording("v1.36.2-formats/events"))

    assert refused.code == "forbidden-kind"
    assert "Event" in refused.saw["en"]


@pytest.mark.parametrize("name", ["svc-ok.yaml", "table.txt", "describe.txt"])
def test_recorded_output_of_another_format_is_not_json(name):
    assert refusal((FOLDER / "v1.36.2-formats" / name).read_bytes()).code == "not-json"


def test_too_many_objects_are_refused():
    pod = {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "x"}}

    assert len(open_upload({"kind": "List", "items": [pod] * 200}, nonce="ob-1").objects) == 200
    refused = refusal({"kind": "List", "items": [pod] * 201})
    assert refused.code == "too-many-objects"
    assert "201" in refused.saw["en"]


@pytest.mark.parametrize("document", [5, "Pod", None, True, [], {}, {"kind": 5}, {"kind": "List"}])
def test_json_that_is_no_list_of_objects_has_the_form_other(document):
    assert open_upload(document, nonce="ob-1").form == "other"


def test_a_slice_of_an_old_cluster_is_read_as_a_new_one():
    document = recording("svc-ok")
    for item in document["items"]:
        if item["kind"] == "EndpointSlice":
            item["apiVersion"] = "discovery.k8s.io/v1beta1"

    assert collected(document)["endpointslices"] == collected(recording("svc-ok"))["endpointslices"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 70000) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kind", "items", "metadata", "spec", "status", "name", "labels", "containers", "data"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(kind=st.sampled_from(["Pod", "Deployment", "Service", "ConfigMap", "EndpointSlice", "List"]), rest=JSON)
def test_any_json_is_collected_or_refused(kind, rest):
    document = {"apiVersion": "v1", "kind": kind, "metadata": rest, "spec": rest, "status": rest, "items": [rest]}
    with suppress(Refused):
        assert collected(document)["upload"]["form"]
