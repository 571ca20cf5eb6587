"""The rules of a task: its own, in every language, after those of the shared sets that it uses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from onboarding.curriculum.loading.entries import Entry
from onboarding.curriculum.loading.front import SLUG, RuleWords, TaskFront, TaskWords
from onboarding.curriculum.loading.pages import Page
from onboarding.curriculum.loading.problems import Problem, nearest
from onboarding.languages import DEFAULT_LANGUAGE
from onboarding.rules import rulesets
from onboarding.rules.authored import read_rules
from onboarding.rules.engine import compile_rule
from onboarding.rules.errors import RuleError
from onboarding.rules.types import Rule

LONGEST_CODE = 60
_PART = re.compile(r"The (expression|saw|turn|hint) ")

TaskEntry = Entry[TaskFront, TaskWords]


def read_task_rules(entry: TaskEntry, problems: list[Problem]) -> tuple[Rule, ...]:
    """Every rule that could be read; what is wrong with the others is among the problems."""
    rules = (*_shared(entry, "use", problems), *_own(entry, problems))
    if not (entry.front.rules or entry.front.use):
        message = "Without rules anything would pass. Add `rules:`, or `use:` with a shared rule set."
        problems.append(entry.page.problem((), message))
    elif rules and all(rule.advice for rule in rules):
        message = "All its rules are advice, so anything would pass. Add one that decides."
        problems.append(entry.page.problem(("rules",), message))
    problems.extend(_doubles(entry, (*rules, *read_challenge(entry, []))))
    problems.extend(_untranslated(entry))
    return rules


def read_challenge(entry: TaskEntry, problems: list[Problem]) -> tuple[Rule, ...]:
    """What the second step has to show besides, from shared sets; empty where one step is enough."""
    return tuple(_shared(entry, "challenge", problems))


def _shared(entry: TaskEntry, key: Literal["use", "challenge"], problems: list[Problem]) -> Iterator[Rule]:
    for number, name in enumerate(getattr(entry.front, key)):
        try:
            rules = rulesets.load(name)
            for rule in rules:
                compile_rule(kind=entry.front.kind.value, rule=rule)
        except RuleError as error:
            problems.append(entry.page.problem((key, number), str(error)))
        else:
            yield from rules


def _own(entry: TaskEntry, problems: list[Problem]) -> Iterator[Rule]:
    kind = entry.front.kind.value
    for number, given in enumerate(entry.front.rules):
        try:
            rule = read_rules([given], {})[0]
            _check_code(rule.code)
            compile_rule(kind=kind, rule=rule)
        except RuleError as error:
            problems.append(entry.page.problem(("rules", number, _part(error)), str(error)))
            continue
        words = {
            language: (page, task.rules[rule.code])
            for language, (page, task) in entry.translations.items()
            if rule.code in task.rules
        }
        for page, translated in words.values():
            problems.extend(_wrong_words(kind, rule, page, translated))
        by_language = {language: {rule.code: _given(translated)} for language, (_page, translated) in words.items()}
        yield read_rules([given], by_language)[0]


def _check_code(code: str) -> None:
    if not SLUG.fullmatch(code) or len(code) > LONGEST_CODE:
        raise RuleError(code, "Write its code in small letters and hyphens, like `not-ready`.")


def _wrong_words(kind: str, rule: Rule, page: Page, words: RuleWords) -> Iterator[Problem]:
    """CEL in a translation is compiled by itself, so that the line is the translation's."""
    try:
        compile_rule(kind=kind, rule=replace(rule, saw=words.saw or "", hint={DEFAULT_LANGUAGE: words.hint}))
    except RuleError as error:
        yield page.problem(("rules", rule.code, _part(error)), str(error))


def _untranslated(entry: TaskEntry) -> Iterator[Problem]:
    codes = [str(given.get("code", "")) for given in entry.front.rules]
    for language, (page, words) in entry.translations.items():
        for code in words.rules:
            if code not in codes:
                yield page.problem(("rules", code), f"The task has no rule `{code}` of its own.{nearest(code, codes)}")
        for code in codes:
            if code not in words.rules:
                message = f"The rule `{code}` has no words in {language}. Add its `expect` and `hint`."
                yield page.problem(("rules",), message)


def _doubles(entry: TaskEntry, rules: Sequence[Rule]) -> Iterator[Problem]:
    seen: set[str] = set()
    for rule in rules:
        if rule.code in seen:
            yield entry.page.problem(("rules",), f"Two rules have the code `{rule.code}`. Give each its own.")
        seen.add(rule.code)


def _given(words: RuleWords) -> dict[str, str]:
    given: dict[str, str] = words.model_dump(exclude_none=True)
    return given


def _part(error: RuleError) -> str:
    """The key that the engine's sentence is about, so that the line is that key's."""
    found = _PART.match(error.message)
    return found[1] if found else "code"
