"""Facts of a pull request: what each commit's message says, what it is waiting for, and whose turn that makes it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from onboarding.languages import Text
from onboarding.rules.facts import conventional, front_matter, sign_off, style
from onboarding.rules.merging import needs as merging
from onboarding.rules.texts import fill, load_texts
from onboarding.rules.types import Context, Evidence

_SENTENCES = load_texts(Path(__file__).parent / "mend.yaml")
_NOTHING: Text = {"en": "", "zh-hans": ""}


def derive(evidence: Evidence, context: Context) -> dict[str, Any]:
    """Commits with their facts, the program's wishes and the facts of the whole. Absent parts derive nothing."""
    derived: dict[str, Any] = {"program": {"issue_number_required": context.issue_number_required}}
    if not {"pull_request", "commits", "commits_total", "checks", "reviews"} <= evidence.keys():
        return derived
    commits = [{**commit, "facts": _commit_facts(commit)} for commit in evidence["commits"]]
    found = merging.needs(evidence, context.policy)
    waiting_for = merging.first(found)
    facts = {
        "turn": merging.whose_turn(found),
        "waiting_for": waiting_for.code if waiting_for else "",
        "needs": _needs(found),
        "all_commits_seen": len(commits) >= evidence["commits_total"],
        "all_files_seen": len(evidence.get("files", ())) >= evidence.get("changed_files", 0),
        "style": style.notes(evidence.get("files", ())),
        "mend": _mend(evidence["pull_request"], commits, context),
    }
    files = [{**file, "facts": _file_facts(file)} for file in evidence.get("files", ())]
    return {**derived, "commits": commits, "files": files, "facts": facts}


def _commit_facts(commit: Mapping[str, Any]) -> dict[str, Any]:
    short = commit["sha"][:7]
    return {
        "short": short,
        "label": f"{short} “{commit['subject']}”",
        "skipped": commit["is_merge"] or commit["author"]["is_bot"],
        "conventional": conventional.parse(commit["subject"]),
        **sign_off.read(commit),
    }


def _file_facts(file: Mapping[str, Any]) -> dict[str, Any]:
    front, problem = front_matter.read(file["text"])
    return {"front": front, "front_problem": problem}


def _needs(found: Sequence[merging.Need]) -> list[dict[str, Any]]:
    return [
        {
            "code": need.code,
            "subject": need.subject,
            "state": need.state.value,
            "turn": need.turn,
            "expect": need.expect,
            "saw": need.saw,
            "do": need.do,
        }
        for need in found
    ]


def _mend(pull: Mapping[str, Any], commits: Sequence[Mapping[str, Any]], context: Context) -> dict[str, Text]:
    def misnamed(facts: Mapping[str, Any]) -> bool:
        subject = facts["conventional"]
        return bool(subject["problem"]) or (context.issue_number_required and not subject["issue"])

    return {
        "reword": _sentence("reword", pull, commits, misnamed),
        "sign_off": _sentence("sign_off", pull, commits, lambda facts: bool(facts["sign_off_problem"])),
    }


def _sentence(
    what: str,
    pull: Mapping[str, Any],
    commits: Sequence[Mapping[str, Any]],
    is_wrong: Callable[[Mapping[str, Any]], bool],
) -> Text:
    """What to do about the wrong commits: only the last is simple to amend, and nothing is once it is merged."""
    wrong = [commit for commit in commits if not commit["facts"]["skipped"] and is_wrong(commit["facts"])]
    if not wrong:
        return _NOTHING
    if pull["state"] != "open":
        return _SENTENCES["too_late"][pull["state"]]  # type: ignore[no-any-return]
    case = "last" if wrong[0] is commits[-1] else "earlier"
    shorts = ", ".join(commit["facts"]["short"] for commit in wrong)
    return fill(_SENTENCES[what][case], {"oldest": wrong[0]["facts"]["short"], "shorts": shorts})
