"""Rules as authors write them: YAML entries in one language, with their translations beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from onboarding.languages import DEFAULT_LANGUAGE, Text
from onboarding.rules.errors import RuleError
from onboarding.rules.guards import CODES as GUARD_CODES
from onboarding.rules.types import Outcome, Rule

REQUIRED = frozenset({"code", "expect", "expression", "hint"})
OPTIONAL = frozenset({"saw", "otherwise", "turn", "advice"})
TRANSLATED = frozenset({"expect", "saw", "hint"})
OTHERWISE = {"unmet": Outcome.UNMET, "waiting": Outcome.WAITING}

Translations = Mapping[str, Mapping[str, Mapping[str, str]]]
"""By language, then by rule code: `{"zh-hans": {"image-pull": {"expect": …, "hint": …}}}`."""


def read_rules(entries: Sequence[Mapping[str, Any]], translations: Translations) -> tuple[Rule, ...]:
    """The rules of a task or a shared set. Raises RuleError for keys that are missing, unknown or mistyped."""
    rules = tuple(_rule(entry, translations) for entry in entries)
    known = {rule.code for rule in rules}
    for language, by_code in translations.items():
        for code in by_code.keys() - known:
            raise RuleError(code, f"It is translated into {language}, but there is no such rule. Mend or delete it.")
    return rules


def _rule(entry: Mapping[str, Any], translations: Translations) -> Rule:
    code = str(entry.get("code", ""))
    _check_keys(code, entry)
    words = {language: by_code.get(code, {}) for language, by_code in translations.items()}
    for language, fields in words.items():
        if extra := fields.keys() - TRANSLATED:
            raise RuleError(code, f"Its {language} text has `{min(extra)}`; only {_listed(TRANSLATED)} are translated.")
    return Rule(
        code=code,
        expression=entry["expression"],
        expect=_text("expect", entry, words),
        hint=_text("hint", entry, words),
        saw=_saw(entry, words),
        otherwise=OTHERWISE[entry.get("otherwise", "unmet")],
        turn=entry.get("turn", ""),
        advice=entry.get("advice", False),
    )


def _check_keys(code: str, entry: Mapping[str, Any]) -> None:
    if missing := REQUIRED - entry.keys():
        raise RuleError(code, f"It lacks {_listed(missing)}. A rule needs {_listed(REQUIRED)}.")
    if unknown := entry.keys() - REQUIRED - OPTIONAL:
        raise RuleError(code, f"It has {_listed(unknown)}, which no rule has. Allowed: {_listed(REQUIRED | OPTIONAL)}.")
    _check_advice(code, entry)
    for key, value in entry.items():
        if key != "advice" and not isinstance(value, str):
            raise RuleError(code, f"Its `{key}` is not a text. Put it in quotes.")
    if entry.get("otherwise", "unmet") not in OTHERWISE:
        raise RuleError(code, f"`otherwise: {entry['otherwise']}` is not one of {_listed(OTHERWISE)}.")
    if code in GUARD_CODES:
        raise RuleError(code, "A guard has this code, and guards are asked anyway. Give the rule another one.")


def _check_advice(code: str, entry: Mapping[str, Any]) -> None:
    if not isinstance(entry.get("advice", False), bool):
        raise RuleError(code, "Its `advice` is neither `true` nor `false`.")
    if entry.get("advice") and (idle := entry.keys() & {"otherwise", "turn"}):
        raise RuleError(code, f"Advice keeps nobody waiting. Take {_listed(idle)} out.")


def _text(key: str, entry: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> Text:
    translated = {language: fields[key].strip() for language, fields in words.items() if key in fields}
    return {DEFAULT_LANGUAGE: entry[key].strip(), **translated}


def _saw(entry: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> str:
    """What was seen is CEL in each language; together they are one expression that yields a map by language."""
    own = str(entry.get("saw", "")).strip()
    translated = {language: fields["saw"] for language, fields in words.items() if "saw" in fields}
    if not own or not translated:
        return own
    pairs = {DEFAULT_LANGUAGE: own, **translated}
    return "{" + ", ".join(f'"{language}": {source}' for language, source in pairs.items()) + "}"


def _listed(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
