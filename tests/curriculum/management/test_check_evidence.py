"""The command that judges files: recordings of real clusters, in the words and exit codes that scripts rely on."""

import json

import pytest
from django.core.management import CommandError, call_command

from onboarding.curriculum.operations import BUILT_IN
from tests.curriculum.authored import TASK, TASK_ZH, write
from tests.rules.kinds.kubernetes.recordings import EXPECTED, FOLDER, LABEL, NONCE

WAITING = {"container-creating", "not-ready", "init-running"}
TASKS = ("pod", "deployment", "configmap", "service")
ASKED = ("--nonce", NONCE, "--nonce-label", LABEL)


@pytest.fixture
def clusters(tmp_path, settings):
    """A track `clusters` beside the site's own, with one task for each set of Kubernetes rules."""
    files = {}
    for number, task in enumerate(TASKS, start=2):
        head = TASK[: TASK.index("    rules:")].replace("kind: written", "kind: kubernetes\n    draft: true")
        files[f"0{number}-{task}.md"] = f"{head}    use: [kubernetes-{task}]\n    ---\n    Text.\n"
        files[f"0{number}-{task}.zh-hans.md"] = TASK_ZH[: TASK_ZH.index("    rules:")] + "    ---\n    文字。\n"
    write(tmp_path, track="clusters", **files)
    settings.WAYMARK = settings.WAYMARK.model_copy(update={"curriculum_paths": [tmp_path]})


@pytest.fixture
def run(clusters, capsys):
    def run_command(task, *arguments):
        try:
            call_command("check_evidence", f"clusters/{task}", *map(str, arguments))
        except SystemExit as stopped:
            exit_code = stopped.code
        else:
            exit_code = 0
        return exit_code, capsys.readouterr().out

    return run_command


def lines(output):
    return [json.loads(line) for line in output.splitlines()]


def expected_status(verdict):
    if verdict == "pass":
        return "verified"
    return "waiting" if verdict.removeprefix("pods-") in WAITING else "returned"


@pytest.mark.parametrize("task", TASKS)
def test_every_recording_gets_its_line_of_json(run, task):
    rows = {name: row["verdict"] for name, row in EXPECTED.items() if row["task"] == task}
    files = [FOLDER / f"{name}.json" for name in rows]

    exit_code, output = run(task, *files, *ASKED, "--json")

    assert exit_code == 1
    assert [(line["file"], line["status"], line["primary"]) for line in lines(output)] == [
        (str(file), expected_status(verdict), None if verdict == "pass" else verdict)
        for file, verdict in zip(files, rows.values(), strict=True)
    ]


def test_a_line_has_exactly_these_keys(run):
    _exit_code, output = run("pod", FOLDER / "v1.36.2/pod-imagepull.json", *ASKED, "--json")

    (line,) = lines(output)
    assert list(line) == ["file", "status", "primary", "findings"]
    finding = next(each for each in line["findings"] if each["code"] == "image-pull")
    assert list(finding) == ["code", "outcome", "expect", "saw", "hint"]
    assert finding["outcome"] == "unmet"
    assert "kubectl describe pod web -n pod-imagepull" in finding["hint"]


def test_all_verified_exits_0(run):
    exit_code, output = run("pod", FOLDER / "v1.36.2/pod-ok.json", *ASKED, "--json")

    assert exit_code == 0
    assert lines(output)[0]["primary"] is None


@pytest.mark.parametrize(
    ("name", "status", "primary"),
    [
        ("svc-ok.yaml", "refused", "not-json"),
        ("table.txt", "refused", "not-json"),
        ("describe.txt", "refused", "not-json"),
        ("events.json", "refused", "forbidden-kind"),
        ("empty-list.json", "returned", "nothing-found"),
        ("array.json", "returned", "not-a-list"),
        ("run-dry-server.json", "returned", "not-live"),
        ("single-pod.json", "verified", None),
    ],
)
def test_other_formats_are_refused_returned_or_understood(run, name, status, primary):
    exit_code, output = run("pod", FOLDER / "v1.36.2-formats" / name, *ASKED, "--json")

    (line,) = lines(output)
    assert (line["status"], line["primary"]) == (status, primary)
    assert exit_code == {"verified": 0, "returned": 1, "refused": 2}[status]


