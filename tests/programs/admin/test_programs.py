"""Setting up a program in the admin: by its organisers, and by nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onboarding.programs.models import Membership, Program
from tests.cast import (
    NOON,
    enroll,
    make_person,
    make_program,
    make_task,
    make_track,
    make_version,
    task_content,
    task_of,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/programs/program/"
MAY = {"starts_at_0": "2026-05-01", "starts_at_1": "10:00"}


def client_of(login, **fields):
    client = Client()
    client.force_login(make_person(login, **fields))
    return client


def change_page(program):
    return f"{LIST}{program.pk}/change/"


def filled(client, address, **fields):
    """The form of this page as it stands, with these fields filled in."""
    form = client.get(address).context["adminform"].form
    formsets = client.get(address).context["inline_admin_formsets"]
    data = {f"{form.prefix}-{name}" if form.prefix else name: form[name].value() for name in form.fields}
    for each in formsets:
        data |= each.formset.management_form.initial and {
            f"{each.formset.prefix}-{key}": value for key, value in each.formset.management_form.initial.items()
        }
        for row in each.formset.forms:
            data |= {f"{row.prefix}-{name}": row[name].value() for name in row.fields}
    data = {name: "\n".join(value) if isinstance(value, list) else value for name, value in data.items()}
    return {key: value for key, value in {**data, **fields}.items() if value is not None and value is not False}


def post(client, address, **fields):
    return client.post(address, filled(client, address, **fields))


def test_an_organiser_finds_their_programs_and_no_others():
    make_program("spring", name="Spring")
    make_program("autumn", name="Autumn", organisers=("mallory",))

    page = client_of("linus").get(LIST).content.decode()

    assert "Spring" in page
    assert "Autumn" not in page


def test_mallory_changes_nothing_of_ours():
    program = make_program()
    make_program("autumn", organisers=("mallory",))
    client = client_of("mallory")

    assert client.get(change_page(program)).status_code == 302
    assert client.post(f"{LIST}{program.pk}/repositories/", {"remove": "1"}).status_code == 404
    client.post(LIST, {"action": "adopt", "_selected_action": [program.pk], "seen": "x"})
    assert program.program_tasks.count() == 3


def test_an_organiser_changes_words_and_branches():
    program = make_program()

    response = post(
        client_of("linus"), change_page(program), summary_zh_hans="一起成长。", branches="main\n\n release-* \n"
    )

    assert response.status_code == 302
    program.refresh_from_db()
    assert (program.summary_zh_hans, program.branches) == ("一起成长。", ["main", "release-*"])


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"time_zone": "Atlantis/Capital"}, "not a time zone we know"),
        (
            {"starts_at_0": "2026-05-01", "starts_at_1": "10:00", "ends_at_0": "2026-04-01", "ends_at_1": "10:00"},
            "has to end after",
        ),
        ({"memberships-0-capacity": "-1"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_is_told_and_not_kept(fields, message):
    program = make_program()

    response = post(client_of("linus"), change_page(program), **fields)

    assert response.status_code == 200
    assert message in response.content.decode()


def test_a_mentor_is_named_by_login():
    program = make_program()
    make_person("barbara")
    row = {"memberships-TOTAL_FORMS": "3", "memberships-2-role": "mentor", "memberships-2-capacity": "0.5"}

    post(client_of("linus"), change_page(program), **row, **{"memberships-2-login": " @Barbara "})

    added = program.memberships.get(user__login="barbara")
    assert (added.role, float(added.capacity)) == (Membership.Role.MENTOR, 0.5)


def test_somebody_who_never_signed_in_cannot_be_a_mentor_yet():
    program = make_program()
    row = {"memberships-TOTAL_FORMS": "3", "memberships-2-role": "mentor", "memberships-2-capacity": "1"}

    response = post(client_of("linus"), change_page(program), **row, **{"memberships-2-login": "nobody-yet"})

    assert "Ask them to sign in once." in response.content.decode()
    assert program.memberships.count() == 2


def test_a_running_program_keeps_its_track():
    page = client_of("linus").get(change_page(make_program()))

    assert "track" not in page.context["adminform"].form.fields


class TestWhatAMergeNeeds:
    def test_the_form_shows_what_holds_and_keeps_nothing_untouched(self):
        program = make_program(merge_preset="kubernetes-prow")
        client = client_of("linus")

        assert "do-not-merge/hold" in client.get(change_page(program)).content.decode()
        post(client, change_page(program))
        program.refresh_from_db()
        assert program.merge_changes == {}

    def test_what_nobody_touched_follows_another_preset(self):
        program = make_program()

        post(client_of("linus"), change_page(program), merge_preset="kubernetes-prow")

        program.refresh_from_db()
        assert program.merge_policy.labels_needed == ("lgtm", "approved", "cncf-cla: yes")

    def test_what_is_otherwise_stays_otherwise(self):
        program = make_program(merge_preset="kubernetes-prow")

        post(client_of("linus"), change_page(program), labels_needed="lgtm\n\nverified", approval_required="on")
        post(client_of("linus"), change_page(program), merge_preset="github-default")

        program.refresh_from_db()
        assert program.merge_changes == {"labels_needed": ["lgtm", "verified"], "approval_required": True}

    def test_back_to_the_preset_is_no_change(self):
        program = make_program(merge_changes={"labels_needed": ["lgtm"]})

        post(client_of("linus"), change_page(program), labels_needed="")

        program.refresh_from_db()
        assert program.merge_changes == {}


def test_organisers_of_the_site_begin_programs_and_are_their_organisers():
    track = make_track("steps")
    client = client_of("frances", is_organiser=True)
    words = {"name": "Summer", "slug": "summer", "community": "Demo", "track": track.pk, "time_zone": "UTC"}

    response = post(client, f"{LIST}add/", **words, grace="1 00:00:00", default_language="en")

    assert response.status_code == 302, response.context["errors"]
    program = Program.objects.get(slug="summer")
    assert [member.role for member in program.memberships.filter(user__login="frances")] == ["organiser"]
    assert program.program_tasks.count() == 3


def test_an_organiser_of_one_program_begins_no_others():
    make_program()

    assert client_of("linus").get(f"{LIST}add/").status_code == 404


class TestAdopting:
    @pytest.fixture
    def program(self):
        program = make_program(name="Spring")
        make_version(task_of(program, "first-contribution"), task_content("first-contribution", due_days=14))
        make_task(program.track, task_content("release"))
        enroll(program)
        return program

    def ask(self, program, **fields):
        return client_of("linus").post(LIST, {"action": "adopt", "_selected_action": [program.pk], **fields})

    def test_what_changes_for_whom_is_shown_first(self, program):
        response = self.ask(program)

        page = response.content.decode()
        for words in ("For 1 person under way", "First contribution", "due time", "Release", "new"):
            assert words in page
        assert program.program_tasks.count() == 3

    def test_it_is_adopted_when_it_is_confirmed(self, program):
        seen = self.ask(program).context["seen"]

        self.ask(program, seen=seen)

        assert program.program_tasks.count() == 4
        assert len(program.enrollments.get().trail) == 4

    def test_what_was_not_shown_is_not_adopted(self, program):
        seen = self.ask(program).context["seen"]
        make_task(program.track, task_content("surprise"))

        response = self.ask(program, seen=seen)

        assert "Surprise" in response.content.decode()
        assert program.program_tasks.count() == 3

    def test_where_nothing_is_new_it_says_so(self):
        response = client_of("linus").post(
            LIST, {"action": "adopt", "_selected_action": [make_program().pk]}, follow=True
        )

        assert "Nothing is new" in response.content.decode()

    def test_the_programs_page_says_what_is_new(self, program):
        page = client_of("linus").get(change_page(program)).content.decode()

        assert "First contribution: changed; Release: new" in page


class TestRepositories:
    def test_one_is_added_by_name_as_github_knows_it(self, simulated_github):
        program = make_program(repositories=())

        response = client_of("linus").post(f"{LIST}{program.pk}/repositories/", {"full_name": " demo-community/guide "})

        assert response.status_code == 302
        assert program.repositories.get().github_id == 5001

    def test_one_that_github_does_not_show_is_refused_in_words(self, simulated_github):
        program = make_program(repositories=())

        response = client_of("linus").post(f"{LIST}{program.pk}/repositories/", {"full_name": "demo-community/nowhere"})

        assert "see that on GitHub" in response.content.decode()
        assert not program.repositories.exists()

    @pytest.mark.parametrize("name", ["guide", "https://github.com/a/b", "a/b/c", "a b/c"])
    def test_what_is_no_name_is_told_so(self, name):
        response = client_of("linus").post(f"{LIST}{make_program().pk}/repositories/", {"full_name": name})

        assert "Write it as owner/name" in response.content.decode()

    def test_one_is_taken_out(self):
        program = make_program()

        client_of("linus").post(f"{LIST}{program.pk}/repositories/", {"remove": program.repositories.get().pk})

        assert not program.repositories.exists()


def test_lists_cost_the_same_however_many_programs_there_are(django_assert_num_queries):
    client = client_of("margaret", is_administrator=True)
    make_program("first")
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(5):
        enroll(make_program(f"program-{number}", starts_at=NOON + timedelta(days=number)))

    with django_assert_num_queries(len(few)):
        client.get(LIST)
