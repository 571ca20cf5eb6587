"""The audit trail: every change whichever table keeps it, filtered, page by page, in a fixed number of queries."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest

from onboarding.mentoring.operations import nudge
from onboarding.programs.models import Enrollment, Program, Verb
from onboarding.programs.operations import confirm, extend, give_up, go_away, notice_absence, pick, record
from onboarding.progress.queries.audit import Cursor, Filter, Kind, entries_of, page_of, reading
from onboarding.questions.operations import accept, answer, promote, settle
from onboarding.verification.models import Override, Status, Submission, Turn
from onboarding.verification.operations import close_flag, decide, flag, undo
from onboarding.verification.operations.moving import locked, move
from onboarding.wiring import AUDITED
from tests.cast import NOON, enroll, make_person, make_program, make_submission, task_of
from tests.mirror import make_issue
from tests.questions.world import ask

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ALL = Filter(every=AUDITED)


@pytest.fixture
def program() -> Program:
    """Something of every kind has happened in it, an hour apart each."""
    program, grace, linus = make_program(mentors=("grace", "hedy")), make_person("grace"), make_person("linus")
    ada = enroll(program)
    waiting = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW, now=NOON)
    review = decide(submission=waiting, mentor=grace, decision="approve", note="", now=NOON + HOUR)
    undo(review=review, now=NOON + HOUR + timedelta(seconds=2))
    Override.objects.create(
        submission=waiting, code="long-enough", before="unmet", reason="So.", mentor=grace, at=NOON + 90 * MINUTE
    )
    verified = make_submission(ada, status=Status.VERIFIED, now=NOON + 2 * HOUR)
    opened = flag(submission=verified, code="reverted", saw={"en": "So."}, now=NOON + 3 * HOUR)
    close_flag(flag=opened, mentor=grace, note="Fine.", now=NOON + 4 * HOUR)
    due_at = NOON + timedelta(days=9)
    task = task_of(program, "sign-off")
    extend(enrollment=ada, task=task, due_at=due_at, granted_by=grace, reason="Ill.", now=NOON + 5 * HOUR)
    picked = pick(enrollment=ada, issue=make_issue(program, 7), now=NOON + 6 * HOUR)
    confirm(pick=picked, mentor=grace, now=NOON + 7 * HOUR)
    give_up(pick=picked, now=NOON + 8 * HOUR)
    record(program=program, verb=Verb.LET_IN, actor=linus, person=ada.user, now=NOON + 9 * HOUR)
    queued = make_submission(ada, "sign-off", now=NOON + 10 * HOUR)
    check(queued)
    days = {"starts_at": NOON + 20 * HOUR, "ends_at": NOON + 60 * HOUR}
    go_away(user=make_person("hedy"), programs=[program], now=NOON + 11 * HOUR + 10 * MINUTE, **days)
    notice_absence(user=grace, program=program, now=NOON + 11 * HOUR + 20 * MINUTE)
    nudge(people=[ada], sender=linus, text="How are you?", now=NOON + 11 * HOUR + 30 * MINUTE)
    questioned(ada)
    return program


def questioned(ada: Enrollment) -> None:
    """Asked, answered, added to, settled, promoted; and something personal, which is nobody's business."""
    late, grace = NOON + 11 * HOUR + 40 * MINUTE, make_person("grace")
    question = ask(ada, now=late)
    told = answer(question=question, author=grace, text="Like this.", now=late + MINUTE)
    answer(question=question, author=ada.user, text="Oh.", now=late + 2 * MINUTE)
    accept(answer=told, now=late + 3 * MINUTE)
    promote(question=question, is_promoted=True, by=grace, now=late + 3 * MINUTE)
    own = ask(ada, kind="personal", now=late + 4 * MINUTE)
    word = answer(question=own, author=grace, text="Of course.", now=late + 5 * MINUTE)
    accept(answer=word, now=late + 6 * MINUTE)
    answer(question=own, author=ada.user, text="Again.", now=late + 7 * MINUTE)
    settle(question=own, now=late + 8 * MINUTE)


