"""Two organisers who set one program up at the same time, and whoever presses twice: nothing is lost unsaid."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from onboarding.programs import operations
from onboarding.programs.models import AuditEntry, Membership, Program
from onboarding.programs.operations import Refused
from tests.cast import NOON, make_person, make_program, make_track
from tests.programs.setting_up.drafts import ABOUT, rules_of
from tests.races import at_once

pytestmark = pytest.mark.django_db


def signed_in(login: str) -> Client:
    client = Client()
    client.force_login(make_person(login))
    return client


@pytest.fixture
def program() -> Program:
    return make_program("spring", organisers=("linus", "margaret"), branches=["main"], settling_days=1)


@pytest.fixture
def linus(program: Program) -> Client:
    return signed_in("linus")


@pytest.fixture
def margaret(program: Program) -> Client:
    return signed_in("margaret")


def seen_on(client: Client, page: str) -> dict[str, str]:
    """What this page has shown, as its form sends it back."""
    shown = re.search(r'name="seen" value="([^"]*)"', client.get(page).content.decode())
    assert shown
    return {"seen": html.unescape(shown[1])}


def about(program: Program, **changed: str) -> dict[str, str]:
    return {"name": program.name, "slug": program.slug, "community": program.community, **changed}


def test_who_changes_one_thing_leaves_the_other_as_a_colleague_has_put_it_meanwhile(linus, margaret, program):
    shown = seen_on(linus, "/organise/spring/about/")
    margaret.post("/organise/spring/about/", about(program, summary="Written\r\nby Margaret."))

    linus.post("/organise/spring/about/", {**about(program, name="Spring II"), **shown})

    program.refresh_from_db()
    assert (program.name, program.summary.splitlines()) == ("Spring II", ["Written", "by Margaret."])
    assert AuditEntry.objects.latest("pk").facts == {"fields": ["name"]}


def test_what_both_have_changed_is_said_and_both_texts_are_there(linus, margaret, program):
    shown = seen_on(linus, "/organise/spring/about/")
    margaret.post("/organise/spring/about/", about(program, summary="By Margaret."))

    response = linus.post("/organise/spring/about/", {**about(program, summary="By Linus."), **shown})

    assert response.status_code == 409
    assert "It says now: “By Margaret.”" in response.content.decode()
    assert ">By Linus.</textarea>" in response.content.decode().replace("\n", "")
    program.refresh_from_db()
    assert program.summary == "By Margaret."


def test_whoever_has_been_told_may_put_theirs_in_its_place(linus, margaret, program):
    shown = seen_on(linus, "/organise/spring/about/")
    margaret.post("/organise/spring/about/", about(program, summary="By Margaret."))
    told = linus.post("/organise/spring/about/", {**about(program, summary="By Linus."), **shown}).content.decode()
    again = html.unescape(re.search(r'name="seen" value="([^"]*)"', told)[1])

    linus.post("/organise/spring/about/", {**about(program, summary="By Linus."), "seen": again})

    program.refresh_from_db()
    assert program.summary == "By Linus."


def test_the_same_from_both_is_no_quarrel(linus, margaret, program):
    shown = seen_on(linus, "/organise/spring/about/")
    margaret.post("/organise/spring/about/", about(program, summary="Ours."))

    assert linus.post("/organise/spring/about/", {**about(program, summary="Ours."), **shown}).status_code == 302


def test_saving_what_nobody_touched_changes_and_notes_nothing(linus, margaret, program):
    shown = seen_on(linus, "/organise/spring/rules/")
    sent = rules_of(program)
    margaret.post("/organise/spring/rules/", rules_of(program, settling_days=9, branches="main\r\nrelease-*"))

    linus.post("/organise/spring/rules/", {**sent, **shown})

    program.refresh_from_db()
    assert (program.settling_days, program.branches) == (9, ["main", "release-*"])
    assert AuditEntry.objects.count() == 1


def test_days_follow_the_zone_that_somebody_else_has_chosen_meanwhile(linus, margaret, program):
    shown = seen_on(linus, "/organise/spring/when/")
    margaret.post("/organise/spring/when/", {"time_zone": "Asia/Shanghai", "default_language": "en"})

    linus.post(
        "/organise/spring/when/",
        {"starts_on": "2026-05-01", "time_zone": "UTC", "default_language": "en", **shown},
    )

    program.refresh_from_db()
    assert (program.time_zone, f"{program.starts_at:%Y-%m-%d %H:%M}") == ("Asia/Shanghai", "2026-04-30 16:00")


@pytest.mark.parametrize(
    ("hers", "his", "said"),
    [
        ({"needs_approval": "on"}, {"needs_approval": ""}, None),
        ({"settling_days": 9}, {"settling_days": 5}, "“9”"),
        ({"merge_preset": "kubernetes-prow"}, {"settling_days": 5}, None),
        ({"branches": "a\nb"}, {"branches": "c"}, "“a, b”"),
        ({"issue_number_required": "on"}, {"settling_days": 5}, None),
    ],
)
def test_a_quarrel_is_about_one_field_and_says_what_it_holds(linus, margaret, program, hers, his, said):
    shown = seen_on(linus, "/organise/spring/rules/")
    sent = rules_of(program, **his)
    margaret.post("/organise/spring/rules/", rules_of(program, **hers))

    response = linus.post("/organise/spring/rules/", {**sent, **shown})

    assert response.status_code == (409 if said else 302)
    assert said is None or said in response.content.decode()


@pytest.mark.parametrize("seen", ["", "[]", "{", '{"name": 7}', "null"])
def test_a_page_that_sends_back_nonsense_does_no_harm(linus, program, seen):
    assert linus.post("/organise/spring/about/", {**about(program), "seen": seen}).status_code in {302, 409}


def test_the_database_has_the_last_word_on_what_was_saved_a_moment_ago(program):
    was = Program.objects.get(pk=program.pk)
    mine = Program.objects.get(pk=program.pk)
    Program.objects.filter(pk=program.pk).update(name="Theirs")
    mine.name = "Mine"

    with pytest.raises(Refused, match="at the same moment"):
        operations.change_program(program=mine, was=was, fields=["name"], by=make_person("linus"), now=NOON)


def test_the_track_of_what_was_published_a_moment_ago_stays(program):
    was, mine = (Program.objects.get(pk=program.pk) for _ in range(2))
    mine.track = make_track("another")

    with pytest.raises(Refused, match="at the same moment"):
        operations.change_program(program=mine, was=was, fields=["track"], by=make_person("linus"), now=NOON)


def test_who_presses_twice_or_goes_back_finds_the_draft_that_is_there(linus):
    sent: dict[str, Any] = {**ABOUT, "track": make_track().pk}
    linus.post("/organise/new/", sent)

    again = linus.post("/organise/new/", sent)

    assert again.status_code == 422
    assert 'href="/organise/autumn/about/"' in again.content.decode()
    assert "This address is taken" in again.content.decode()
    assert Program.objects.filter(slug="autumn").count() == 1


def test_nobody_is_told_of_a_draft_that_is_not_theirs(linus):
    make_program("hidden", organisers=("mallory",), is_draft=True)

    again = linus.post("/organise/new/", {**ABOUT, "slug": "hidden", "track": make_track().pk}).content.decode()

    assert "/organise/hidden/" not in again


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_one_address_at_once_one_has_it():
    track, linus = make_track(), make_person("linus")

    def begin() -> str:
        try:
            operations.begin_program(program=Program(slug="one", name="One", track=track), by=linus)
        except Refused as refused:
            return refused.code
        return "mine"

    assert sorted(at_once(*[begin] * 4)) == ["mine", "taken", "taken", "taken"]
    assert Membership.objects.filter(program__slug="one").count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_several_who_save_one_field_at_once_one_wins_and_the_others_are_told():
    program, linus = make_program("spring"), make_person("linus")
    writers = [(Program.objects.get(pk=program.pk), f"Spring {number}") for number in range(4)]
    was = Program.objects.get(pk=program.pk)

    def save(mine: Program, name: str) -> str:
        mine.name = name
        try:
            operations.change_program(program=mine, was=was, fields=["name"], by=linus, now=NOON)
        except Refused as refused:
            return refused.code
        return name

    outcomes = at_once(*[lambda each=each: save(*each) for each in writers])

    [winner] = [each for each in outcomes if each != "overtaken"]
    program.refresh_from_db()
    assert program.name == winner
