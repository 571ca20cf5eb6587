"""Taking a quiz: on the task's page the way to it, on its own page the questions of one paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.forms import BoundField, ValidationError
from django.utils.translation import get_language, gettext

from onboarding.languages import DEFAULT_LANGUAGE
from onboarding.progress.handing_in.form import EvidenceForm
from onboarding.progress.handing_in.questions import Question, question
from onboarding.progress.queries.quizzes import QuizDesk, quiz_desk
from onboarding.progress.reader import Reader
from onboarding.rules.kinds.quiz.papers import shown
from onboarding.verification.models import QuizAttempt, Submission
from onboarding.verification.operations import submit_quiz


@dataclass(frozen=True)
class Asked:
    """A question as the page shows it. ``mistakes`` say what has to be filled in still."""

    question: Question
    fields: tuple[BoundField, ...]
    mistakes: list[str]

    @property
    def anchor(self) -> str:
        return f"question-{self.question.number}"


class QuizForm(EvidenceForm):
    """Without a paper there is nothing to fill in: then it only says where the quiz is, or when."""

    fragment = "progress/handing_in/quiz.html"

    def __init__(self, *args: Any, paper: QuizAttempt | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        sheets = paper.sheets if paper else ()
        language = get_language() or DEFAULT_LANGUAGE
        self.questions = [question(number, shown(sheet), language) for number, sheet in enumerate(sheets, start=1)]
        self.answers: list[Any] = []
        for each in self.questions:
            self.fields.update(each.fields)

    @cached_property
    def desk(self) -> QuizDesk:
        return quiz_desk(self.pinned, self.enrollment, Reader.of(self.enrollment))

    def clean(self) -> None:
        if self.paper is None:
            raise ValidationError(gettext("Begin the quiz, and answer its questions there."))
        for each in self.questions:
            given = [self.cleaned_data.get(name) for name in each.fields]
            try:
                self.answers.append(each.answer(given))
            except ValidationError as error:
                self.add_error(next(iter(each.fields)), error)

    @property
    def asked(self) -> Iterator[Asked]:
        for each in self.questions:
            fields = tuple(self[name] for name in each.fields)
            yield Asked(each, fields, [str(mistake) for field in fields for mistake in field.errors])

    @property
    def unanswered(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.mistakes]

    def hand_in(self, *, now: datetime) -> Submission:
        assert self.paper is not None  # noqa: S101 - only the quiz's own page hands in, and it has one
        return submit_quiz(attempt=self.paper, answers=self.answers, now=now)
