"""What an open pull request is waiting for, in the reader's language: every need at once, and whose turn each is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onboarding.languages import pick
from onboarding.progress.words import DOERS, NEED_STATES, Words
from onboarding.rules.merging import tide
from onboarding.rules.merging.needs import TURNS, Need, State, needs
from onboarding.rules.merging.policy import Policy

_OUTCOMES = {State.MET: "met", State.UNMET: "unmet", State.PENDING: "waiting", State.UNKNOWN: "unknown"}
_PARTS = frozenset({"pull_request", "repository", "commits", "checks", "reviews"})


@dataclass(frozen=True)
class NeedShown:
    """Shaped as components/findings.html wants it; ``doer`` is who has to act."""

    code: str
    outcome: str
    word: Words
    expect: str
    saw: str
    hint: str
    turn: str
    doer: Words


@dataclass(frozen=True)
class Waiting:
    """``missing`` stands in the order in which one would go about it, ``tide`` is what the robot itself says."""

    missing: tuple[NeedShown, ...]
    met: tuple[NeedShown, ...]
    tide: str

    @property
    def signature(self) -> str:
        return ",".join(f"{need.code}:{need.outcome}" for need in self.missing)


def waiting_for(
    evidence: Mapping[str, Any], policy: Policy, *, language: str, doers: Mapping[str, Words] = DOERS
) -> Waiting | None:
    """None where there is nothing to wait for: it is over, or nobody has read it yet. ``doers`` names who acts."""
    found = needs(evidence, policy) if evidence.keys() >= _PARTS else ()
    if not found:
        return None
    missing = sorted((need for need in found if need.is_open), key=lambda need: TURNS.index(need.turn))
    return Waiting(
        missing=tuple(_shown(need, language, doers) for need in missing),
        met=tuple(_shown(need, language, doers) for need in found if not need.is_open),
        tide=tide.says(evidence, [policy]) if policy.merges_by_itself else "",
    )


def _shown(need: Need, language: str, doers: Mapping[str, Words]) -> NeedShown:
    return NeedShown(
        code=need.code,
        outcome=_OUTCOMES[need.state],
        word=NEED_STATES[need.state],
        expect=pick(need.expect, language),
        saw=pick(need.saw, language),
        hint=pick(need.do, language),
        turn=need.turn,
        doer=doers[need.turn],
    )
