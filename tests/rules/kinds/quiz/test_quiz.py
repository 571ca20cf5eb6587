"""Quizzes: drawn alike for one attempt, shown without answers, graded with the reason of what is wrong."""

import json
from dataclasses import asdict, replace
from datetime import timedelta

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.languages import CODES
from onboarding.rules import rulesets
from onboarding.rules.engine import compile_rules
from onboarding.rules.judge import judge
from onboarding.rules.kinds.quiz.generated import about_a_pod
from onboarding.rules.kinds.quiz.grading import evidence, grade, plain
from onboarding.rules.kinds.quiz.papers import Sheet, cool_down, draw, seed_of, shown
from onboarding.rules.kinds.quiz.questions import Form, QuestionError, question_to_json, read_question, read_questions
from onboarding.rules.kinds.quiz.quizzes import Quiz
from onboarding.rules.shapes import SHAPES
from tests.rules.kinds.kubernetes.recordings import collected, recording
from tests.rules.kinds.quiz.bank import BANK, CARDS, MATCH, MULTIPLE, SHORT, SINGLE, TRACE, right_answer
from tests.rules.shapes.test_documents import closed
from tests.rules.world import context

QUIZ = Quiz(read_questions(BANK), draw=5)
SEED = seed_of(enrollment="e1", task="components", attempt=1)


def sheet(entry):
    """The question as it stands in the bank, unshuffled."""
    question = read_question(entry)
    return Sheet(question, tuple(question.choices), tuple(question.targets))


def put(*names):
    return [CARDS.index(name) for name in names]


def test_the_same_attempt_gets_the_same_paper():
    assert draw(QUIZ, seed=SEED) == draw(QUIZ, seed=SEED)


def test_another_attempt_and_another_person_get_other_papers():
    seeds = {seed_of(enrollment=person, task="components", attempt=attempt) for person in "ab" for attempt in (1, 2)}
    papers = {str(draw(QUIZ, seed=seed)) for seed in seeds}

    assert len(papers) == 4


@pytest.mark.parametrize(("count", "drawn"), [(1, 1), (3, 3), (99, 5)])
def test_as_many_questions_are_drawn_as_were_asked_for(count, drawn):
    codes = [each.question.code for each in draw(replace(QUIZ, draw=count), seed=SEED)]

    assert len(codes) == len(set(codes)) == drawn


def test_the_right_choice_stands_at_every_place_for_somebody():
    sheets = [each for seed in range(40) for each in draw(QUIZ, seed=str(seed)) if each.question.code == "etcd"]

    assert {right_answer(each) for each in sheets} == {0, 1, 2}


def test_what_is_always_asked_is_on_every_paper():
    quiz = replace(QUIZ, draw=2, always=frozenset({"trace"}))

    papers = [{each.question.code for each in draw(quiz, seed=str(seed))} for seed in range(20)]

    assert all("trace" in paper and len(paper) == 2 for paper in papers)
    assert set.union(*papers) == {question.code for question in QUIZ.questions}


@given(draw_=st.integers(1, 5), generated=st.integers(0, 4), own=st.integers(0, 4), seed=st.text(max_size=9))
def test_own_questions_take_the_places_they_may_and_never_more(draw_, generated, own, seed):
    mine = [read_question({**SHORT, "code": f"own-{number}"}) for number in range(own)]
    quiz = replace(QUIZ, draw=draw_, generated=generated, always=frozenset({"trace"}))

    paper = draw(quiz, seed=seed, own=mine)

    codes = [each.question.code for each in paper]
    assert len(codes) == len(set(codes)) == draw_
    assert sum(code.startswith("own-") for code in codes) == min(generated, own, draw_ - 1)
    assert all(grade(each, right_answer(each)).right for each in paper)


def test_a_quiz_survives_the_way_through_json():
    quiz = replace(QUIZ, draw=3, generated=1, always=frozenset({"trace"}))

    assert Quiz.from_json(json.loads(json.dumps(quiz.to_json()))) == quiz
    assert [read_question(question_to_json(each)) for each in QUIZ.questions] == list(QUIZ.questions)


