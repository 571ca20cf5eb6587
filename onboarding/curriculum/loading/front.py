"""What front matter may say: its keys and their types, and what to tell an author who wrote something else."""

import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from onboarding.curriculum.loading.pages import Page, Place
from onboarding.curriculum.loading.problems import Problem, nearest
from onboarding.curriculum.models import EvidenceKind
from onboarding.rules.kinds.quiz.questions import Form

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Slug = Annotated[str, StringConstraints(pattern=rf"^{SLUG.pattern}$", max_length=50)]
Days = Annotated[str, StringConstraints(pattern=r"^P\d{1,3}D$")]


class Front(BaseModel):
    """Every key has to be known: a misspelt one would be forgotten in silence."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class TrackFront(Front):
    title: Line
    summary: Line
    position: Annotated[int, Field(ge=0, le=999)] = 0


class TrackWords(Front):
    """What a translation of a track repeats."""

    title: Line
    summary: Line


class Example(Front):
    """Evidence in a file; ``but`` replaces parts of it, each named by a JSON pointer: ``/pull_request/state: open``."""

    file: Line
    but: dict[str, Any] = {}


AnyExample = Annotated[Example, BeforeValidator(lambda value: {"file": value} if isinstance(value, str) else value)]
"""A file alone may be written as its name."""


class Examples(Front):
    """Evidence that must pass; and by the code of a rule, evidence that must fail because of that rule."""

    passing: list[AnyExample] = Field(default=[], alias="pass")
    failing: dict[Slug, AnyExample] = Field(default={}, alias="fail")


class TaskFront(Front):
    title: Line
    summary: Line
    kind: EvidenceKind = Field(strict=False)
    draft: bool = False
    due: Days | None = None
    due_from: Literal["start", "unlock"] = "start"
    needs: list[Slug] = []
    minutes: Annotated[int, Field(ge=1, le=10_000)] | None = None
    use: list[str] = []
    challenge: list[str] = []
    rules: list[dict[str, Any]] = []
    may_share: list[Slug] = []
    criteria: list[Line] = []
    reviewed: bool | None = None
    examples: Examples = Examples()


class RuleWords(Front):
    """What a translation says of one rule. ``saw`` is CEL that yields text in that language."""

    expect: Line
    hint: Line
    saw: Line | None = None


class TaskWords(Front):
    """What a translation of a task repeats."""

    title: Line
    summary: Line
    criteria: list[Line] = []
    rules: dict[str, RuleWords] = {}


class QuestionFront(Front):
    """A question of a quiz. Of an order's ``edges``, ``first < then`` says what has to come before what, and why."""

    code: Slug
    form: Form = Field(strict=False)
    text: Paragraph
    why: Paragraph
    always: bool = False
    choices: dict[Slug, Line] = {}
    targets: dict[Slug, Line] = {}
    right: Annotated[list[Slug], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)] = []
    pairs: dict[Slug, Slug] = {}
    edges: dict[str, Paragraph] = {}
    accepted: list[Line] = []


class QuizFront(Front):
    """The questions of a quiz; how many of them one paper holds, and how many at most are about one's own objects."""

    draw: Annotated[int, Field(ge=1, le=50)] | None = None
    generated: Annotated[int, Field(ge=0, le=10)] = 0
    questions: list[QuestionFront]


class QuestionWords(Front):
    """What a translation says of one question."""

    text: Paragraph
    why: Paragraph
    choices: dict[str, Line] = {}
    targets: dict[str, Line] = {}
    edges: dict[str, Paragraph] = {}


class QuizWords(Front):
    questions: dict[str, QuestionWords]


class TermFront(Front):
    """A word, what it means in a sentence or two, and where to read more."""

    term: Line
    text: Line
    link: Annotated[str, StringConstraints(pattern=r"^https://\S+$", max_length=300)] | None = None


class GlossaryFront(Front):
    """A glossary in one language; every language repeats all of it."""

    terms: dict[Slug, TermFront]


AnyFront = TypeVar("AnyFront", bound=Front)


def parse(model: type[AnyFront], page: Page, problems: list[Problem]) -> AnyFront | None:
    """The front matter as this model, or None with everything that is wrong added to the problems."""
    try:
        return model.model_validate(page.front)
    except ValidationError as error:
        problems += [_problem(model, page, dict(each)) for each in error.errors(include_url=False)]
        return None


def _problem(model: type[Front], page: Page, error: dict[str, Any]) -> Problem:
    place: Place = tuple(error["loc"])
    name = ".".join(str(part) for part in place if part != "[key]")
    if error["type"] == "missing":
        return page.problem(place, f"`{name}` is missing. Add a line `{place[-1]}: …`.")
    if error["type"] == "extra_forbidden":
        return page.problem(place, f"`{name}` is not known here.{nearest(str(place[-1]), _keys(model, place))}")
    advice = _ADVICE.get(str(place[0])) if error["type"] != "string_type" else None
    advice = advice or _BY_TYPE.get(error["type"]) or f"{error['msg']}."
    given = error["input"]
    known = nearest(str(given), EvidenceKind.values) if place == ("kind",) else ""
    return page.problem(place, f"`{name}: {given}`? {advice}{known}")


def _keys(model: type[Front], place: Place) -> set[str]:
    """The keys that are known where this one stands."""
    fields = _INNER.get((model, place[0], len(place)), model).model_fields
    return {field.alias or key for key, field in fields.items()}


_INNER: dict[tuple[type[Front], str | int, int], type[Front]] = {
    (TaskFront, "examples", 2): Examples,
    (TaskFront, "examples", 4): Example,
    (TaskWords, "rules", 3): RuleWords,
    (QuizFront, "questions", 3): QuestionFront,
    (QuizWords, "questions", 3): QuestionWords,
    (GlossaryFront, "terms", 3): TermFront,
}
_ADVICE = {
    "due": "Write whole days, like `due: P7D` for a week.",
    "due_from": "Write `start` (of the program) or `unlock` (when the task can be begun).",
    "minutes": "Write a whole number of minutes.",
    "needs": "Write a list of the slugs of other tasks, like `needs: [first-contribution]`.",
    "may_share": "Write a list of the slugs of other tasks, like `may_share: [first-contribution]`.",
    "challenge": "Write a list of shared rule sets, like `challenge: [kubernetes-deployment-challenge]`.",
    "kind": "This is not a kind of evidence.",
    "draw": "Write how many questions one paper holds, from 1 to 50.",
    "generated": "Write how many questions at most are about the newcomer's own objects, from 0 to 10.",
}
_BY_TYPE = {
    "string_type": "Text is expected here: put it in quotes.",
    "list_type": "A list is expected here: lines that begin with `- `.",
    "dict_type": "`key: value` lines are expected here.",
    "model_type": "`key: value` lines are expected here.",
    "bool_type": "Write `true` or `false`.",
    "string_pattern_mismatch": "Small letters, digits and hyphens are expected here, like `kube-proxy`.",
    "string_too_short": "Write something here.",
    "string_too_long": "This is too long here: say it in fewer words.",
}
