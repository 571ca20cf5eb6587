"""The CEL engine: sources are compiled once, checked against the documented shape, and asked of plain JSON.

Nothing but the evidence is visible to an expression, and there are no functions of our own: the bindings leak about
90 kB each time such a function is called with an object (measured on 0.1.3), and pure CEL stays portable.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from cel_expr_python import cel
from cel_expr_python.ext import ext_bindings, ext_math, ext_optional, ext_strings

from onboarding.rules.errors import RuleError, explain
from onboarding.rules.shapes import SHAPES
from onboarding.rules.shapes.typed import typed_variables
from onboarding.rules.types import TURNS, Evidence, Rule

PLACE = re.compile(r"\{\{(.+?)\}\}")
"""A place in a hint that CEL fills in: `Run {{ facts.mend.reword }}`."""


class Unanswerable(Exception):
    """The expression has no answer for this evidence: a missing field, a wrong type, too many objects."""

    def __init__(self, detail: str, *, too_many: bool = False) -> None:
        super().__init__(detail)
        self.too_many = too_many


def compile_rules(*, kind: str, rules: Sequence[Rule]) -> None:
    """Raise RuleError for the first thing that an author must put right in a task's rules."""
    if kind not in SHAPES:
        raise RuleError(None, f"There is no evidence kind `{kind}`. Write one of: {', '.join(SHAPES)}.")
    if not rules:
        raise RuleError(None, "The list of rules is empty, so anything would pass. Write at least one rule.")
    if all(rule.advice for rule in rules):
        raise RuleError(None, "All rules are advice, so anything would pass. Write at least one that decides.")
    codes = [rule.code for rule in rules]
    for code in codes:
        if codes.count(code) > 1:
            raise RuleError(code, f"Two rules are called `{code}`. Give each its own code.")
    for rule in rules:
        compile_rule(kind=kind, rule=rule)


def compile_rule(*, kind: str, rule: Rule) -> None:
    """Raise RuleError for a syntax error, an unknown variable or field, or an expression of the wrong type."""
    _check(kind, rule.code, rule.expression, "expression", {"BOOL"})
    if rule.saw:
        _check(kind, rule.code, rule.saw, "saw", {"STRING", "MAP<STRING, STRING>"})
    if rule.turn and rule.turn not in TURNS:
        _check(kind, rule.code, rule.turn, "turn", {"STRING"})
    for source in sorted({source for hint in rule.hint.values() for source in PLACE.findall(hint)}):
        _check(kind, rule.code, source, "hint", {"STRING", "MAP<STRING, STRING>"})


def _check(kind: str, code: str, source: str, part: str, allowed: set[str]) -> None:
    """Compile against the shape's types. A `dyn(…)` is the author's own responsibility, except in what is asked."""
    try:
        found = _typed_environment(kind).compile(source).return_type().name()
    except RuntimeError as error:
        raise RuleError(code, explain(kind, part, str(error))) from None
    if found not in allowed and (part == "expression" or found not in {"DYN", "MAP<STRING, DYN>"}):
        wanted = "true or false" if part == "expression" else "a text, or a map of texts by language"
        raise RuleError(code, f"The {part} yields {found.lower()}, but it must yield {wanted}.")


def ask(kind: str, source: str, evidence: Evidence) -> Any:
    """What the expression yields for this evidence, as plain Python. Raises Unanswerable."""
    try:
        value = _program(kind, source).eval(data=dict(evidence))
    except RuntimeError as error:
        raise Unanswerable(str(error), too_many="Iteration budget exceeded" in str(error)) from None
    plain = value.plain_value()
    if value.type() == cel.Type.ERROR:
        raise Unanswerable(str(plain))
    return plain


@lru_cache(maxsize=2048)
def _program(kind: str, source: str) -> cel.Expression:
    """The compiled expression. Its variables are dynamic, because evidence is plain JSON."""
    try:
        return _environment(kind).compile(source)
    except RuntimeError as error:
        raise Unanswerable(str(error)) from None


@cache
def _environment(kind: str) -> cel.Env:
    return cel.NewEnv(variables=dict.fromkeys(SHAPES[kind]["properties"], cel.Type.DYN), extensions=_extensions())


@cache
def _typed_environment(kind: str) -> cel.Env:
    pool, variables = typed_variables(kind)
    return cel.NewEnv(pool, variables=variables, extensions=_extensions())


def _extensions() -> list[cel.CelExtensionBase]:
    return [ext_strings.ExtStrings(), ext_optional.ExtOptional(), ext_bindings.ExtBindings(), ext_math.ExtMath()]
