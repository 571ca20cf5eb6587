"""Questions about the person's own verified objects: whoever did the task knows the answers, a copy of it does not."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onboarding.languages import CODES, Text
from onboarding.rules.kinds.kubernetes.workloads import controller
from onboarding.rules.kinds.quiz.questions import Question, read_question
from onboarding.rules.texts import fill, load_texts
from onboarding.rules.types import Evidence

PREFIX = "own-"
"""Begins the codes of generated questions."""

_SENTENCES = load_texts(Path(__file__).with_name("generated.yaml"))


def about_a_pod(evidence: Evidence) -> tuple[Question, ...]:
    """Questions about the first running pod of Kubernetes evidence; none, when there is no such pod."""
    running = (
        pod for pod in evidence.get("pods", ()) if pod["status"]["phase"] == "Running" and pod["spec"]["nodeName"]
    )
    pod = next(running, None)
    if pod is None:
        return ()
    owner = controller(pod)
    values = {
        "pod": pod["metadata"]["name"],
        "node": pod["spec"]["nodeName"],
        "host": pod["status"]["hostIP"],
        "address": pod["status"]["podIP"],
        "owner": owner["name"],
        "owner_kind": owner["kind"],
    }
    return (_node(values), _decided(values), _addresses(values), _deletion(values))


def _node(values: Mapping[str, str]) -> Question:
    names = (values["node"], values["host"], values["address"], values["pod"])
    choices = {name: _literally(name) for name in names if name}
    return _question("node", values, form="single", choices=choices, right=[values["node"]])


def _decided(values: Mapping[str, str]) -> Question:
    choices = {name: fill(text, values) for name, text in _SENTENCES["decided"]["choices"].items()}
    return _question("decided", values, form="single", choices=choices, right=["scheduler"])


def _addresses(values: Mapping[str, str]) -> Question:
    choices = {"podIP": _literally(f"podIP: {values['address']}"), "hostIP": _literally(f"hostIP: {values['host']}")}
    targets = _SENTENCES["addresses"]["targets"]
    pairs = {"podIP": "pod", "hostIP": "node"}
    return _question("addresses", values, form="match", choices=choices, targets=targets, pairs=pairs)


def _deletion(values: Mapping[str, str]) -> Question:
    """Only what is controlled is replaced."""
    code, right = ("owned-deletion", "replaced") if values["owner"] else ("bare-deletion", "gone")
    return _question(code, values, form="single", choices=_SENTENCES["deletions"], right=[right])


def _question(code: str, values: Mapping[str, str], **fields: Any) -> Question:
    words = _SENTENCES[code]
    return read_question(
        {"code": f"{PREFIX}{code}", "text": fill(words["text"], values), "why": fill(words["why"], values), **fields}
    )


def _literally(name: str) -> Text:
    return dict.fromkeys(CODES, f"`{name}`")