def test_what_is_shown_holds_no_answer():
    for each in draw(QUIZ, seed=SEED):
        visible = json.dumps(asdict(shown(each)))

        assert set(asdict(shown(each))) == {"code", "form", "text", "choices", "targets"}
        for secret in ("needs admit", "Only the API server does", "kubectl get pods"):
            assert secret not in visible


@pytest.mark.parametrize("attempt", range(1, 6))
def test_right_answers_are_right_however_they_were_shuffled(attempt):
    paper = draw(QUIZ, seed=seed_of(enrollment="e1", task="t", attempt=attempt))

    assert all(grade(each, right_answer(each)).right for each in paper)


@pytest.mark.parametrize(
    ("entry", "answer", "percent", "right"),
    [
        (SINGLE, 0, 100, True),
        (SINGLE, 1, 0, False),
        (MULTIPLE, [0, 1], 100, True),
        (MULTIPLE, [0], 75, False),
        (MULTIPLE, [0, 1, 2], 75, False),
        (MULTIPLE, [2, 3], 0, False),
        (MATCH, [0, 1], 100, True),
        (MATCH, [0, 2], 50, False),
        (MATCH, [1, 1], 50, False),
        (SHORT, "kubectl get pods", 100, True),
        (SHORT, "  `Kubectl  GET pod`. ", 100, True),
        (SHORT, "ｋｕｂｅｃｔｌ get pods", 100, True),
        (SHORT, "kubectl describe pods", 0, False),
        (TRACE, put(*CARDS), 100, True),
        (TRACE, put("admit", "store", "slice", "replicaset", "pod", "bind", "start", "ready"), 100, True),
        (TRACE, put(*reversed(CARDS)), 0, False),
    ],
)
def test_an_answer_gets_its_grade(entry, answer, percent, right):
    graded = grade(sheet(entry), answer)

    assert (graded.answered, graded.percent, graded.right) == (True, percent, right)


def test_an_order_is_told_the_pair_that_stands_the_wrong_way_round():
    graded = grade(sheet(TRACE), put("admit", "store", "replicaset", "bind", "pod", "start", "ready", "slice"))

    assert graded.percent == 95
    assert graded.why["en"] == "bind needs pod"


def test_two_wrong_pairs_of_an_order_are_too_many():
    graded = grade(sheet(TRACE), put("admit", "store", "replicaset", "start", "pod", "bind", "ready", "slice"))

    assert (graded.percent, graded.right) == (91, False)


NO_ANSWERS = [None, "", "  ", -1, 99, True, 1.5, [], [9], [True], [[]], {}]


@pytest.mark.parametrize("entry", BANK, ids=[entry["form"] for entry in BANK])
@pytest.mark.parametrize("answer", NO_ANSWERS, ids=repr)
def test_what_cannot_be_an_answer_counts_as_none(entry, answer):
    graded = grade(sheet(entry), answer)

    assert (graded.answered, graded.right, graded.percent) == (False, False, 0)


@pytest.mark.parametrize(("entry", "answer"), [(MULTIPLE, [0, 0]), (TRACE, [0] * 8), (TRACE, [0, 1]), (MATCH, [0])])
def test_an_answer_that_does_not_fit_the_paper_counts_as_none(entry, answer):
    assert not grade(sheet(entry), answer).answered


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=9))
def test_any_answer_gets_a_grade(answer):
    for entry in BANK:
        assert 0 <= grade(sheet(entry), answer).percent <= 100


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 0), (1, 10), (2, 20), (3, 40), (8, 1280), (9, 1440), (10_000, 1440)]
)
def test_each_attempt_makes_the_next_wait_longer(attempts, minutes):
    assert cool_down(attempts) == timedelta(minutes=minutes)


def judged(answers):
    paper = draw(QUIZ, seed=SEED)
    grades = [grade(each, answers(each)) for each in paper]
    result = evidence(grades, attempt=1)
    return result, judge(kind="quiz", evidence=result, rules=rulesets.load("quiz"), context=context())


