"""Whose turn it is everywhere: what stands in which list, in which order, and what is said of it."""

from django.utils import translation

from onboarding.mentoring.operations import praise
from onboarding.mentoring.queries.quiet import GLANCE
from onboarding.mentoring.queries.scope import scope_of
from onboarding.mentoring.queries.today import LONGEST, today_of
from onboarding.verification.models import Finding, Flag, Review, Status, Turn
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.mentoring.queries.lists import DAY, names, stand, today
from tests.mirror import make_pull_request
from tests.questions.world import ask


def test_the_longest_wait_comes_first(program):
    make_submission(enroll(program, "ada"), status=Status.IN_REVIEW, now=NOON - DAY)
    make_submission(enroll(program, "bea"), status=Status.IN_REVIEW, now=NOON - 2 * DAY)

    assert names(today().review) == ["Bea", "Ada"]


def test_of_the_lists_that_ask_for_something_the_longest_wait_comes_first(program):
    ada = enroll(program)
    make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW, now=NOON - 2 * DAY)
    make_submission(ada, status=Status.VERIFIED, turn=Turn.MENTOR, now=NOON - DAY)
    assert today().asking == ["review", "flagged"]

    ask(ada, now=NOON - 3 * DAY)

    assert today().asking == ["questions", "review", "flagged"]


def test_each_turn_has_its_list(program):
    make_submission(enroll(program, "ada"), status=Status.IN_REVIEW)
    make_submission(enroll(program, "bea"), status=Status.VERIFIED, turn=Turn.MENTOR)
    make_submission(enroll(program, "cyd"), status=Status.WAITING, turn=Turn.MAINTAINERS)
    make_submission(enroll(program, "dan"), status=Status.WAITING, turn=Turn.NEWCOMER)
    make_submission(enroll(program, "eve"), status=Status.QUEUED)

    found = today()

    assert [names(group) for group in (found.review, found.flagged, found.maintainers, found.newcomer)] == [
        ["Ada"],
        ["Bea"],
        ["Cyd"],
        ["Dan"],
    ]
    assert found.waiting == 2


def test_work_that_waits_for_a_mentors_word_is_to_review_too(program):
    make_submission(enroll(program), status=Status.WAITING, turn=Turn.MENTOR)

    assert names(today().review) == ["Ada"]


def test_returned_work_that_was_tried_again_asks_nothing(program):
    ada = enroll(program)
    make_submission(ada, status=Status.RETURNED)
    make_submission(ada, status=Status.WAITING, turn=Turn.MAINTAINERS)

    assert names(today().newcomer) == []


def test_colleagues_newcomers_come_with_everybody(program):
    make_submission(enroll(program, "ada", mentor="linus"), status=Status.IN_REVIEW)
    make_submission(enroll(program, "bea", mentor=None), status=Status.IN_REVIEW)

    assert names(today().review) == ["Bea"]
    assert today().review.items[0].is_unassigned
    assert names(today(everybody=True).review) == ["Ada", "Bea"]


def test_mallory_sees_nothing_of_another_program(program):
    make_program("other", mentors=("mallory",))
    ada = enroll(program, last_activity_at=NOON - 30 * DAY)
    make_submission(ada, status=Status.IN_REVIEW)

    assert today("mallory", everybody=True).is_clear


def test_the_primary_finding_is_said_in_the_readers_language(program):
    submission = make_submission(enroll(program), status=Status.WAITING, turn=Turn.NEWCOMER)
    texts = {"expect": {"en": "Signed off.", "zh-hans": "已签署。"}, "saw": {"en": "No line.", "zh-hans": "没有。"}}
    Finding.objects.create(submission=submission, position=0, code="a", outcome="met", expect={"en": "Yours."})
    Finding.objects.create(submission=submission, position=1, code="b", outcome="unmet", is_primary=True, **texts)

    with translation.override("zh-hans"):
        assert today().newcomer.items[0].says == "没有。"
    assert today().newcomer.items[0].says == "No line."