def check(submission: Submission) -> None:
    claim = {"claimed_until": NOON + 12 * HOUR, "claim_token": "x"}
    with locked(submission.enrollment_id, now=NOON + 11 * HOUR):
        move(submission, Status.CHECKING, turn=Turn.MACHINE, now=NOON + 11 * HOUR, changes=claim)


def names(program: Program, asked: Filter = ALL) -> list[str]:
    return [entry.source.name for entry in page_of(program, asked).entries]


def asked(**fields: str) -> Filter:
    return Filter.from_query(fields, UTC, AUDITED)


def test_every_change_is_there_the_latest_first(program):
    assert names(program) == [
        *("turned", "turned", "answered", "answered", "asked"),
        *(
            "nudged",
            "seemed-away",
            "went-away",
            "checked",
            "moved",
            "noted",
            "let-go",
            "confirmed",
            "picked",
            "extended",
        ),
        *("unflagged", "moved", "flagged", "moved", "moved", "overrode", "undone", "reviewed", "moved"),
    ]


def test_there_is_a_change_of_every_kind(program):
    assert set(names(program)) == {source.name for source in AUDITED}


def test_it_is_of_one_program(program):
    assert names(make_program("autumn")) == []


@pytest.mark.parametrize("kind", Kind.values)
def test_a_kind_shows_itself_alone(program, kind):
    found = names(program, asked(kind=kind))
    assert found
    assert {source.kind for source in AUDITED if source.name in found} == {kind}


def test_a_person_is_found_by_login_whatever_its_case(program):
    assert len(names(program, asked(person="@ADA"))) == 22
    assert names(program, asked(person="mary")) == []


def test_who_did_it_can_be_asked_for(program):
    assert names(program, asked(actor="linus")) == ["nudged", "noted"]
    assert names(program, asked(actor="hedy")) == names(program, asked(person="hedy")) == ["went-away"]
    assert names(program, asked(actor="grace")) == [
        *("turned", "answered", "confirmed", "extended", "unflagged", "moved", "overrode", "undone", "reviewed")
    ]


def test_a_task_can_be_asked_for(program):
    assert names(program, asked(task="sign-off")) == ["checked", "moved", "extended"]


def test_days_are_those_of_the_reader(program):
    day = {"first": "2026-03-03", "last": "2026-03-03"}
    in_shanghai = Filter.from_query(day, ZoneInfo("Asia/Shanghai"), AUDITED)
    assert len(names(program, in_shanghai)) == 17  # from 16:00 UTC of the day before
    assert names(program, asked(**day)) == []


def test_a_day_that_cannot_be_read_is_told_and_filters_nothing(program):
    found = asked(first="yesterday", last="2026-02-30")
    assert found.misread == ("first", "last")
    assert len(names(program, found)) == 24
    assert asked(last="9999-12-31").last == date.max


def test_pages_follow_each_other_without_a_gap_even_within_one_instant(program, monkeypatch):
    for number in range(4):
        make_submission(enroll(program, f"p{number}"), now=NOON + 3 * HOUR)
    whole = page_of(program, ALL).entries
    monkeypatch.setattr(reading, "A_PAGE", 2)
    found, after = [], None
    while True:
        page = page_of(program, ALL, after=after)
        found += page.entries
        if page.next is None:
            break
        after = Cursor.of(str(page.next))
    assert tuple(found) == whole
    assert len(found) == 28


@pytest.mark.parametrize(
    "text", ["", "x", "2026-03-02~1~2", "2026-03-02T12:00:00+00:00~-1~2", "~~", "a~1~99999999999999999999"]
)
def test_a_place_that_is_none_is_the_beginning(text):
    assert Cursor.of(text) is None


def test_a_page_costs_one_query_a_source(program, django_assert_num_queries):
    with django_assert_num_queries(len(AUDITED)):
        page_of(program, ALL)
    for number in range(60):
        make_submission(enroll(program, f"p{number}"))
    with django_assert_num_queries(len(AUDITED)):
        page_of(program, ALL)


def test_all_of_it_can_be_read_in_the_same_order(program):
    assert tuple(entries_of(program, ALL)) == page_of(program, ALL).entries


def test_an_address_carries_the_filter_and_gives_it_back(program):
    found = asked(person="ada", kind="work", first="2026-03-01")
    assert found.query() == "person=ada&kind=work&first=2026-03-01"
