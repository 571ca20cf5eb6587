"""The audit trail as its page shows it, and as a file."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.test import Client

from onboarding.github.models import Repository
from onboarding.mentoring.models import Nudge
from onboarding.mentoring.operations import nudge
from onboarding.people.models import User
from onboarding.programs.models import AuditEntry, Program, Verb
from onboarding.programs.operations import go_away, record
from onboarding.questions.operations import accept, answer, promote, settle
from onboarding.verification.models import Status
from tests.cast import NOON, enroll, make_person, make_program, make_repository, make_submission
from tests.questions.world import ask

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ADDRESS = "/organise/spring/audit/"


@pytest.fixture
def program() -> Program:
    return make_program("spring")


@pytest.fixture
def linus(client: Client, program: Program) -> Client:
    client.force_login(make_person("linus"))
    return client


@pytest.fixture
def submission(program: Program):
    return make_submission(enroll(program), status=Status.VERIFIED)


def text_of(client: Client, address: str = ADDRESS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_yet_is_said(linus):
    assert "Nothing has happened yet" in text_of(linus)


def test_nothing_found_is_something_else(linus, submission):
    assert "Nothing like that happened" in text_of(linus, f"{ADDRESS}?person=nobody")


def test_a_change_leads_to_the_person_and_to_the_work(linus, submission):
    text = text_of(linus)
    assert f'<a href="/mentor/people/{submission.enrollment.public_id}/">Ada</a>' in text
    assert f'<a href="/mentor/review/{submission.public_id}/">First contribution</a>' in text


def test_what_organisers_did_is_said_in_words(linus, program):
    facts = {"mentor": make_person("grace").pk}
    record(
        program=program, verb=Verb.MENTOR_GIVEN, actor=make_person("linus"), person=make_person(), facts=facts, now=NOON
    )
    text = text_of(linus)
    assert 'gave somebody a mentor <span class="tag">Grace</span>' in text
    assert '<span class="muted">the site</span>' not in text


def test_which_repositories_came_is_said_by_the_names_that_they_have_now(linus, program):
    keys = [make_repository("demo/website").pk, make_repository("demo/operator").pk, 10**9]
    record(
        program=program,
        verb=Verb.REPOSITORIES_ADDED,
        actor=make_person("linus"),
        facts={"repositories": keys},
        now=NOON,
    )
    Repository.objects.filter(pk=keys[0]).update(full_name="demo/site")

    assert 'took repositories in <span class="tag">demo/site, demo/operator, 1000000000</span>' in text_of(linus)
    *_export, row = csv.DictReader(io.StringIO(exported(linus)))
    assert row["details"] == "verb=repositories-added; facts=repositories: demo/site demo/operator 1000000000"


def test_a_file_names_the_mentor_who_was_given(linus, program):
    facts = {"mentor": make_person("grace").pk}
    record(program=program, verb=Verb.MENTOR_GIVEN, actor=None, person=make_person(), facts=facts, now=NOON)

    *_export, row = csv.DictReader(io.StringIO(exported(linus)))

    assert row["details"] == "verb=mentor-given; facts=mentor: grace"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"fields": ["settling_days", "branches"]}, "days that a merge has to last, branches"),
        ({"fields": ["gone_since_long"]}, "gone_since_long"),
        ({"invite": 7, "role": "newcomer", "uses": 20}, "link no. 7 · newcomer · people at most: 20"),
        ({"role": "mentor", "capacity": "2.0"}, "mentor · twice as many as others"),
        ({"lines": 3, "results": 2}, "lines: 3 · results confirmed: 2"),
        ({"from": 1, "to": 2}, "from version 1 · to version 2"),
        ({"count": 9, "version": "its own"}, "pieces of work: 9 · each by its own version"),
        ({"count": 9, "version": 2}, "by version 2"),
        ({"something-new": 9}, "something-new: 9"),
    ],
)
def test_facts_are_said_in_words(linus, program, facts, said):
    record(program=program, verb=Verb.SETTINGS, actor=make_person("linus"), facts=facts, now=NOON)

    assert said in text_of(linus)


def test_facts_are_said_in_the_readers_language(linus, program):
    User.objects.filter(login="linus").update(language="zh-hans")
    record(program=program, verb=Verb.SETTINGS, actor=make_person("linus"), facts={"fields": ["branches"]}, now=NOON)

    assert "分支" in text_of(linus)


def test_a_day_that_cannot_be_read_is_said(linus):
    assert "We could not read one of the days" in text_of(linus, f"{ADDRESS}?first=soon")


def test_absences_and_nudges_are_said_without_what_was_written(linus, program):
    ada, grace = enroll(program), make_person("grace")
    go_away(user=grace, programs=[program], starts_at=NOON, ends_at=NOON + 7 * DAY, note="In hospital.", now=NOON)
    nudge(people=[ada], sender=grace, text="Between us.", now=NOON)
    Nudge.objects.create(enrollment=ada, to="mentor", kind="automatic", days=7, turn_since=NOON, sent_at=NOON)
    Nudge.objects.create(enrollment=ada, to="newcomer", kind="automatic", days=1, turn_since=NOON, sent_at=NOON)

    text = text_of(linus)

    assert 'is away <span class="tag">Monday 2 March – Monday 9 March</span>' in text
    assert "wrote a friendly word" in text
    assert 'reminded their mentor <span class="tag">7 days</span>' in text
    assert 'reminded them <span class="tag">1 day</span>' in text
    assert "hospital" not in text
    assert "Between us" not in text
    rows = list(csv.DictReader(io.StringIO(exported(linus, kind="nudges"))))
    assert [(row["what"], row["actor_login"], row["person_login"]) for row in rows] == [
        ("nudged", "", "ada"),
        ("nudged", "", "ada"),
        ("nudged", "grace", "ada"),
    ]


def test_questions_are_said_without_what_was_written(linus, program):
    question = ask(enroll(program))
    answer(question=question, author=make_person("grace"), text="Between us.", now=NOON)
    answer(question=question, author=question.enrollment.user, text="Oh.", now=NOON)

    text = text_of(linus, f"{ADDRESS}?kind=questions")

    for said in ("asked a question", "answered a question", "added something to a question"):
        assert said in text
    assert question.summary not in text
    assert "Between us" not in text


def test_who_settled_opened_and_promoted_a_question_is_said_and_leads_there(linus, program):
    question, grace = ask(enroll(program)), make_person("grace")
    told = answer(question=question, author=grace, text="So.", now=NOON)
    accept(answer=told, now=NOON + HOUR)
    answer(question=question, author=question.enrollment.user, text="No.", now=NOON + 2 * HOUR)
    settle(question=question, now=NOON + 3 * HOUR)
    for each in (True, False):
        promote(question=question, is_promoted=each, by=grace, now=NOON + 4 * HOUR)

    lines = linus.get(f"{ADDRESS}?kind=questions").context["lines"]

    assert [(line.entry.actor, line.what) for line in lines if line.entry.source.name == "turned"] == [
        ("Grace", "took a question out of the task’s frequent ones"),
        ("Grace", "put a question among the task’s frequent ones"),
        ("Ada", "settled a question"),
        ("Ada", "opened a settled question again"),
        ("Ada", "accepted an answer, which settles the question"),
    ]
    assert {(line.entry.question, line.task, line.entry.person) for line in lines} == {
        (question.public_id, "First contribution", "Ada")
    }
    assert f'<a href="/questions/{question.public_id}/">First contribution</a>' in text_of(linus)


def test_what_becomes_of_a_personal_question_is_nobodys_business(linus, program):
    question = ask(enroll(program), kind="personal")
    told = answer(question=question, author=make_person("grace"), text="So.", now=NOON)
    accept(answer=told, now=NOON)
    answer(question=question, author=question.enrollment.user, text="No.", now=NOON)
    settle(question=question, now=NOON)

    assert "Nothing has happened yet" in text_of(linus)
    assert not AuditEntry.objects.exists()


def exported(client: Client, **asked: str) -> str:
    response = client.post(f"{ADDRESS}export.csv", asked)
    return b"".join(response.streaming_content).decode().removeprefix("\ufeff")


def test_what_was_filtered_can_be_exported_and_that_is_noted(linus, submission):
    make_submission(enroll(submission.enrollment.program, "mary"))
    response = linus.post(f"{ADDRESS}export.csv", {"person": "ada"})
    [row] = csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig")))
    assert (row["what"], row["person_login"], row["task"]) == ("moved", "ada", "first-contribution")
    assert row["details"] == "to_status=verified; to_turn=nobody"
    assert AuditEntry.objects.get().facts == {"export": "audit", "format": "csv"}


def test_it_can_be_exported_as_json(linus, submission):
    found = json.loads(linus.post(f"{ADDRESS}export.json").getvalue())
    assert [row["what"] for row in found["rows"]][-1] == "moved"


def test_mallory_finds_nothing(client, program):
    make_program("autumn", organisers=("mallory",))
    client.force_login(make_person("mallory"))
    assert client.get(ADDRESS).status_code == 404
    assert client.post(f"{ADDRESS}export.csv").status_code == 404
