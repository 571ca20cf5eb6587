"""The commands that people copy."""

import shlex

import pytest

from onboarding.rules.kinds.kubernetes.commands import Shell, list_objects, send_objects

ADDRESS = "https://onboarding.example.org/evidence/t0k3n"


def test_the_command_for_bash_is_the_one_that_was_tried_on_real_clusters():
    assert send_objects(namespace="ob-7f3k9q2m", address=ADDRESS) == (
        "kubectl get pods,replicasets.apps,deployments.apps,configmaps,services,endpointslices.v1.discovery.k8s.io"
        " -n ob-7f3k9q2m -o json"
        f" | curl -sS -H 'Content-Type: application/json' --data-binary @- {ADDRESS}"
    )


def test_old_clusters_know_slices_by_another_version():
    assert "endpointslices.v1beta1.discovery.k8s.io" in list_objects(namespace="x", is_old=True)


def test_where_namespaces_are_fixed_none_is_named():
    assert " -n " not in list_objects(namespace="")


@pytest.mark.parametrize("shell", Shell)
def test_the_body_is_sent_as_it_is(shell):
    command = send_objects(namespace="x", address=ADDRESS, shell=shell)

    assert shlex.split(command)[-3:] == ["--data-binary", "@-", ADDRESS]


def test_powershell_is_told_to_use_utf_8_and_the_real_curl():
    command = send_objects(namespace="x", address=ADDRESS, shell=Shell.POWERSHELL)

    assert command.startswith("$OutputEncoding = ")
    assert "| curl.exe " in command
