"""The words of a quiz in every language: put side by side, and what of them is missing."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from onboarding.curriculum.loading.entries import Entry
from onboarding.curriculum.loading.files import OTHER_LANGUAGES
from onboarding.curriculum.loading.front import QuestionFront, QuestionWords, QuizFront, QuizWords
from onboarding.curriculum.loading.pages import Page, Place
from onboarding.curriculum.loading.problems import Problem, nearest
from onboarding.languages import DEFAULT_LANGUAGE, Text

QuizEntry = Entry[QuizFront, QuizWords]

NAMED = ("choices", "targets", "edges")
"""What has words of its own in every language, by name."""

_CODE = re.compile(r"`[^`]+`")
"""Names of programs and commands are the same in every language: what is code from end to end isn't translated."""


def in_every_language(given: QuestionFront, edges: Sequence[tuple[str, str]], entry: QuizEntry) -> dict[str, Any]:
    """The question as `read_question` wants it. What nobody has translated yet stands there in English."""
    words = {
        language: translation.questions[given.code]
        for language, (_page, translation) in entry.translations.items()
        if given.code in translation.questions
    }

    def text(key: str) -> Text:
        others = {language: getattr(words.get(language, given), key) for language in OTHER_LANGUAGES}
        return {DEFAULT_LANGUAGE: getattr(given, key), **others}

    def named(key: str) -> dict[str, Text]:
        def others(name: str, english: str) -> Text:
            of_key = {language: getattr(each, key) for language, each in words.items()}
            return {language: of_key.get(language, {}).get(name, english) for language in OTHER_LANGUAGES}

        own: dict[str, str] = getattr(given, key)
        return {name: {DEFAULT_LANGUAGE: english, **others(name, english)} for name, english in own.items()}

    whys = named("edges").values()
    return {
        **given.model_dump(include={"code", "right", "pairs", "accepted"}),
        "form": given.form.value,
        "text": text("text"),
        "why": text("why"),
        "choices": named("choices"),
        "targets": named("targets"),
        "edges": [{"first": first, "then": then, "why": why} for (first, then), why in zip(edges, whys, strict=True)],
    }


def untranslated(entry: QuizEntry) -> Iterator[Problem]:
    """What a translation lacks, and what it translates that is not there."""
    questions = {question.code: question for question in entry.front.questions}
    for language, (page, words) in entry.translations.items():
        for code, translated in words.questions.items():
            if code in questions:
                yield from _unnamed(questions[code], translated, page, language)
            else:
                how = f"The quiz has no question `{code}`.{nearest(code, questions)}"
                yield page.problem(("questions", code), how)
        for code in questions:
            if code not in words.questions:
                how = f"The question `{code}` has no words in {language}. Add its `text` and `why`."
                yield page.problem(("questions",), how)


def _unnamed(question: QuestionFront, words: QuestionWords, page: Page, language: str) -> Iterator[Problem]:
    for key in NAMED:
        own: dict[str, str] = getattr(question, key)
        translated: dict[str, str] = getattr(words, key)
        place: Place = ("questions", question.code, key)
        for name in translated:
            if name not in own:
                yield page.problem((*place, name), f"There is no `{name}` among the {key}.{nearest(name, own)}")
        for name, english in own.items():
            if name not in translated and not _CODE.fullmatch(english):
                yield page.problem(place, f"`{name}` has no words in {language}. Add a line for it to `{key}`.")
