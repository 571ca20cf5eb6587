"""Questions beside a task: what comes out of files in order, and what is said of files that are not."""

import pytest

from onboarding.curriculum.content import TaskContent
from onboarding.curriculum.loading import CurriculumError, load
from tests.curriculum.authored import TASK, write

QUIZ_TASK = """\
    ---
    title: Who does what
    summary: A few questions.
    kind: quiz
    draft: true
    use: [quiz]
    ---
    Read, then answer.
    """
QUIZ_TASK_ZH = """\
    ---
    title: 谁做什么
    summary: 几个问题。
    ---
    先读，再作答。
    """
QUIZ = """\
    draw: 2
    questions:
      - code: etcd
        form: single
        text: Who talks to etcd?
        choices:
          api: "`kube-apiserver`"
          all: Everyone
        right: api
        why: Only the API server.
      - code: trace
        form: order
        always: true
        text: What comes first?
        choices:
          store: Store
          watch: Watch
          admit: Admit
        edges:
          admit < store: Checked first.
          store < watch: Stored first.
        why: Check, store, tell.
      - code: port
        form: short
        text: Which port?
        accepted: ["6443"]
        why: It is 6443.
    """
QUIZ_ZH = """\
    questions:
      etcd:
        text: 谁与 etcd 通信？
        choices:
          all: 所有组件
        why: 只有 API server。
      trace:
        text: 先后如何？
        choices:
          store: 存储
          watch: 得知
          admit: 检查
        edges:
          admit < store: 先检查。
          store < watch: 先存储。
        why: 检查、存储、通知。
      port:
        text: 哪个端口？
        why: 是 6443。
    """
NAMES = {
    "task": "02-who.md",
    "task_zh": "02-who.zh-hans.md",
    "quiz": "02-who.quiz.yaml",
    "quiz_zh": "02-who.quiz.zh-hans.yaml",
}
FILES = {"task": QUIZ_TASK, "task_zh": QUIZ_TASK_ZH, "quiz": QUIZ, "quiz_zh": QUIZ_ZH}


def write_quiz(directory, **spoilt):
    """The small curriculum of these tests with a quiz in it."""
    files = {**FILES, **spoilt}
    return write(directory, **{NAMES.get(key, key): text for key, text in files.items()})


def problems(directory, **spoilt):
    with pytest.raises(CurriculumError) as error:
        load([write_quiz(directory, **spoilt)])
    return [f"{each.path.name}:{each.line}: {each.message}" for each in error.value.problems]


def change(key, old, new):
    assert old in FILES[key]
    return {key: FILES[key].replace(old, new)}


def quiz_of(directory, **spoilt):
    return load([write_quiz(directory, **spoilt)])[0].content.tasks[1].quiz


def test_questions_become_part_of_the_task_in_every_language(tmp_path):
    quiz = quiz_of(tmp_path)

    etcd, trace, port = quiz.questions
    assert (quiz.draw, quiz.generated, quiz.always) == (2, 0, {"trace"})
    assert etcd.text == {"en": "Who talks to etcd?", "zh-hans": "谁与 etcd 通信？"}
    assert etcd.right == {"api"}
    assert etcd.choices["all"] == {"en": "Everyone", "zh-hans": "所有组件"}
    assert etcd.choices["api"] == {"en": "`kube-apiserver`", "zh-hans": "`kube-apiserver`"}, "code is code"
    assert [(edge.first, edge.then, edge.why["zh-hans"]) for edge in trace.edges] == [
        ("admit", "store", "先检查。"),
        ("store", "watch", "先存储。"),
    ]
    assert port.accepted == ("6443",)


def test_without_a_number_all_questions_are_drawn(tmp_path):
    assert quiz_of(tmp_path, **change("quiz", "    draw: 2\n", "")).draw == 3


def test_another_question_is_another_version_and_survives_the_way_through_json(tmp_path):
    before = load([write_quiz(tmp_path)])[0].content.tasks[1]
    after = load([write_quiz(tmp_path, **change("quiz_zh", "是 6443", "就是 6443"))])[0].content.tasks[1]

    assert before.digest != after.digest
    assert TaskContent.from_json(before.to_json()) == before


def test_a_task_without_questions_says_what_it_said_before_there_were_quizzes(tmp_path):
    assert "quiz" not in load([write(tmp_path)])[0].content.tasks[0].to_json()


