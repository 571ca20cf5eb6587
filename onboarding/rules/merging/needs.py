"""Everything that a pull request needs before its merge, met or not: what we looked for, saw, what to do, and who."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from onboarding.languages import Text
from onboarding.rules.merging import tide
from onboarding.rules.merging.policy import Policy
from onboarding.rules.texts import fill, load_texts
from onboarding.rules.types import Evidence

_FOLDER = Path(__file__).parent
TURNS = ("newcomer", "mentor", "maintainers", "machine")
"""Whose turn it is, when several have something to do: the first of these."""


class State(StrEnum):
    MET = "met"
    UNMET = "unmet"
    PENDING = "pending"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Need:
    """One thing that a merge needs. ``turn`` is who has to act while it isn't met; ``subject`` is a label's name."""

    code: str
    state: State
    turn: str
    expect: Text
    saw: Text
    do: Text
    subject: str = ""

    @property
    def is_open(self) -> bool:
        return self.state is not State.MET


def needs(evidence: Evidence, policy: Policy) -> tuple[Need, ...]:
    """What an open pull request needs; the merge itself stands last. Nothing once it is closed or merged."""
    if evidence["pull_request"]["state"] != "open":
        return ()
    found = [need for ask in _ASKED for need in ask(evidence, policy)]
    found += _blocked(evidence, policy, found)
    return (*found, *_merge(policy, found))


def first(found: Sequence[Need]) -> Need | None:
    """What to say when only one can be said: the newcomer's own before that of others."""
    still_open = sorted((need for need in found if need.is_open), key=lambda need: TURNS.index(need.turn))
    return still_open[0] if still_open else None


def whose_turn(found: Sequence[Need]) -> str:
    need = first(found)
    return need.turn if need else "nobody"


def _ready(evidence: Evidence, policy: Policy) -> Iterator[Need]:
    pull = evidence["pull_request"]
    if pull["is_draft"]:
        yield _need("ready", "draft", State.UNMET)
    elif tide.is_work_in_progress(pull["title"]):
        yield _need("ready", "title", State.UNMET)
    else:
        yield _need("ready", "met", State.MET)


def _fork(evidence: Evidence, policy: Policy) -> Iterator[Need]:
    """Said only where it is gone. It may be merged as it is; it can't be changed any more."""
    if evidence["pull_request"].get("is_fork_gone"):
        yield _need("fork", "gone", State.UNMET)


def _conflict(evidence: Evidence, policy: Policy) -> Iterator[Need]:
    pull = evidence["pull_request"]
    case, state, turn = {
        "conflicting": ("conflict", State.UNMET, "newcomer"),
        "unknown": ("unknown", State.UNKNOWN, "machine"),
    }.get(pull["mergeable"], ("met", State.MET, "newcomer"))
    yield _need("conflict", case, state, turn, branch=pull["base_branch"])
    if pull.get("merge_state") == "behind":
        yield _need("behind", "behind", State.UNMET, branch=pull["base_branch"])


def _branch(evidence: Evidence, policy: Policy) -> Iterator[Need]:
    branch = evidence["pull_request"]["base_branch"]
    if branch in policy.branches_forbidden:
        yield _need("branch", "forbidden", State.UNMET, branch=branch)


def _checks(evidence: Evidence, policy: Policy) -> Iterator[Need]:
    """All but those that stand for themselves. Of several outcomes each has its own sentence."""
    apart = (tide.OWN_CONTEXT, *policy.checks_ignored, *policy.cla_checks, *policy.dco_checks)
    all_items = evidence["checks"]["items"]
    items = [item for item in all_items if not tide.is_named(item["name"], apart)]
    by_outcome: dict[str, list[str]] = {}
    for item in items:
        by_outcome.setdefault(_outcome(item), []).append(item["name"])
    open_cases = [outcome for outcome in _OUTCOMES if outcome in by_outcome]
    for outcome in open_cases:
        state, turn = _OUTCOMES[outcome]
        yield _need("checks", outcome, state, turn, names=", ".join(sorted(by_outcome[outcome])))
    if not open_cases:
        yield from _rollup(evidence["checks"]["state"], is_listed=bool(all_items))


def _rollup(state: str, *, is_listed: bool) -> Iterator[Need]:
    """What GitHub says of all together, where it named none; checks that were set aside have been told already."""
    if state == "success" or (is_listed and state != "none"):
        yield _need("checks", "met", State.MET)
    elif state == "failure":
        yield _need("checks", "failed-unnamed", State.UNMET)
    elif state == "pending":
        yield _need("checks", "running-unnamed", State.PENDING, "machine")


