"""Taking a quiz in the browser's own terms: forms without JavaScript, mistakes that keep what was filled in, no key."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from onboarding.programs.models import Enrollment
from onboarding.rules.kinds.quiz.questions import Form, read_questions
from onboarding.verification.models import QuizAttempt, Status, Submission
from tests.cast import enroll, make_person
from tests.rules.kinds.quiz.bank import ALL, BANK, right_answer, wrong_answer
from tests.verification.quiz import QUIZ, answer, begin, take_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Enrollment:
    return take_part(now=timezone.now() - timedelta(days=1))


@pytest.fixture
def site(ada) -> Client:
    client = Client()
    client.force_login(ada.user)
    return client


def address(enrollment: Enrollment, rest: str = "") -> str:
    return f"/journey/{enrollment.public_id}/components/{rest}"


def paper_of(enrollment: Enrollment) -> QuizAttempt:
    return begin(enrollment, now=timezone.now())


def filled_in(attempt: QuizAttempt, pick=right_answer) -> dict[str, object]:
    """What the browser sends for these answers."""
    sent: dict[str, object] = {}
    for number, sheet in enumerate(attempt.sheets, start=1):
        given = pick(sheet)
        if sheet.question.form is Form.MATCH:
            sent |= {f"q{number}-{place}": target for place, target in enumerate(given, start=1)}
        elif sheet.question.form is Form.ORDER:
            sent |= {f"q{number}-{card + 1}": place for place, card in enumerate(given, start=1)}
        else:
            sent[f"q{number}"] = given
    return sent


def hand_in(site: Client, attempt: QuizAttempt, sent: dict[str, object]):
    return site.post(address(attempt.enrollment, f"quiz/{attempt.public_id}/"), sent)


def number_of(attempt: QuizAttempt, form: Form) -> int:
    return next(number for number, each in enumerate(attempt.sheets, 1) if each.question.form is form)


def test_beginning_leads_to_the_questions(site, ada):
    page = site.get(address(ada))
    assert "Begin the quiz" in page.text
    assert "5 questions" in page.text

    answered = site.post(address(ada, "quiz/begin/"), follow=True)

    assert answered.redirect_chain == [(address(ada, "quiz/"), 302)]
    for sheet in paper_of(ada).sheets:
        assert sheet.question.text["en"] in answered.text
    assert "Go on with the quiz" in site.get(address(ada)).text


def test_right_answers_filled_in_by_hand_verify_the_task(site, ada):
    attempt = paper_of(ada)

    answered = hand_in(site, attempt, filled_in(attempt))

    assert answered.url == address(ada)
    assert Submission.objects.get().status == Status.VERIFIED
    assert "Verified" in site.get(address(ada)).text


def test_the_page_holds_nothing_of_the_key():
    kept = [{**entry, "code": f"kept-{entry['code']}"} for entry in BANK]
    ada = take_part(replace(QUIZ, questions=read_questions(kept)))
    attempt = paper_of(ada)
    site = Client()
    site.force_login(ada.user)

    page = site.get(address(ada, "quiz/"))

    sent = page.text + json.dumps(dict(page.headers)) + str(page.cookies)
    assert "kept-" not in sent
    assert attempt.seed not in sent
    for sheet in attempt.sheets:
        question = sheet.question
        secrets = [question.why["en"], *question.accepted, *(edge.why["en"] for edge in question.edges)]
        assert not [secret for secret in secrets if secret in sent]
    form = page.text[page.text.index('<form class="quiz"') : page.text.index("</main>")]
    values = set(re.findall(r'value="([^"]*)"', re.sub(r"<input[^>]*csrf[^>]*>", "", form)))
    assert values <= {"", *map(str, range(9))}, "values are places on the paper, not names"


def test_what_is_missing_is_told_beside_each_question_and_nothing_is_handed_in(site, ada):
    attempt = paper_of(ada)

    page = hand_in(site, attempt, {})

    assert page.status_code == 422
    assert "Not handed in yet" in page.text
    for number in range(1, 6):
        assert f'href="#question-{number}"' in page.text
    assert page.text.count('aria-describedby="question-') == 5
    for told in ("Choose one.", "Tick at least one.", "Choose something for each line.", "Write your answer."):
        assert told in page.text
    assert "Give each card its place, from 1 to 8." in page.text
    assert Submission.objects.count() == 0


def test_what_was_filled_in_is_still_there_beside_the_mistake(site, ada):
    attempt = paper_of(ada)
    sent = filled_in(attempt)
    order = number_of(attempt, Form.ORDER)
    sent[f"q{order}-2"] = sent[f"q{order}-1"]

    page = hand_in(site, attempt, sent)

    assert f"Two cards have the place {sent[f'q{order}-1']}. Give each its own." in page.text
    assert 'value="kubectl get pods"' in page.text
    assert page.text.count(" checked>") == 3
    assert page.text.count(" selected>") == 8 + 2


@pytest.mark.parametrize("value", ["99", "-1", "api", "2' or 1=1", "\ud800".encode("utf-8", "replace").decode()])
def test_what_is_no_place_on_the_paper_is_no_answer(site, ada, value):
    attempt = paper_of(ada)

    page = hand_in(site, attempt, filled_in(attempt) | {f"q{number_of(attempt, Form.SINGLE)}": value})

    assert page.status_code == 422
    assert Submission.objects.count() == 0


def test_the_button_pressed_twice_hands_in_once(site, ada):
    attempt = paper_of(ada)
    hand_in(site, attempt, filled_in(attempt))

    again = hand_in(site, attempt, filled_in(attempt, wrong_answer))

    assert again.url == address(ada)
    assert "The first ones count." in site.get(again.url).text
    assert Submission.objects.get().evidence["percent"] == 100


def test_each_answer_is_explained_and_no_key_is_given_away(site, ada):
    attempt = paper_of(ada)
    hand_in(site, attempt, filled_in(attempt, wrong_answer))

    page = site.get(address(ada)).text

    assert "Not enough yet" in page
    assert "0 of 5" in page
    assert page.count(">Wrong<") == 5
    assert "Only the API server does." in page, "the author's words"
    assert "“store” stands before “admit”." in page
    assert "store needs admit" in page, "the cause of the wrong pair"
    assert "kubectl get pods" not in page, "what would have been right is not told"


def test_nothing_is_explained_before_it_is_judged(site, ada):
    attempt = paper_of(ada)
    hand_in(site, attempt, filled_in(attempt, wrong_answer))
    Submission.objects.update(status=Status.QUEUED, turn="machine")  # as if whoever judged it had died on the way

    assert "Only the API server does." not in site.get(address(ada)).text


def test_the_pause_is_told_with_its_end_in_the_persons_zone(site, ada):
    ada.user.time_zone = "Asia/Shanghai"
    ada.user.save()
    now = timezone.now()
    answer(begin(ada, now=now), wrong=5, now=now)

    page = site.get(address(ada)).text

    ends = (now + timedelta(minutes=10)).astimezone(ada.zone)
    assert f"You can try again from {ends:%H:%M}" in page or f"{ends.day} {ends:%B}, {ends:%H:%M}" in page
    assert "Begin" not in page[page.index('id="proof"') :]
    refused = site.post(address(ada, "quiz/begin/"), follow=True)
    assert "The pause after your last attempt is not over." in refused.text


def test_without_an_open_paper_the_quiz_leads_back_to_the_task(site, ada):
    assert site.get(address(ada, "quiz/")).url == address(ada)


def test_the_task_page_itself_takes_no_answers(site, ada):
    page = site.post(address(ada, "submit/"))

    assert page.status_code == 422
    assert "Begin the quiz, and answer its questions there." in page.text


def test_somebody_elses_paper_is_not_there(ada):
    attempt = paper_of(ada)
    mallory = enroll(ada.program, "mallory")
    client = Client()
    client.force_login(make_person("mallory"))

    assert client.get(address(ada, "quiz/")).status_code == 404
    assert client.post(address(ada, f"quiz/{attempt.public_id}/"), filled_in(attempt)).status_code == 404
    assert client.post(address(mallory, f"quiz/{attempt.public_id}/"), filled_in(attempt)).status_code == 404
    assert attempt.is_open


def test_a_quiz_that_has_been_paused_says_so_and_keeps_the_answers(site, ada):
    attempt = paper_of(ada)
    Enrollment.objects.update(state=Enrollment.State.PAUSED)

    page = hand_in(site, attempt, filled_in(attempt))

    assert page.status_code == 422
    assert "Resume it first." in page.text
    assert 'value="kubectl get pods"' in page.text


def test_in_chinese_every_word_is_chinese(site, ada):
    site.cookies["django_language"] = "zh-hans"
    site.post(address(ada, "quiz/begin/"))

    page = site.get(address(ada, "quiz/"))

    assert "Who talks to etcd?（中文）" in page.text
    assert "没有时间限制" in page.text


def test_the_page_asks_no_more_of_the_database_for_more_questions(site, ada):
    more = replace(QUIZ, questions=read_questions(ALL), draw=len(ALL))
    other = take_part(more, program="autumn", login="ada")
    counts = {}

    for enrollment in (ada, ada, other):
        asked = len(paper_of(enrollment).sheets)
        with CaptureQueriesContext(connection) as queries:
            site.get(address(enrollment, "quiz/"))
        counts[asked] = len(queries)

    assert counts[5] == counts[10]