def test_without_a_finding_the_work_speaks_for_itself(program):
    written = {"text": "Hello,\n\nI am Ada. " + "x" * 500, "link": "", "words": 4}
    make_submission(enroll(program, "ada"), "introduce-yourself", status=Status.IN_REVIEW, evidence=written)
    make_submission(enroll(program, "bea"), status=Status.IN_REVIEW, pull_request=make_pull_request())

    says = {item.name: item.says for item in today().review.items}

    assert says["Ada"].startswith("Hello, I am Ada. x")
    assert len(says["Ada"]) <= 200
    assert says["Bea"] == "docs(readme): mend a link (#3)"


def test_a_flag_says_why(program):
    submission = make_submission(enroll(program), status=Status.VERIFIED, turn=Turn.MENTOR)
    Flag.objects.create(submission=submission, code="old", saw={"en": "Old."}, opened_at=NOON - DAY, closed_at=NOON)
    Flag.objects.create(submission=submission, code="reverted", saw={"en": "Reverted."}, opened_at=NOON)
    Flag.objects.create(submission=submission, code="later", saw={"en": "Later."}, opened_at=NOON + DAY)

    assert today().flagged.items[0].says == "Reverted."


def test_what_was_verified_within_a_week_can_be_praised_once(program, grace):
    ada, bea = enroll(program), enroll(program, "bea")
    first = make_submission(ada, "introduce-yourself", status=Status.VERIFIED, now=NOON - 2 * DAY)
    make_submission(ada, status=Status.VERIFIED, now=NOON - DAY)
    make_submission(bea, "introduce-yourself", status=Status.VERIFIED, now=NOON - 3 * DAY)
    make_submission(bea, status=Status.VERIFIED, now=NOON - 8 * DAY)

    assert [(each.item.name, each.may_praise) for each in today().done.items] == [
        ("Ada", True),
        ("Ada", True),
        ("Bea", True),
    ]
    praise(submission=first, sender=grace, text="Well done!", now=NOON)
    assert [each.may_praise for each in today().done.items] == [False, False, True]


def test_a_long_list_says_that_there_is_more(program):
    for number in range(LONGEST + 1):
        make_submission(enroll(program, f"newcomer-{number}"), status=Status.IN_REVIEW)
    for number in range(GLANCE + 1):
        stand(program, f"late-{number}", next_due_at=NOON - DAY)

    found = today()

    assert (len(found.review), found.review.said) == (LONGEST, f"{LONGEST}+")
    assert (len(found.quiet), found.quiet.said) == (GLANCE, f"{GLANCE}+")


def test_the_weeks_own_judgements_are_counted(program, grace):
    for number, days in enumerate((1, 6, 8)):
        submission = make_submission(enroll(program, f"newcomer-{number}"), status=Status.VERIFIED)
        told = dict.fromkeys(("decided_at", "effective_at", "applied_at"), NOON - days * DAY)
        Review.objects.create(submission=submission, mentor=grace, decision="approve", **told)

    assert today().reviewed == 2


def test_it_is_as_many_queries_for_many_as_for_few(program, grace, django_assert_max_num_queries):
    """Counts are of the same page twice: with one in each list, and with a crowd in each."""

    def one_in_each(number: int) -> None:
        make_submission(enroll(program, f"a{number}"), status=Status.IN_REVIEW)
        make_submission(enroll(program, f"b{number}"), status=Status.VERIFIED, turn=Turn.MENTOR)
        make_submission(enroll(program, f"c{number}"), status=Status.WAITING, turn=Turn.MAINTAINERS)
        make_submission(enroll(program, f"d{number}"), status=Status.WAITING, turn=Turn.NEWCOMER)
        stand(program, f"e{number}", next_due_at=NOON - DAY)
        make_submission(enroll(program, f"f{number}"), status=Status.VERIFIED, now=NOON - DAY)

    one_in_each(0)
    with django_assert_max_num_queries(12) as few:
        today()
    for number in range(1, 7):
        one_in_each(number)
    with django_assert_max_num_queries(12) as many:
        today()

    assert len(few) == len(many)


def test_a_program_that_begins_meanwhile_breaks_nothing(program):
    scope = scope_of(make_person("grace"), everybody=False, now=NOON)
    make_submission(enroll(make_program("autumn"), "ada"), status=Status.IN_REVIEW)

    assert names(today_of(scope, now=NOON).review) == ["Ada"]
