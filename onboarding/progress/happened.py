"""The sentences of a pull request's timeline: one for each kind of event, and the colour of its dot."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

STEPS = {
    ("opened", ""): "newcomer",
    ("reopened", ""): "newcomer",
    ("ready_for_review", ""): "newcomer",
    ("head_ref_force_pushed", ""): "checking",
    ("checks", "success"): "met",
    ("checks", "failure"): "unmet",
    ("checks", "pending"): "checking",
    ("pull_request_review", "approved"): "met",
    ("pull_request_review", "changes_requested"): "newcomer",
    ("pull_request_review", ""): "maintainers",
    ("issue_comment", ""): "maintainers",
    ("pull_request_review_comment", ""): "maintainers",
    ("merged", ""): "verified",
    ("closed", ""): "returned",
}
"""By kind and state; a kind without a state of that name takes the empty one."""

_SENTENCES: dict[str, Promise] = {
    "opened": _("%(who)s opened it"),
    "reopened": _("%(who)s opened it again"),
    "closed": _("%(who)s closed it"),
    "closed_by_commit": _("%(who)s closed it with the commit %(sha)s"),
    "closed_by_pull_request": _("%(who)s closed it with pull request #%(number)s"),
    "merged": _("%(who)s merged it into %(branch)s"),
    "labeled": _("%(who)s set the label %(label)s"),
    "unlabeled": _("%(who)s took the label %(label)s away"),
    "base_ref_changed": _("%(who)s changed its base branch from %(from)s to %(to)s"),
    "head_ref_force_pushed": _("%(who)s replaced its commits by a forced push"),
    "convert_to_draft": _("%(who)s made it a draft"),
    "ready_for_review": _("%(who)s marked it as ready for review"),
    "cross_referenced": _("%(who)s mentioned it in pull request #%(number)s, “%(title)s”"),
    "cross_referenced_elsewhere": _("%(who)s mentioned it elsewhere"),
    "referenced": _("%(who)s mentioned it in the commit %(sha)s"),
    "issue_comment": _("%(who)s commented"),
    "pull_request_review_comment": _("%(who)s commented on a line of %(path)s"),
    "review_approved": _("%(who)s approved it"),
    "review_changes_requested": _("%(who)s asked for changes"),
    "review_commented": _("%(who)s reviewed it"),
    "review_dismissed": _("The review by %(who)s was dismissed"),
    "commit": _("%(who)s added the commit %(sha)s, “%(subject)s”"),
    "checks_success": _("All checks passed"),
    "checks_pending": _("Checks began to run"),
    "something": _("%(who)s did something else"),
}


def in_words(kind: str, who: str, data: Mapping[str, Any]) -> str:
    """The sentence of an event, in the language of this request."""
    if kind == "checks" and data["state"] == "failure":
        return _failed(data["failed"])
    told = {**data, "who": who, "sha": str(data.get("sha", ""))[:7]}
    sentence = _SENTENCES.get(_variant(kind, data), _SENTENCES["something"])
    return str(sentence) % told


def _failed(names: list[str]) -> str:
    if not names:
        return gettext("A check failed")
    sentence = ngettext("The check %(names)s failed", "The checks %(names)s failed", len(names))
    return sentence % {"names": ", ".join(names)}


def _variant(kind: str, data: Mapping[str, Any]) -> str:
    """Which sentence of a kind that has several."""
    match kind:
        case "closed":
            return {"Commit": "closed_by_commit", "PullRequest": "closed_by_pull_request"}.get(data["by"], "closed")
        case "pull_request_review":
            return f"review_{data['state']}"
        case "checks":
            return f"checks_{data['state']}"
        case "cross_referenced":
            return kind if data["source"] == "PullRequest" else "cross_referenced_elsewhere"
        case _:
            return kind
