"""From nothing to a published program, step by step; changing it afterwards; and copying it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from onboarding.github.models import Repository
from onboarding.programs import operations
from onboarding.programs.forms.programs import RulesForm
from onboarding.programs.models import AuditEntry, Membership, Program
from onboarding.programs.operations import Refused
from onboarding.programs.sections import STEPS
from tests.cast import NOON, enroll, make_person, make_program, make_repository, make_task, make_track, task_content

pytestmark = pytest.mark.django_db
ABOUT = {"name": "Autumn", "name_zh_hans": "秋天", "slug": "autumn", "community": "Demo Community", "summary": ""}


@pytest.fixture
def linus(client: Client) -> Client:
    """Whom an administrator allowed to begin programs."""
    client.force_login(make_person("linus", is_organiser=True))
    return client


@pytest.fixture
def draft(linus: Client) -> Program:
    response = linus.post("/organise/new/", {**ABOUT, "track": make_track().pk})
    assert response.headers["Location"] == "/organise/autumn/repositories/"
    return Program.objects.get(slug="autumn")


def rules_of(program: Program, **more: Any) -> dict[str, Any]:
    """What the page of rules sends when nothing is touched, but for this."""
    fields = RulesForm(instance=program)
    held = {each.name: each.value() for each in fields}
    sent = {name: "\n".join(value) if isinstance(value, list) else value for name, value in held.items()}
    return {**{name: value for name, value in sent.items() if value is not False}, **more}


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


def test_rules_are_a_preset_and_what_is_otherwise(draft, linus):
    linus.post("/organise/autumn/rules/", rules_of(draft, approval_required="on", grace_hours=48, needs_approval="on"))

    draft.refresh_from_db()
    assert draft.merge_changes == {"approval_required": True}
    assert draft.grace == timedelta(hours=48)
    assert draft.needs_approval


def test_what_nobody_touched_follows_another_preset(draft, linus):
    linus.post("/organise/autumn/rules/", rules_of(draft, merge_preset="kubernetes-prow"))

    draft.refresh_from_db()
    assert (draft.merge_changes, draft.merge_policy.labels_needed) == ({}, ("lgtm", "approved", "cncf-cla: yes"))


def test_what_is_otherwise_stays_otherwise_under_another_preset(draft, linus):
    linus.post("/organise/autumn/rules/", rules_of(draft, labels_needed="lgtm\n\nverified"))
    draft.refresh_from_db()
    linus.post("/organise/autumn/rules/", rules_of(draft, merge_preset="kubernetes-prow"))

    draft.refresh_from_db()
    assert draft.merge_changes == {"labels_needed": ["lgtm", "verified"]}


def test_back_to_the_preset_is_no_change(draft, linus):
    Program.objects.filter(pk=draft.pk).update(merge_changes={"labels_needed": ["lgtm"]})
    draft.refresh_from_db()

    linus.post("/organise/autumn/rules/", rules_of(draft, labels_needed=""))

    draft.refresh_from_db()
    assert draft.merge_changes == {}


def test_a_repository_that_the_site_follows_is_chosen(draft, linus):
    repository = make_repository()

    linus.post("/organise/autumn/repositories/", {"chosen": [repository.pk]})

    assert draft.repositories.get() == repository
    linus.post("/organise/autumn/repositories/", {"remove": repository.pk})
    assert not draft.repositories.exists()


@pytest.mark.parametrize("pasted", ["demo-community/guide", " demo-community/guide.git ", "{site}/guide/pulls"])
def test_another_one_is_asked_of_github(draft, linus, simulated_github, settings, pasted):
    address = pasted.format(site=f"{settings.GITHUB.url}/demo-community")

    linus.post("/organise/autumn/repositories/", {"full_name": address})

    assert draft.repositories.get().full_name == "demo-community/guide"
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("pasted", ["https://gitlab.com/demo-community/guide", "www.github.com/kubernetes/website"])
def test_an_address_of_another_site_is_told_so_and_nobody_is_asked(draft, linus, pasted):
    response = linus.post("/organise/autumn/repositories/", {"full_name": pasted})

    assert response.status_code == 422
    assert "and this site reads repositories on 127.0.0.1" in response.content.decode()


@pytest.mark.parametrize("pasted", ["", "guide", "gitlab/a/guide x", "<script>/x y", "a" * 600])
def test_what_is_no_name_is_told_so(draft, linus, pasted):
    response = linus.post("/organise/autumn/repositories/", {"full_name": pasted})

    assert response.status_code == 422
    assert "mistake" in response.content.decode()


def test_when_github_is_down_that_is_said(draft, linus, simulated_github):
    simulated_github.moods.is_down = True

    response = linus.post("/organise/autumn/repositories/", {"full_name": "demo-community/guide"})

    assert "could not be reached" in response.content.decode()


def test_one_that_github_does_not_show_is_refused_in_words(draft, linus, simulated_github):
    response = linus.post("/organise/autumn/repositories/", {"full_name": "demo-community/nothing"})

    assert response.status_code == 422
    assert not draft.repositories.exists()


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


def test_settings_of_a_published_program_are_changed_and_noted(linus):
    program = make_program("spring")

    linus.post("/organise/spring/rules/", rules_of(program, settling_days=3))

    program.refresh_from_db()
    assert program.settling_days == 3
    assert AuditEntry.objects.get().verb == "settings"


def noted() -> list[tuple[str, list[str]]]:
    """The verbs of the trail, and the names of the repositories that each entry holds."""
    names = dict(Repository.objects.values_list("pk", "full_name"))
    entries = AuditEntry.objects.order_by("pk").values_list("verb", "facts")
    return [(verb, [names[pk] for pk in facts["repositories"]]) for verb, facts in entries]


def test_which_repositories_came_and_went_is_noted_and_a_second_press_notes_nothing(linus):
    program, (website, operator) = make_program("spring"), map(make_repository, ("demo/website", "demo/operator"))

    for _press in range(2):
        linus.post("/organise/spring/repositories/", {"chosen": [website.pk, operator.pk]})
    for _press in range(2):
        linus.post("/organise/spring/repositories/", {"remove": website.pk})
    linus.post("/organise/spring/repositories/", {"chosen": ["nothing of ours"]})

    assert noted() == [
        ("repositories-added", ["demo/website", "demo/operator"]),
        ("repositories-removed", ["demo/website"]),
    ]
    assert website not in program.repositories.all()


def test_a_settings_page_writes_only_what_is_its_own(linus):
    """Somebody archives the program while somebody else has the page open."""
    program = make_program("spring")
    was, stale = (Program.objects.get(pk=program.pk) for _ in range(2))
    stale.name = "Summer"
    Program.objects.filter(pk=program.pk).update(archived_at=NOON)

    operations.change_program(program=stale, was=was, fields=["name"], by=make_person("linus"), now=NOON)

    program.refresh_from_db()
    assert program.archived_at == NOON


@pytest.mark.parametrize("login", ["grace", "ada", "mallory"])
def test_who_organises_nothing_begins_nothing(client, login):
    make_program("spring")
    client.force_login(make_person(login))

    assert client.get("/organise/new/").status_code == 404


def test_who_organises_a_program_may_begin_another(client):
    make_program("spring")
    client.force_login(make_person("linus"))

    assert client.get("/organise/new/").status_code == 200


def test_a_copy_has_the_settings_and_no_newcomers(client):
    spring = make_program("spring", settling_days=3, starts_at=NOON, ends_at=NOON + timedelta(days=9))
    enroll(spring)
    make_task(spring.track, task_content("release"))
    client.force_login(make_person("linus"))

    client.post("/organise/spring/clone/", {"name": "Autumn", "slug": "autumn", "with_members": "on"})

    copy = Program.objects.get(slug="autumn")
    assert copy.is_draft
    assert (copy.settling_days, copy.track, copy.starts_at, copy.ends_at) == (3, spring.track, None, None)
    assert [each.full_name for each in copy.repositories.all()] == ["demo-community/guide"]
    assert {(each.user.login, each.role) for each in copy.memberships.all()} == {
        ("linus", "organiser"),
        ("grace", "mentor"),
    }
    assert not copy.enrollments.exists()


def test_a_copy_without_members_has_only_who_made_it(client):
    spring = make_program("spring")

    copy = operations.clone_program(
        program=spring, name="A", name_zh_hans="", slug="a", with_members=False, by=make_person("mallory")
    )

    assert [each.user.login for each in copy.memberships.all()] == ["mallory"]
