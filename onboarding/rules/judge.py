"""Judging: evidence in, findings out. The same pure call serves the worker, the commands, the preview and the tests."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onboarding.languages import CODES, Text
from onboarding.rules import engine, guards
from onboarding.rules.facts import with_facts
from onboarding.rules.texts import fill, load_texts
from onboarding.rules.types import TURNS, Context, Evidence, Finding, Judgement, Outcome, Rule

LONGEST_SAW = 2000
_UNKNOWN = load_texts(Path(__file__).parent / "unknown.yaml")
_UNKNOWN_TURN = {"pull_request": "machine"}


def judge(*, kind: str, evidence: Evidence, rules: Sequence[Rule], context: Context) -> Judgement:
    """Ask every guard and every rule. A list without a rule that decides is refused: it would let anything pass."""
    if all(rule.advice for rule in rules):
        msg = "refusing to judge by an empty list of rules"
        raise ValueError(msg)
    full = with_facts(kind=kind, evidence=evidence, context=context)
    findings = (
        *guards.before(kind=kind, evidence=full, context=context),
        *(_ask(kind, rule, full) for rule in rules),
        *guards.after(kind=kind, evidence=full, context=context),
    )
    return Judgement(findings, primary=_primary(findings))


def only(finding: Finding) -> Judgement:
    """A judgement that rests on one finding alone."""
    return Judgement((finding,), primary=_primary((finding,)))


def _primary(findings: Sequence[Finding]) -> Finding | None:
    unmendable = (finding for finding in findings if finding.final and finding.outcome is Outcome.UNMET)
    not_met = (finding for finding in findings if finding.outcome is not Outcome.MET and not finding.is_advice)
    return next(unmendable, None) or next(not_met, None)


def _ask(kind: str, rule: Rule, evidence: Evidence) -> Finding:
    try:
        answer = engine.ask(kind, rule.expression, evidence)
    except engine.Unanswerable as error:
        return _unknown(kind, rule, "too-many" if error.too_many else "error", str(error))
    if not isinstance(answer, bool):
        return _unknown(kind, rule, "not-boolean", repr(answer))
    outcome = Outcome.MET if answer else rule.otherwise
    return Finding(
        code=rule.code,
        outcome=outcome,
        expect=rule.expect,
        saw=_text(kind, rule.saw, evidence) if rule.saw else {},
        hint={} if answer else _hint(kind, rule.hint, evidence),
        turn="nobody" if answer or rule.advice else _turn(kind, rule, outcome, evidence),
        is_advice=rule.advice,
    )


def _unknown(kind: str, rule: Rule, case: str, detail: str) -> Finding:
    """No answer is not a *no*: the page says what kept us from telling."""
    saw = fill(_UNKNOWN[case]["saw"], {"detail": detail[:LONGEST_SAW]})
    turn = "nobody" if rule.advice else _UNKNOWN_TURN.get(kind, "mentor")
    hint = _UNKNOWN[case]["hint"]
    return Finding(rule.code, Outcome.UNKNOWN, rule.expect, saw, hint, turn=turn, is_advice=rule.advice)


def _text(kind: str, source: str, evidence: Evidence) -> Text:
    """What the expression yields, in every language; empty when it could not be told."""
    try:
        value = engine.ask(kind, source, evidence)
    except engine.Unanswerable:
        return {}
    return _in_every_language(value)


def _in_every_language(value: Any) -> Text:
    words = value if isinstance(value, dict) else dict.fromkeys(CODES, value)
    return {str(code): word[:LONGEST_SAW] for code, word in words.items() if isinstance(word, str)}


def _hint(kind: str, hint: Text, evidence: Evidence) -> Text:
    """The hint with its places filled in; one that can't be told is left out."""

    def filled(language: str, text: str) -> str:
        return engine.PLACE.sub(lambda place: _text(kind, place[1], evidence).get(language, ""), text).strip()

    return {language: filled(language, text) for language, text in hint.items()}


def _turn(kind: str, rule: Rule, outcome: Outcome, evidence: Evidence) -> str:
    """Whose turn an answer other than *met* makes it: what the rule says, else what the pull request is waiting for."""
    if rule.turn in TURNS:
        return rule.turn
    source = rule.turn or ("facts.turn" if kind == "pull_request" and outcome is Outcome.WAITING else "")
    word = _text(kind, source, evidence).get("en") if source else ""
    return word if word in TURNS - {"nobody"} else "newcomer"
