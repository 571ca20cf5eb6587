"""From nothing to a published program, step by step: the draft, its days, the last look, and publishing it."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from onboarding.programs import operations
from onboarding.programs.models import AuditEntry, Membership, Program
from onboarding.programs.operations import Refused
from onboarding.programs.sections import STEPS
from tests.cast import NOON, make_person, make_program, make_track
from tests.programs.setting_up.drafts import ABOUT

pytestmark = pytest.mark.django_db


def test_the_first_step_keeps_a_draft_that_its_organiser_finds_again(draft, linus):
    assert draft.is_draft
    assert draft.memberships.get().role == Membership.Role.ORGANISER
    assert "/organise/autumn/" in linus.get("/organise/").content.decode()
    assert linus.get("/organise/autumn/").headers["Location"] == "/organise/autumn/review/"


def test_a_summary_of_50_kb_is_given_back_whole_with_the_limit(linus):
    summary = "字" * 50_000

    response = linus.post("/organise/new/", {**ABOUT, "track": make_track().pk, "summary": summary})

    assert response.status_code == 422
    assert "There is room for 2000 characters; this has 50000." in response.content.decode()
    assert f"{summary}</textarea>" in response.content.decode()
    assert not Program.objects.exists()


@pytest.mark.parametrize("address", ["/programs/autumn/", "/organise/autumn/about/", "/organise/autumn/review/"])
def test_nobody_else_finds_a_draft(draft, address):
    make_program("other", organisers=("mallory",))
    for login in ("mallory", "ada", "grace"):
        client = Client()
        client.force_login(make_person(login))
        assert client.get(address).status_code == 404
    assert "Autumn" not in client.get("/programs/").content.decode()


def test_a_mentor_of_a_draft_sees_it_once_it_is_published(draft):
    draft.memberships.create(user=make_person("grace"), role=Membership.Role.MENTOR)
    assert not Program.objects.mentored_by(make_person("grace")).exists()
    assert not Program.objects.visible_to(make_person("grace")).exists()

    operations.publish(program=draft, by=make_person("linus"), now=NOON)

    assert Program.objects.mentored_by(make_person("grace")).get() == draft


def test_nobody_joins_a_draft(draft):
    with pytest.raises(Refused, match="still being set up"):
        operations.join(program=draft, user=make_person("ada"), now=NOON)


@pytest.mark.parametrize("step", STEPS, ids=lambda each: each.name)
def test_every_step_can_be_opened_at_any_time_and_says_where_one_is(draft, linus, step):
    text = linus.get(f"/organise/autumn/{step.name.removeprefix('organise_')}/").content.decode()

    assert text.count('aria-current="step"') == 1


def test_dates_are_days_of_the_programs_own_zone(draft, linus):
    sent = {"starts_on": "2026-09-01", "ends_on": "2026-12-01", "time_zone": "Asia/Shanghai", "default_language": "en"}
    assert linus.post("/organise/autumn/when/", sent).headers["Location"] == "/organise/autumn/rules/"

    draft.refresh_from_db()
    assert draft.starts_at == datetime(2026, 8, 31, 16, tzinfo=UTC)
    assert draft.ends_at == datetime(2026, 12, 1, 15, 59, 59, 999999, tzinfo=UTC)
    assert 'value="2026-12-01"' in linus.get("/organise/autumn/when/").content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"starts_on": "2026-09-02", "ends_on": "2026-09-01"}, "has to end after it starts"),
        ({"time_zone": "Mars/Olympus"}, "is not a time zone we know"),
    ],
)
def test_what_cannot_be_is_said_and_not_kept(draft, linus, sent, said):
    response = linus.post("/organise/autumn/when/", {"time_zone": "UTC", "default_language": "zh-hans", **sent})

    assert response.status_code == 422
    assert said in response.content.decode()
    draft.refresh_from_db()
    assert draft.default_language == "en"


@pytest.mark.parametrize("slug", ["spring", "new"])
def test_an_address_that_is_taken_is_refused(linus, slug):
    track = make_program("spring").track

    response = linus.post("/organise/new/", {**ABOUT, "slug": slug, "track": track.pk})

    assert response.status_code == 422
    assert not Program.objects.filter(name="Autumn").exists()


def test_the_last_look_names_what_is_missing(draft, linus):
    text = linus.get("/organise/autumn/review/").content.decode()

    assert "There is no repository, so no pull request will count." in text
    assert "There is no mentor. Newcomers who join stay without one." in text


def test_publishing_pins_the_tasks_and_opens_the_program_to_everybody(draft, linus):
    linus.post("/organise/autumn/publish/")

    draft.refresh_from_db()
    assert not draft.is_draft
    assert draft.program_tasks.count() == 3
    assert not draft.program_tasks.exclude(pinned_at=None).exists()
    assert Client().get("/programs/autumn/").status_code == 200
    assert [each.verb for each in AuditEntry.objects.order_by("pk")] == ["created"]


def test_publishing_twice_is_publishing_once(draft):
    for _time in range(2):
        operations.publish(program=draft, by=make_person("linus"), now=NOON)

    assert AuditEntry.objects.filter(verb="created").count() == 1


def test_a_program_without_tasks_is_not_published(draft, linus):
    draft.track.tasks.update(retired_at=NOON)

    linus.post("/organise/autumn/publish/")

    assert Program.objects.get(slug="autumn").is_draft


def test_the_track_stays_once_it_is_published(draft, linus):
    operations.publish(program=draft, by=make_person("linus"), now=NOON)
    other = make_track("other")

    linus.post("/organise/autumn/about/", {**ABOUT, "track": other.pk, "name": "Late autumn"})

    draft.refresh_from_db()
    assert (draft.name, draft.track.slug) == ("Late autumn", "cloud-native")


def test_a_draft_can_be_thrown_away_and_a_program_cannot(draft, linus):
    draft.memberships.create(user=make_person("grace"), role=Membership.Role.MENTOR)
    make_program("spring")

    linus.post("/organise/autumn/discard/")
    assert linus.post("/organise/spring/discard/").status_code == 302

    assert [each.slug for each in Program.objects.all()] == ["spring"]


def test_a_draft_is_not_thrown_away_before_it_was_said_what_goes(draft, linus):
    draft.memberships.create(user=make_person("margaret"), role=Membership.Role.ORGANISER)

    page = linus.get("/organise/autumn/discard/").content.decode()

    assert "2 people organise it" in page
    assert "Margaret" in page
    assert 'href="/organise/autumn/discard/"' in linus.get("/organise/autumn/review/").content.decode()
    assert Program.objects.filter(slug="autumn").exists()


def test_a_published_program_has_no_such_page(linus):
    make_program("spring")

    assert linus.get("/organise/spring/discard/").headers["Location"] == "/organise/spring/"


@pytest.mark.parametrize(
    "page", ["", "joiners/", "mentors/", "import/", "versions/", "announcements/", "exports/", "audit/", "archive/"]
)
def test_what_a_draft_has_no_use_for_leads_back_to_the_last_look(draft, linus, page):
    assert linus.get(f"/organise/autumn/{page}").headers["Location"] == "/organise/autumn/review/"


def test_a_draft_exports_nothing_and_can_still_be_thrown_away(draft, linus):
    assert linus.post("/organise/autumn/exports/people.csv").status_code == 302

    linus.post("/organise/autumn/discard/")

    assert not Program.objects.filter(slug="autumn").exists()


def test_the_last_look_shows_the_days_and_says_when_the_last_one_is_past(draft, linus):
    sent = {"starts_on": "2020-05-01", "ends_on": "2020-06-30", "time_zone": "Asia/Shanghai", "default_language": "en"}
    linus.post("/organise/autumn/when/", sent)

    page = linus.get("/organise/autumn/review/").content.decode()

    assert "From 1 May 2020 to 30 June 2020" in page
    assert "Its last day is past" in page


@pytest.mark.parametrize("login", ["grace", "ada", "mallory"])
def test_who_organises_nothing_begins_nothing(client, login):
    make_program("spring")
    client.force_login(make_person(login))

    assert client.get("/organise/new/").status_code == 404


def test_who_organises_a_program_may_begin_another(client):
    make_program("spring")
    client.force_login(make_person("linus"))

    assert client.get("/organise/new/").status_code == 200
