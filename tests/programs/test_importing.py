"""Importing people and earlier results: the file, what each line would do, and doing it, once."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onboarding.people.models import User
from onboarding.people.operations import Identity, recognise
from onboarding.programs.importing import BadFile, decode, read, sample
from onboarding.programs.models import AuditEntry, Enrollment, HandOver, Membership, Program
from onboarding.programs.operations.importing import Outcome, plan_import
from onboarding.verification.models import Review, Status, Submission
from tests.cast import enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db
IMPORT = "/organise/spring/import/"
HEAD = "login,started,mentor,task,done_on,note"


@pytest.fixture
def program() -> Program:
    return make_program("spring")


@pytest.fixture
def linus(client: Client, program: Program) -> Client:
    client.force_login(make_person("linus"))
    return client


def preview(client: Client, *rows: str, data: bytes = b"") -> Any:
    data = data or "\n".join((HEAD, *rows)).encode()
    return client.post(IMPORT, {"file": SimpleUploadedFile("people.csv", data)})


def outcomes(client: Client, *rows: str) -> list[tuple[str, str]]:
    return [(line.outcome, line.reason) for line in preview(client, *rows).context["lines"]]


def carry_out(client: Client, *rows: str, lines: tuple[int, ...] = ()) -> Any:
    page = preview(client, *rows)
    wanted = lines or tuple(line.row.number for line in page.context["lines"] if line.is_new)
    sent = {"text": page.context["text"], "line": wanted, "chosen": "yes"}
    return client.post(IMPORT, sent, follow=True)


def test_a_preview_writes_nothing(linus, program):
    make_person("ada")

    text = preview(linus, "ada,,,first-contribution,2026-01-03,PR 7").content.decode()

    assert "comes into the program; confirmed: First contribution" in text
    assert not Enrollment.objects.exists()


def test_people_come_in_and_earlier_results_are_confirmed(linus, program):
    make_person("ada")

    page = carry_out(linus, "ada,2026-01-01,grace,first-contribution,2026-01-03,PR 7", "ada,,,introduce-yourself,,")

    assert "2 results are confirmed." in page.content.decode()
    ada = Enrollment.objects.get()
    assert (ada.trail, ada.done_count, ada.mentor.login) == ("vvo", 2, "grace")
    assert ada.started_at.isoformat() == "2026-01-01T00:00:00+00:00"
    submission = Submission.objects.get(task__slug="first-contribution")
    assert submission.is_confirmed
    assert [(each.to_status, each.code, each.actor.login) for each in submission.transitions.order_by("pk")] == [
        ("in_review", "", "linus"),
        ("verified", "confirmed", "linus"),
    ]
    assert Review.objects.get(submission=submission).mentor.login == "linus"
    assert AuditEntry.objects.get(verb="let-in").person == ada.user
    assert AuditEntry.objects.get(verb="imported").facts == {"lines": 2, "results": 2}


def test_the_record_says_that_somebody_confirmed_it_and_not_that_github_was_read(linus, program):
    ada = make_person("ada")
    carry_out(linus, "ada,,,first-contribution,2026-01-03,PR 7")

    newcomer = Client()
    newcomer.force_login(ada)
    text = newcomer.get(f"/journey/{Enrollment.objects.get().public_id}/record/").content.decode()

    assert "Earlier work, confirmed by somebody who knows it." in text
    assert "read from GitHub" not in text
    assert "Linus" in text


@pytest.mark.parametrize(
    "address", ["/journey/{eid}/first-contribution/", "/mentor/people/{eid}/", "/mentor/review/{sid}/"]
)
def test_every_page_that_shows_work_can_show_confirmed_work(linus, program, address):
    make_person("ada")
    carry_out(linus, "ada,,,first-contribution,2026-01-03,PR 7")
    submission = Submission.objects.get()
    reader = Client()
    reader.force_login(make_person("ada" if address.startswith("/journey") else "grace"))

    found = reader.get(address.format(eid=submission.enrollment.public_id, sid=submission.public_id))

    assert found.status_code == 200
    assert "PR 7" in found.content.decode()


def test_the_same_file_again_changes_nothing(linus, program):
    make_person("ada")
    rows = ("ada,,,first-contribution,,", "ada,,,,,")
    carry_out(linus, rows[0])

    assert outcomes(linus, *rows) == [("known", "Is verified already."), ("known", "Is in the program already.")]
    carry_out(linus, *rows, lines=(2, 3))

    assert Submission.objects.count() == Enrollment.objects.count() == 1


def test_who_presses_twice_is_not_told_that_nothing_was_imported(linus, program):
    make_person("ada")
    sent = {"text": f"{HEAD}\nada,,,,,", "line": 2, "chosen": "yes"}
    linus.post(IMPORT, sent)

    again = linus.post(IMPORT, sent, follow=True).content.decode()

    assert "is in the program by now" in again
    assert (
        "Nothing was ticked, so nothing was imported."
        in linus.post(IMPORT, {**sent, "line": []}, follow=True).content.decode()
    )


def test_whose_newcomer_somebody_becomes_stands_in_the_history_and_is_told_once(linus, program):
    make_person("ada"), make_person("mary")

    carry_out(linus, "ada,,grace,,,", "mary,,grace,,,")

    rows = HandOver.objects.order_by("pk")
    assert [(row.giver, row.taker.login, row.by.login) for row in rows] == [(None, "grace", "linus")] * 2
    assert [row.first for row in rows] == [None, rows[0]]
    given = AuditEntry.objects.filter(verb="mentor-given")
    assert {entry.person.login for entry in given} == {"ada", "mary"}


def test_who_has_a_mentor_keeps_them_whatever_the_file_says(linus, program):
    program.memberships.create(user=make_person("barbara"), role=Membership.Role.MENTOR)
    enroll(program, "ada"), enroll(program, "mary", mentor=None)
    rows = ("ada,,barbara,first-contribution,,", "mary,,barbara,first-contribution,,")

    assert [reason for _, reason in outcomes(linus, *rows)] == [
        "confirmed: First contribution; stays with Grace",
        "confirmed: First contribution",
    ]
    carry_out(linus, *rows)

    assert Enrollment.objects.get(user__login="ada").mentor.login == "grace"
    assert Enrollment.objects.get(user__login="mary").mentor.login == "barbara"
    assert [row.enrollment.user.login for row in HandOver.objects.by_people()] == ["mary"]


def test_two_mentors_for_one_person_are_refused_where_the_second_stands(linus, program):
    program.memberships.create(user=make_person("barbara"), role=Membership.Role.MENTOR)
    make_person("ada")

    first, second = outcomes(linus, "ada,,grace,,,", "ada,,barbara,first-contribution,,")

    assert first == ("new", "comes into the program")
    assert second == (
        "refused",
        "Another line makes them a newcomer of Grace. Name one mentor for each person.",
    )


def test_only_what_is_ticked_is_imported(linus, program):
    make_person("ada"), make_person("mary")

    carry_out(linus, "ada,,,,,", "mary,,,,,", lines=(3,))

    assert [each.user.login for each in Enrollment.objects.all()] == ["mary"]


def test_somebody_who_never_signed_in_is_known_by_number_and_finds_everything_when_they_do(
    linus, program, simulated_github, settings
):
    settings.WAYMARK.demo = True
    carry_out(linus, "@Ada-Demo,,,introduce-yourself,,")

    ada = User.objects.get(github_id=1001)
    came = recognise(
        identity=Identity(1001, "ada-renamed", "Ada Demo"), language="en", time_zone="", is_demo=ada.is_demo
    )
    assert came == ada
    assert Enrollment.objects.get(user=came).done_count == 1


def test_a_login_that_github_does_not_know_is_refused(linus, program, simulated_github):
    assert outcomes(linus, "nobody-at-all,,,,,")[0] == (
        "refused",
        "GitHub knows nobody of this login. Look for a slip of the pen, or a new name.",
    )


def test_where_github_is_away_it_could_not_tell_and_the_others_are_imported(linus, program, simulated_github):
    simulated_github.moods.is_down = True
    make_person("ada")

    found = outcomes(linus, "ada,,,,,", "mary-demo,,,,,")

    assert [each for each, _reason in found] == [Outcome.NEW, Outcome.UNSURE]
    assert "GitHub could not be reached." in found[1][1]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("-ada,,,,,", "This is no GitHub login"),
        ("=cmd|'/c calc'!A0,,,,,", "This is no GitHub login"),
        ("ada,yesterday,,,,", "is no day"),
        ("ada,1.3.2026,,,,", "“1.3.2026” is no day. Write it like 2026-03-01."),
        ("ada,2026-02-30,,,,", "is no day"),
        ("ada,2999-01-01,,,,", "is still to come"),
        ("ada,1926-03-01,,,,", "is too long ago"),
        ("ada,,mallory,,,", "is not a mentor of this program"),
        ("grace,,grace,,,", "Nobody can be their own mentor."),
        ("ada,,,nothing,,", "There is no task"),
        ("linus,,,first-contribution,,", "Nobody confirms their own work."),
        ("gone,,,,,", "This account is closed."),
        ("bob,,,first-contribution,,", "An attempt is under way."),
        ("eve,,,,,", "Has left the program."),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(linus, program, row, reason):
    make_person("ada"), make_person("mallory"), make_person("gone", is_active=False)
    make_submission(enroll(program, "bob"), status=Status.WAITING)
    enroll(program, "eve")
    Enrollment.objects.filter(user__login="eve").update(state=Enrollment.State.LEFT)

    ((outcome, said),) = outcomes(linus, row)

    assert outcome == Outcome.REFUSED
    assert reason in said


def test_a_line_that_stands_there_twice_counts_once(linus, program):
    make_person("ada")

    assert outcomes(linus, "ada,,,,,", "ADA,,,,,")[1] == ("known", "Stands in line 2 already.")


def test_a_line_that_was_refused_does_not_stand_in_the_way_of_its_correction(linus, program):
    make_person("ada")

    assert [each for each, _ in outcomes(linus, "ada,1.3.2026,,,,", "ada,2026-03-01,,,,")] == ["refused", "new"]


@pytest.mark.parametrize("day", ["2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "2026/3/1 0:00"])
def test_days_are_read_as_spreadsheets_write_them_and_kept_in_one_way(linus, program, day):
    make_person("ada")

    carry_out(linus, f"ada,{day},,first-contribution,{day},")

    assert f"{Enrollment.objects.get().started_at:%Y-%m-%d}" == "2026-03-01"
    assert Submission.objects.get().evidence["text"] == "2026-03-01"


def test_today_is_the_day_of_the_programs_own_zone(program):
    program.time_zone = "Asia/Shanghai"
    late = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
    make_person("ada")

    (line,) = plan_import(
        program=program, rows=read("login,started\nada,2026-03-02\n"), by=make_person("linus"), now=late
    )

    assert line.is_new


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"name\nada", "one of them has to be"),
        (b"login,password\nada,x", "There is no column"),
        (b"login,login\nada,x", "A column stands there twice."),
        (b"login\n", "nothing to import"),
        (b"\xff\xfe\x00\xd8", "neither UTF-8 nor GBK"),
        (b"login\nada\x00", "neither UTF-8 nor GBK"),
        (b"PK\x03\x04\x14\x00\x06\x00", "This is a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "This is a workbook"),
        (b"login\n" + b"ada\n" * 5000, "has 5000 lines, and at most 500 are taken at once. Cut it into 10 files."),
        (b"login\n" + b"a" * 205_000, "has 201 kB, and at most 200 kB"),
        (b'"login,note\nada,\n', "From line 1 on this is not CSV."),
        (b'login,note\nada,\nbob,"Hello\nmary,\n', "From line 3 on this is not CSV."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(linus, program, data, said):
    response = preview(linus, data=data)

    assert response.status_code == 422
    assert said in response.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_files_of_spreadsheets_are_read_in_their_encodings(encoding, end):
    first, second = read(decode(end.join(("", "login;note", "ada;第一次贡献", "", "bob;", "")).encode(encoding)))

    assert (first.number, first.login, first.note) == (3, "ada", "第一次贡献")
    assert (second.number, second.login) == (5, "bob")


def test_no_file_is_said(linus):
    assert linus.post(IMPORT, {}).status_code == 422


def test_a_lost_quotation_mark_does_not_swallow_the_rest_unseen():
    with pytest.raises(BadFile):
        read('login,note\nada,"' + "x" * 140_000)


def test_the_sample_can_be_read_again(linus):
    response = linus.get("/organise/spring/import/sample.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert len(read(decode(sample().encode()))) == 3


def test_nothing_is_imported_into_an_archived_program(linus, program):
    make_person("ada")
    Program.objects.update(archived_at="2026-03-01T00:00:00Z")

    linus.post(IMPORT, {"text": f"{HEAD}\nada,,,,,", "line": 2, "chosen": "yes"})

    assert not Enrollment.objects.exists()


def test_the_preview_asks_the_same_of_few_and_of_many(linus, program):
    def cost(*rows: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            preview(linus, *rows)
        return len(queries)

    program.memberships.create(user=make_person("radia"), role=Membership.Role.MENTOR)
    rows = [f"{make_person(f'newcomer-{number}').login},,,,," for number in range(30)]
    cost(rows[0])

    assert cost(rows[0]) == cost(*rows)