def test_one_refused_file_among_others_exits_2(run):
    files = (FOLDER / "v1.36.2-formats" / name for name in ("table.txt", "single-pod.json", "empty-list.json"))

    exit_code, output = run("pod", *files, *ASKED, "--json")

    assert exit_code == 2
    assert [line["status"] for line in lines(output)] == ["refused", "verified", "returned"]


def test_a_file_that_cannot_be_read_is_refused_and_the_others_are_judged(run, tmp_path):
    good = FOLDER / "v1.36.2/pod-ok.json"

    exit_code, output = run("pod", tmp_path / "nowhere.json", tmp_path, good, *ASKED, "--json")

    assert exit_code == 2
    assert [(line["status"], line["primary"]) for line in lines(output)] == [
        ("refused", "no-file"),
        ("refused", "no-file"),
        ("verified", None),
    ]
    assert lines(output)[0]["findings"][0]["saw"] == "The file cannot be read: No such file or directory."


BUILT_IN_EXAMPLES = {
    "first-contribution": "merged.json",
    "introduce-yourself": "introduction.json",
    "components": "quiz.json",
    "etcd": "etcd-3.5.jsonl",
    "dev-environment": "environment.txt",
}


@pytest.mark.parametrize(("task", "name"), BUILT_IN_EXAMPLES.items())
def test_a_file_of_any_kind_is_judged_as_the_persons_own(capsys, task, name):
    """Whose it is and which program's, a file cannot tell."""
    track = "cloud-native-contributor"

    call_command(
        "check_evidence", f"{track}/{task}", str(BUILT_IN / track / "examples" / name), "--nonce=ob-demo2345", "--json"
    )

    (line,) = lines(capsys.readouterr().out)
    assert (line["status"], line["primary"]) == ("verified", None)


@pytest.mark.parametrize("raw", ["{}", '{"repository": 7}', '{"pull_request": {"author": null}, "repository": {}}'])
def test_evidence_that_lacks_what_tells_whose_it_is_is_waiting_and_no_crash(tmp_path, capsys, raw):
    (tmp_path / "odd.json").write_text(raw)

    with pytest.raises(SystemExit) as stopped:
        call_command(
            "check_evidence", "cloud-native-contributor/first-contribution", str(tmp_path / "odd.json"), "--json"
        )

    assert stopped.value.code == 1
    assert lines(capsys.readouterr().out)[0]["status"] in ("waiting", "returned")


@pytest.mark.parametrize(
    ("opened_at", "primary"), [("2026-11-23T07:16:00Z", None), ("2026-11-25T07:16:00+00:00", "stale")]
)
def test_when_the_task_opened_can_be_said(run, opened_at, primary):
    file = FOLDER / "v1.36.2/pod-ok.json"

    _exit_code, output = run(
        "pod", file, *ASKED, "--opened-at", opened_at, "--received-at", "2026-11-23T07:30:00Z", "--json"
    )

    assert lines(output)[0]["primary"] == primary


def test_without_json_it_says_only_what_is_not_met(run):
    _exit_code, output = run("pod", FOLDER / "v1.36.2/pod-imagepull.json", *ASKED, "--language", "zh-hans")

    assert "pod-imagepull.json: returned\n" in output
    assert "image-pull: unmet\n" in output
    assert "节点无法拉取" in output
    assert "nonce-missing" not in output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("clusters/pot", "x.json"), "There is no task clusters/pot. There are: .*clusters/pod"),
        (("clusters/pod", "x.json", "--opened-at", "yesterday"), "yesterday is not an instant"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_2(clusters, arguments, told):
    with pytest.raises(CommandError, match=told) as error:
        call_command("check_evidence", *arguments)

    assert error.value.returncode in (1, 2)


def test_a_broken_curriculum_is_told(clusters, settings):
    (folder,) = settings.WAYMARK.curriculum_paths
    (folder / "clusters" / "02-pod.md").write_text("no front matter")

    with pytest.raises(CommandError, match=r"02-pod.md:1: "):
        call_command("check_evidence", "clusters/pod", "x.json")
