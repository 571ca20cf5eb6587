"""The questions of a quiz, from the file of YAML beside the task: `NN-the-task.quiz.yaml`, and its translations."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from onboarding.curriculum.loading.entries import Entry, read_entry
from onboarding.curriculum.loading.files import OTHER_LANGUAGES, Source
from onboarding.curriculum.loading.front import QuestionFront, QuizFront, QuizWords, TaskFront, TaskWords
from onboarding.curriculum.loading.pages import Page, Place, read_yaml
from onboarding.curriculum.loading.problems import Problem
from onboarding.curriculum.loading.quiz_words import QuizEntry, in_every_language, untranslated
from onboarding.curriculum.models import EvidenceKind
from onboarding.rules.kinds.quiz.generated import PREFIX
from onboarding.rules.kinds.quiz.questions import Form, Question, QuestionError, read_question
from onboarding.rules.kinds.quiz.quizzes import Quiz

USED: Mapping[Form, tuple[str, ...]] = {
    Form.SINGLE: ("choices", "right"),
    Form.MULTIPLE: ("choices", "right"),
    Form.MATCH: ("choices", "targets", "pairs"),
    Form.ORDER: ("choices", "edges"),
    Form.SHORT: ("accepted",),
}
"""What the answer of each form is made of, beside `text` and `why`."""

ANSWERS = ("choices", "targets", "right", "pairs", "edges", "accepted")
_KEY = re.compile(r"`(\w+)` ha")


def quiz_files(source: Source) -> Source:
    """The file of a task's questions, and its translations as far as they are there."""
    path = source.path.with_suffix(".quiz.yaml")
    translations = {language: path.with_suffix(f".{language}.yaml") for language in OTHER_LANGUAGES}
    there = {language: each for language, each in translations.items() if each.exists()}
    return Source(source.slug, source.number, path, there)


def read_quiz(source: Source, task: Entry[TaskFront, TaskWords], problems: list[Problem]) -> Quiz | None:
    """The questions of a task of this kind; None for every other kind, and where nothing could be used."""
    files = quiz_files(source)
    is_there, is_quiz = files.path.exists(), task.front.kind == EvidenceKind.QUIZ
    if is_there and not is_quiz:
        how = "Only a task of the kind `quiz` asks questions. Change its `kind`, or delete this file."
        problems.append(Problem(files.path, 1, how))
    if is_quiz and not is_there:
        problems.append(task.page.problem(("kind",), f"A quiz asks questions. Write them in {files.path.name}."))
    if not (is_there and is_quiz):
        return None
    entry = read_entry(files, QuizFront, QuizWords, problems, read_yaml)
    return _quiz(entry, problems) if entry else None


def strays(folder: Path, sources: Sequence[Source]) -> Iterator[Problem]:
    """Files of questions that belong to no task."""
    known: set[Path] = set()
    for source in sources:
        files = quiz_files(source)
        known |= {files.path, *files.translations.values()}
    for path in sorted(set(folder.glob("*.quiz.*")) - known):
        yield Problem(path, 1, "No task has these questions. Name the file like its task: `NN-the-task.quiz.yaml`.")


def _quiz(entry: QuizEntry, problems: list[Problem]) -> Quiz | None:
    front = entry.front
    before = len(problems)
    problems.extend(_wrong_numbers(entry))
    problems.extend(untranslated(entry))
    questions = [_question(number, entry, problems) for number in range(len(front.questions))]
    problems.extend(_doubles(entry))
    if len(problems) > before:
        return None
    return Quiz(
        questions=tuple(question for question in questions if question is not None),
        draw=front.draw or len(front.questions),
        generated=front.generated,
        always=frozenset(each.code for each in front.questions if each.always),
    )


def _wrong_numbers(entry: QuizEntry) -> Iterator[Problem]:
    """A paper has to be full for somebody who has no objects of their own, too."""
    front, page = entry.front, entry.page
    written, always = len(front.questions), sum(each.always for each in front.questions)
    draw = front.draw or written
    if draw > written:
        how = f"There are only {written} questions to draw {draw} from. Write more, or draw fewer."
        yield page.problem(("draw",), how)
    elif always > draw:
        yield page.problem(("draw",), f"{always} questions are asked `always`. Draw at least as many.")
    elif front.generated > draw - always:
        how = f"A paper has room for {draw - always} of them. Draw more, or write a smaller number here."
        yield page.problem(("generated",), how)


def _question(number: int, entry: QuizEntry, problems: list[Problem]) -> Question | None:
    given = entry.front.questions[number]
    place: Place = ("questions", number)
    problems.extend(_not_of_this_form(given, entry.page, place))
    try:
        edges = [_edge(name) for name in given.edges]
    except ValueError as error:
        how = f"`{error}`? Write the two cards like `store < watch`: the first has to come before the second."
        problems.append(entry.page.problem((*place, "edges", str(error)), how))
        return None
    try:
        return read_question(in_every_language(given, edges, entry))
    except QuestionError as error:
        found = _KEY.search(error.advice)
        key = found[1] if found else "code"
        problems.append(entry.page.problem((*place, key), str(error)))
        return None


def _not_of_this_form(given: QuestionFront, page: Page, place: Place) -> Iterator[Problem]:
    used = USED[given.form]
    for key in ANSWERS:
        if getattr(given, key) and key not in used:
            wanted = ", ".join(f"`{each}`" for each in used)
            how = f"The answer of a question of the form `{given.form}` is made of {wanted}. Take `{key}` out."
            yield page.problem((*place, key), how)
    if given.code.startswith(PREFIX):
        how = f"Names that begin with `{PREFIX}` are those of generated questions. Give it another."
        yield page.problem((*place, "code"), how)


def _edge(name: str) -> tuple[str, str]:
    """`first < then`."""
    first, sign, then = (part.strip() for part in name.partition("<"))
    if not (first and sign and then):
        raise ValueError(name)
    return first, then


def _doubles(entry: QuizEntry) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, question in enumerate(entry.front.questions):
        if question.code in seen:
            how = f"Another question has the code `{question.code}`. Give each its own."
            yield entry.page.problem(("questions", number, "code"), how)
        seen.add(question.code)