SPOILT = [
    ({"quiz": None, "quiz_zh": None}, "02-who.md:4: A quiz asks questions. Write them in 02-who.quiz.yaml."),
    (
        {"quiz_zh": None},
        "02-who.quiz.yaml:1: It has no translation. Add 02-who.quiz.zh-hans.yaml, with the translated words only.",
    ),
    ({"quiz": "questions: ["}, "02-who.quiz.yaml:1: The file is not YAML: expected the node content"),
    ({"quiz": "- a"}, "02-who.quiz.yaml:1: The file has to be `key: value` lines."),
    ({"quiz": "draw: 1"}, "02-who.quiz.yaml:1: `questions` is missing."),
    (change("quiz", "draw: 2", "draw: 4"), "02-who.quiz.yaml:1: There are only 3 questions to draw 4 from."),
    (change("quiz", "draw: 2", "draw: many"), "02-who.quiz.yaml:1: `draw: many`? Write how many questions"),
    (change("quiz", "draw: 2", "drow: 2"), "02-who.quiz.yaml:1: `drow` is not known here. Did you mean `draw`?"),
    (
        change("quiz", "draw: 2", "draw: 2\n    generated: 2"),
        "02-who.quiz.yaml:2: A paper has room for 1 of them. Draw more, or write a smaller number here.",
    ),
    (
        {"quiz": QUIZ.replace("draw: 2", "draw: 1").replace("form: short", "form: short\n        always: true")},
        "02-who.quiz.yaml:1: 2 questions are asked `always`. Draw at least as many.",
    ),
    (change("quiz", "form: short", "form: essay"), "02-who.quiz.yaml:24: `questions.2.form: essay`?"),
    (change("quiz", "right: api", "right: apo"), "02-who.quiz.yaml:9: question `etcd`: `right` has to name exactly"),
    (change("quiz", "        right: api\n", ""), "02-who.quiz.yaml:3: question `etcd`: `right` has to name exactly"),
    (
        change("quiz", "right: api", "accepted: [api]\n        right: api"),
        "02-who.quiz.yaml:9: The answer of a question of the form `single` is made of `choices`, `right`. Take",
    ),
    (
        change("quiz", "          store < watch: Stored first.", "          store < admit: Stored first."),
        "02-who.quiz.yaml:19: question `trace`: `edges` have to lead one way, and go round in a circle: admit",
    ),
    (
        change("quiz", "store < watch:", "store, watch:"),
        "02-who.quiz.yaml:21: `store, watch`? Write the two cards like `store < watch`",
    ),
    (
        change("quiz", "store < watch:", "store < wotch:"),
        "02-who.quiz.yaml:19: question `trace`: `edges` have to name choices",
    ),
    (change("quiz", "code: port", "code: etcd"), "02-who.quiz.yaml:23: Another question has the code `etcd`."),
    (change("quiz", "code: port", "code: own-port"), "02-who.quiz.yaml:23: Names that begin with `own-`"),
    (
        change("quiz", "code: port", "code: The port"),
        "02-who.quiz.yaml:23: `questions.2.code: The port`? Small letters",
    ),
    (change("quiz", "        why: Only the", "        whi: Only the"), "02-who.quiz.yaml:10: `questions.0.whi` is not"),
    (
        change("quiz_zh", "      port:\n        text: 哪个端口？\n        why: 是 6443。\n", ""),
        "02-who.quiz.zh-hans.yaml:1: The question `port` has no words in zh-hans. Add its `text` and `why`.",
    ),
    (
        change("quiz_zh", "      port:", "      prot:"),
        "02-who.quiz.zh-hans.yaml:17: The quiz has no question `prot`. Did you mean `port`?",
    ),
    (
        change("quiz_zh", "          store: 存储\n", ""),
        "02-who.quiz.zh-hans.yaml:9: `store` has no words in zh-hans. Add a line for it to `choices`.",
    ),
    (
        change("quiz_zh", "admit < store: 先", "admit < stare: 先"),
        "02-who.quiz.zh-hans.yaml:14: There is no `admit < stare` among the edges. Did you mean `admit < store`?",
    ),
    (
        change("quiz_zh", "text: 哪个", "texts: 哪个"),
        "02-who.quiz.zh-hans.yaml:18: `questions.port.texts` is not known",
    ),
    (
        {"05-nothing.quiz.yaml": "questions: []"},
        "05-nothing.quiz.yaml:1: No task has these questions. Name the file like its task: `NN-the-task.quiz.yaml`.",
    ),
    ({"task": TASK}, "02-who.quiz.yaml:1: Only a task of the kind `quiz` asks questions."),
]


@pytest.mark.parametrize(("files", "expected"), SPOILT, ids=[expected for _files, expected in SPOILT])
def test_each_mistake_is_told_with_its_line_and_what_to_do(tmp_path, files, expected):
    found = problems(tmp_path, **files)

    assert [line for line in found if line.startswith(expected)], found
    assert len(found) <= 3, "one mistake does not draw a row of others after it"
