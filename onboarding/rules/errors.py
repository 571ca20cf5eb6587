"""What authors of rules are told: what we saw, and what to do about it."""

import re
from difflib import get_close_matches

from onboarding.rules.shapes import SHAPES
from onboarding.rules.shapes.typed import fields_of

_UNKNOWN_VARIABLE = re.compile(r"undeclared reference to '([A-Za-z_]\w*)")
_UNKNOWN_FIELD = re.compile(r"undefined field '(\w+)' not found in struct '([\w.]+)'")
_POSITION = re.compile(r"<input>:(\d+):(\d+): (?:Syntax error: )?(.+)")


class RuleError(Exception):
    """A rule that its author must put right. ``code`` names the rule; the list as a whole has none."""

    def __init__(self, code: str | None, message: str) -> None:
        super().__init__(f"rule `{code}`: {message}" if code else message)
        self.code = code
        self.message = message


def explain(kind: str, part: str, error: str) -> str:
    """CEL's own words about a part of a rule (expression, saw, turn, hint) as a sentence that says what to do."""
    if unknown := _UNKNOWN_FIELD.search(error):
        return _no_such_field(kind, part, *unknown.groups())
    if unknown := _UNKNOWN_VARIABLE.search(error):
        return _no_such_variable(kind, part, unknown[1])
    position = _POSITION.search(error)
    where = f" at line {position[1]}, column {position[2]}: {position[3]}" if position else f": {error}"
    return f"The {part} cannot be compiled{where}. Put it right; the language is CEL (https://cel.dev)."


def _no_such_variable(kind: str, part: str, name: str) -> str:
    known = tuple(SHAPES[kind]["properties"])
    return f"The {part} names `{name}`, but evidence of the kind {kind} has only: {_listed(name, known)}"


def _no_such_field(kind: str, part: str, name: str, message: str) -> str:
    record = message.removeprefix(f"evidence.{kind}.").replace("__", ".")
    known = fields_of(kind, message)
    return f"The {part} names `{name}`, but `{record}` has only: {_listed(name, known)}"


def _listed(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1)
    guess = f" Did you mean `{near[0]}`?" if near else ""
    return f"{', '.join(known)}.{guess}"
