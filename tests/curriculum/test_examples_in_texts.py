"""What people copy out of the built-in tasks, and what we claim in them: manifests, a program, Prow's commands."""

import re
import subprocess

import pytest
import yaml

from onboarding.curriculum.operations import BUILT_IN
from onboarding.rules.commands.grammar import used
from onboarding.rules.kinds.kubernetes.schemas import DEFINITIONS, first_fault
from tests.curriculum.built_in import TRACKS

NONCE = "ob-demo2345"
TEXTS = {
    f"{track.content.slug}/{task.content.slug}": task.content.text["en"].replace("{{ nonce }}", NONCE)
    for track in TRACKS
    for task in track.tasks
}
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


def blocks(name: str, language: str) -> list[str]:
    found = BLOCK.findall(TEXTS[name])
    return [re.sub(f"^{indent}", "", code, flags=re.MULTILINE) for indent, kind, code in found if kind == language]


MANIFESTS = [
    pytest.param(document, id=f"{name} {document['kind']}")
    for name in TEXTS
    for block in blocks(name, "yaml")
    for document in filter(None, yaml.safe_load_all(block))
    if (document.get("apiVersion"), document.get("kind")) in DEFINITIONS
]


@pytest.mark.parametrize("manifest", MANIFESTS)
def test_a_manifest_says_nothing_that_kubernetes_does_not_know(manifest: dict[str, object]) -> None:
    assert first_fault(manifest, strict=True) is None


@pytest.mark.parametrize("manifest", MANIFESTS)
def test_a_manifest_goes_into_the_newcomers_own_namespace(manifest: dict[str, dict[str, str]]) -> None:
    assert manifest["metadata"]["namespace"] == NONCE


def test_there_are_manifests() -> None:
    assert len(MANIFESTS) > 8


def test_the_program_of_the_task_about_configuration_prints_what_the_task_says(tmp_path) -> None:
    task = "working-in-the-community/configuration"
    [program, command, expected] = [*blocks(task, "sh"), blocks(task, "bash")[0], blocks(task, "text")[0]]
    (tmp_path / "settings.sh").write_text(program)
    (tmp_path / "settings.conf").write_text(blocks(task, "ini")[0])

    printed = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert printed.stdout == expected


def test_the_questions_about_prow_are_answered_as_prow_reads_commands() -> None:
    file = BUILT_IN / "working-in-the-community" / "04-prow.quiz.yaml"
    questions = {question["code"]: question for question in yaml.safe_load(file.read_text())["questions"]}
    lines = {name: line.strip("`") for name, line in questions["acted-on"]["choices"].items()}

    assert {name for name, line in lines.items() if used(line, ["hold"])} == set(questions["acted-on"]["right"])
    assert not used("/lgtm thanks", ["lgtm"])
    assert all(used(line, ["hold-cancel"]) for line in questions["cancel-hold"]["accepted"])
    assert all(used(line, ["assign"]) for line in questions["assign-yourself"]["accepted"])
