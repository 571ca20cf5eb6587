"""The words of judging: rule, finding, judgement. Frozen, and free of Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeAlias

from onboarding.languages import Text
from onboarding.rules.merging.policy import DEFAULT_PRESET, Policy, preset

Evidence: TypeAlias = Mapping[str, Any]
"""One JSON document of a documented shape (docs/evidence/<kind>.md). Its top-level keys are the rules' variables."""

TURNS = frozenset({"newcomer", "mentor", "maintainers", "machine", "nobody"})


class Outcome(StrEnum):
    MET = "met"
    UNMET = "unmet"
    WAITING = "waiting"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Rule:
    """One question to ask of the evidence, as data.

    ``expression`` is CEL and yields a bool; ``saw`` is CEL and yields a string, or a map of strings by language;
    ``turn`` is a word of the five turns or CEL that yields one (empty: the kind's default). A ``hint`` may hold CEL in
    double braces, which is filled in with what the evidence says. ``advice``: it never holds a submission back.
    """

    code: str
    expression: str
    expect: Text
    hint: Text
    saw: str = ""
    otherwise: Outcome = Outcome.UNMET
    turn: str = ""
    advice: bool = False


@dataclass(frozen=True)
class Finding:
    """What one rule or guard said. ``final``: an unmet guard that nothing the newcomer does can mend.

    ``saw`` is empty ({}) when the rule says nothing of it, or when its expression has no answer for this evidence.
    """

    code: str
    outcome: Outcome
    expect: Text
    saw: Text
    hint: Text
    turn: str = "newcomer"
    is_guard: bool = False
    final: bool = False
    is_advice: bool = False


@dataclass(frozen=True)
class Context:
    """What guards need to know of the person, the program and the moment. Ids are GitHub's numeric ones.

    ``opened_after`` already allows for grace. ``branches`` may hold patterns (`release-*`); when it is empty, the
    repository's default branch is meant. ``counted_for``: the title of the task that this evidence already counts for.
    ``opened_at`` is when the task opened for this person, without grace. ``taken`` holds what this evidence names and
    other people have already sent: object uids, container ids, lease ids, commits. ``upstream_commits`` are the
    project's own, as far as they are known. ``policy`` says what the community asks before a merge,
    ``settling`` how long a merge has to last.
    """

    now: datetime
    person_id: int
    opened_after: datetime
    repositories: Mapping[int, str] = field(default_factory=dict)
    branches: tuple[str, ...] = ()
    issue_number_required: bool = False
    nonce: str = ""
    counted_for: Text = field(default_factory=dict)
    opened_at: datetime | None = None
    taken: frozenset[str] = frozenset()
    upstream_commits: frozenset[str] | None = None
    settling: timedelta = timedelta(0)
    policy: Policy = field(default_factory=lambda: preset(DEFAULT_PRESET))


@dataclass(frozen=True)
class Judgement:
    """All findings in order: guards, rules, then the guards of the goal (ready, merged).

    ``primary`` is the unmet guard that nothing can mend, else the first finding that is not met, else None. Advice is
    never primary.
    """

    findings: tuple[Finding, ...]
    primary: Finding | None