_OUTCOMES = {
    "failed": (State.UNMET, "newcomer"),
    "approval": (State.PENDING, "maintainers"),
    "stopped": (State.UNMET, "maintainers"),
    "running": (State.PENDING, "machine"),
}
_NOT_THE_CODE = frozenset({"cancelled", "timed_out", "startup_failure", "stale"})


def _outcome(item: Mapping[str, Any]) -> str:
    conclusion = item.get("conclusion", "")
    if conclusion == "action_required":
        return "approval"
    if conclusion in _NOT_THE_CODE:
        return "stopped"
    return {"failure": "failed", "pending": "running"}.get(item["state"], "met")


def _agreements(evidence: Evidence, policy: Policy) -> Iterator[Need]:
    """The checks that ask for a signature. Where none reported, the community has none."""
    for code, patterns in (("cla", policy.cla_checks), ("dco", policy.dco_checks)):
        items = [item for item in evidence["checks"]["items"] if tide.is_named(item["name"], patterns)]
        for item in items:
            case, state, turn = {
                "success": ("met", State.MET, "newcomer"),
                "pending": ("running", State.PENDING, "machine"),
            }.get(item["state"], ("missing", State.UNMET, "newcomer"))
            branch = evidence["pull_request"]["base_branch"]
            yield _need(code, case, state, turn, names=item["name"], branch=branch)


def _reviews(evidence: Evidence, policy: Policy) -> Iterator[Need]:
    """GitHub sums up reviews only where a branch rule asks for some; a request for changes counts everywhere."""
    decision = evidence["pull_request"]["review_decision"]
    asked = any(review["state"] == "changes_requested" for review in evidence["reviews"])
    if decision == "approved":
        yield _need("review", "met", State.MET)
    elif decision == "changes_requested" or asked:
        if _is_answered(evidence):
            yield _need("review", "answered", State.UNMET, "maintainers")
        else:
            yield _need("changes", "changes", State.UNMET)
    elif decision == "review_required" or policy.approval_required:
        yield _need("review", "required", State.UNMET, "maintainers")


def _is_answered(evidence: Evidence) -> bool:
    """Whether commits came after the last request for changes: then reviewers are to look again."""
    reviews = evidence["reviews"]
    requests = [each["submitted_at"] or "" for each in reviews if each["state"] == "changes_requested"]
    commits = [commit["committed_at"] for commit in evidence["commits"]]
    return bool(requests and commits) and max(commits) > max(requests)


def _labels(evidence: Evidence, policy: Policy) -> Iterator[Need]:
    lacking = tide.missing_labels(evidence, policy)
    for label in policy.labels_needed:
        is_met = label not in lacking
        case, state = ("met", State.MET) if is_met else ("missing", State.UNMET)
        yield _label("needed", label, case, state, policy)
    for label in tide.forbidden_labels(evidence, policy):
        yield _label("forbidden", label, "present", State.UNMET, policy)


def _label(kind: str, label: str, case: str, state: State, policy: Policy) -> Need:
    turn, code = policy.turn_of(label), f"label-{kind}"
    tip = _label_texts()[kind].get(label) or _texts()[code]["tips"]["newcomer" if turn == "newcomer" else "maintainers"]
    return _need(code, case, state, turn, subject=label, label=label.replace(",", "` / `"), tip=tip)


def _blocked(evidence: Evidence, policy: Policy, found: Sequence[Need]) -> Iterator[Need]:
    """A block that something else explains needs no sentence of its own."""
    is_blocked = evidence["pull_request"].get("merge_state") == "blocked"
    if policy.heeds_blocks and is_blocked and not any(need.is_open for need in found):
        yield _need("blocked", "blocked", State.UNMET, "maintainers")


def _merge(policy: Policy, found: Sequence[Need]) -> Iterator[Need]:
    if any(need.is_open for need in found):
        return
    case, turn = ("pool", "machine") if policy.merges_by_itself else ("merge", "maintainers")
    yield _need("merge", case, State.PENDING, turn)


_ASKED: tuple[Callable[[Evidence, Policy], Iterator[Need]], ...] = (
    *(_ready, _fork, _conflict, _branch, _checks),
    *(_agreements, _reviews, _labels),
)


def _need(code: str, case: str, state: State, turn: str = "newcomer", *, subject: str = "", **values: object) -> Need:
    texts = _texts()[code]
    said = texts["cases"][case]
    return Need(
        code=code,
        state=state,
        turn=turn,
        expect=fill(texts["expect"], values),
        saw=fill(said["saw"], values),
        do=fill(said["do"], values),
        subject=subject,
    )


@cache
def _texts() -> dict[str, Any]:
    return load_texts(_FOLDER / "needs.yaml")


@cache
def _label_texts() -> dict[str, Any]:
    return load_texts(_FOLDER / "labels.yaml")
