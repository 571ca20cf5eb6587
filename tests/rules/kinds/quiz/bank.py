"""A quiz with one question of each form; the order is that of one `kubectl apply` of a Deployment."""

from typing import Any

from onboarding.rules.kinds.quiz.papers import Sheet
from onboarding.rules.kinds.quiz.questions import Form, after


def both(text):
    return {"en": text, "zh-hans": f"{text}（中文）"}


CARDS = ("admit", "store", "replicaset", "pod", "bind", "start", "ready", "slice")
TRACE = {
    "code": "trace",
    "form": "order",
    "text": both("What happens first?"),
    "why": both("Each component watches the API server."),
    "choices": {name: both(name) for name in CARDS},
    "edges": [
        {"first": first, "then": then, "why": both(f"{then} needs {first}")}
        for first, then in (
            ("admit", "store"),
            ("store", "replicaset"),
            ("replicaset", "pod"),
            ("pod", "bind"),
            ("bind", "start"),
            ("start", "ready"),
            ("store", "slice"),
        )
    ],
}
SINGLE = {
    "code": "etcd",
    "form": "single",
    "text": both("Who talks to etcd?"),
    "why": both("Only the API server does."),
    "choices": {"api": both("kube-apiserver"), "scheduler": both("kube-scheduler"), "kubelet": both("kubelet")},
    "right": ["api"],
}
MULTIPLE = {
    **SINGLE,
    "code": "nodes",
    "form": "multiple",
    "text": both("What runs on each node?"),
    "choices": {"kubelet": both("kubelet"), "proxy": both("kube-proxy"), "etcd": both("etcd"), "api": both("API")},
    "right": ["kubelet", "proxy"],
}
MATCH = {
    "code": "verbs",
    "form": "match",
    "text": both("Who does what?"),
    "why": both("Each does one thing."),
    "choices": {"scheduler": both("kube-scheduler"), "kubelet": both("kubelet")},
    "targets": {"bind": both("chooses the node"), "start": both("starts containers"), "store": both("stores objects")},
    "pairs": {"scheduler": "bind", "kubelet": "start"},
}
SHORT = {
    "code": "port",
    "form": "short",
    "text": both("Which command shows the pods?"),
    "why": both("get lists."),
    "accepted": ["kubectl get pods", "kubectl get pod"],
}
BANK = [SINGLE, MULTIPLE, MATCH, TRACE, SHORT]
ALL = [*BANK, *({**entry, "code": f"{entry['code']}-again"} for entry in BANK)]
"""The same questions and once more as many."""


def right_answer(sheet: Sheet) -> Any:
    """Of a card in an order, it counts how many have to come before it."""
    question = sheet.question
    if question.form is Form.SINGLE:
        return sheet.choices.index(next(iter(question.right)))
    if question.form is Form.MULTIPLE:
        return sorted(sheet.choices.index(name) for name in question.right)
    if question.form is Form.MATCH:
        return [sheet.targets.index(question.pairs[name]) for name in sheet.choices]
    if question.form is Form.ORDER:
        later = after(question)
        names = sorted(sheet.choices, key=lambda name: sum(name in each for each in later.values()))
        return [sheet.choices.index(name) for name in names]
    return question.accepted[0]


def wrong_answer(sheet: Sheet) -> Any:
    right = right_answer(sheet)
    if sheet.question.form is Form.SINGLE:
        return (right + 1) % len(sheet.choices)
    if sheet.question.form is Form.MULTIPLE:
        return [place for place in range(len(sheet.choices)) if place not in right]
    if sheet.question.form is Form.MATCH:
        return [(place + 1) % len(sheet.targets) for place in right]
    return right[::-1] if sheet.question.form is Form.ORDER else "something else"