def test_all_right_passes():
    result, judgement = judged(right_answer)

    assert (result["right"], result["percent"]) == (5, 100)
    assert judgement.primary is None


def test_one_wrong_of_five_passes_and_is_explained():
    result, judgement = judged(lambda each: "?" if each.question.form is Form.SHORT else right_answer(each))

    assert result["percent"] == 80
    assert result["facts"]["why_wrong"]["en"] == "get lists."
    assert judgement.primary is None


def test_too_many_wrong_are_told_why_in_both_languages():
    _result, judgement = judged(lambda each: 99 if each.question.form is Form.ORDER else _last(each))

    assert judgement.primary.code == "all-answered"
    score = next(finding for finding in judgement.findings if finding.code == "quiz-score")
    for language in CODES:
        assert score.hint[language]


def _last(paper):
    """A wrong answer."""
    if paper.question.form is Form.SINGLE:
        return next(place for place, name in enumerate(paper.choices) if name not in paper.question.right)
    return "?" if paper.question.form is Form.SHORT else right_answer(paper)


def test_the_evidence_has_exactly_the_documented_shape():
    result, _judgement = judged(right_answer)

    jsonschema_rs.validate(closed(SHAPES["quiz"]), result)
    compile_rules(kind="quiz", rules=rulesets.load("quiz"))


def test_an_empty_paper_does_not_pass():
    empty = evidence([], attempt=1)

    assert judge(kind="quiz", evidence=empty, rules=rulesets.load("quiz"), context=context()).primary is not None


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({}, "'form' is missing"),
        ({**SINGLE, "form": "essay"}, "essay"),
        ({**SINGLE, "code": ""}, "Give it a code."),
        ({**SINGLE, "text": {"en": "Only English"}}, "'zh-hans' is missing"),
        ({**SINGLE, "right": ["api", "kubelet"]}, "exactly one"),
        ({**SINGLE, "right": ["nobody"]}, "exactly one"),
        ({**SINGLE, "choices": {"api": SINGLE["choices"]["api"]}}, "at least two"),
        ({**MULTIPLE, "right": []}, "some of the choices"),
        ({**MATCH, "pairs": {"scheduler": "bind"}}, "each of the choices"),
        ({**MATCH, "pairs": {"scheduler": "bind", "kubelet": "fly"}}, "one of the targets"),
        ({**TRACE, "edges": []}, "which comes first"),
        ({**TRACE, "edges": [*TRACE["edges"], {**TRACE["edges"][0], "first": "pod", "then": "admit"}]}, "circle"),
        ({**SHORT, "accepted": []}, "at least one answer"),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_to_its_author(entry, told):
    with pytest.raises(QuestionError, match=told):
        read_question(entry)


@pytest.mark.parametrize(("entries", "told"), [([], "no question"), ([SINGLE, SINGLE], "`etcd`: Another question")])
def test_a_quiz_has_questions_with_names_of_their_own(entries, told):
    with pytest.raises(QuestionError, match=told):
        read_questions(entries)


def test_short_answers_are_compared_without_case_width_and_edges():
    assert plain(" 「x」 ") != ""
    assert plain("“Kube-Proxy”。") == plain("kube-proxy")


def test_questions_about_the_persons_own_pod_are_right_about_it():
    document = collected(recording("deploy-ok"))

    questions = {question.code: question for question in about_a_pod(document)}

    assert questions["own-node"].right == {"lab-node-1"}
    assert "`web-78b884774c-6mktk`" in questions["own-node"].text["zh-hans"]
    assert questions["own-decided"].right == {"scheduler"}
    assert questions["own-addresses"].pairs == {"podIP": "pod", "hostIP": "node"}
    assert questions["own-owned-deletion"].right == {"replaced"}


def test_a_bare_pod_is_gone_when_it_is_deleted():
    questions = {question.code: question for question in about_a_pod(collected(recording("pod-ok")))}

    assert questions["own-bare-deletion"].right == {"gone"}


def test_without_a_running_pod_there_is_nothing_to_ask():
    assert about_a_pod(collected(recording("pod-unschedulable"))) == ()
