"""An archived program: its history stays, nothing new begins in it, and it can be taken out again."""

import pytest
from django.test import Client

from onboarding import wiring
from onboarding.github.models import Repository
from onboarding.programs import operations
from onboarding.programs.models import AuditEntry, Enrollment, Program
from onboarding.programs.operations import Refused
from onboarding.verification.models import Status
from onboarding.verification.operations import submit_written
from onboarding.verification.refusals import Refused as NotTaken
from tests.cast import NOON, enroll, make_person, make_program, make_submission, make_task, task_content, task_of

pytestmark = pytest.mark.django_db


def test_the_page_says_what_it_means_before_it_is_done(linus, program):
    text = linus.get("/organise/spring/archive/").content.decode()

    assert "Nobody can join, hand in, pick an issue" in text
    program.refresh_from_db()
    assert program.archived_at is None


def test_it_is_archived_and_taken_out_again_and_both_are_noted(linus, program):
    linus.post("/organise/spring/archive/")
    assert "its history stays" in linus.get("/organise/spring/").content.decode()
    linus.post("/organise/spring/archive/", {"wanted": "out"})

    program.refresh_from_db()
    assert program.archived_at is None
    assert [each.verb for each in AuditEntry.objects.order_by("pk")] == ["archived", "reopened"]


def test_who_presses_twice_has_not_taken_it_out_again(linus, program):
    for _time in range(2):
        linus.post("/organise/spring/archive/")

    program.refresh_from_db()
    assert program.archived_at is not None
    assert 'name="wanted" value="out"' in linus.get("/organise/spring/archive/").content.decode()


def test_archiving_twice_is_archiving_once(program):
    for _time in range(2):
        operations.archive_program(program=program, by=make_person("linus"), now=NOON)

    assert AuditEntry.objects.count() == 1


def test_who_has_finished_stays_at_a_hundred_per_cent(linus, program):
    ada = enroll(program)
    for task in program.track.tasks.all():
        make_submission(ada, task.slug, status=Status.VERIFIED)
    wiring.refresh(enrollment_ids=[ada.pk], now=NOON)
    operations.archive_program(program=program, by=make_person("linus"), now=NOON)

    ada.refresh_from_db()
    assert (ada.state, ada.trail, ada.done_count) == (Enrollment.State.FINISHED, "vvv", 3)
    newcomer = Client()
    newcomer.force_login(ada.user)
    assert newcomer.get(f"/journey/{ada.public_id}/record/").status_code == 200
    assert "This program is archived." in newcomer.get(f"/journey/{ada.public_id}/").content.decode()


def test_nobody_joins_and_nothing_is_handed_in(program):
    ada = enroll(program)
    operations.archive_program(program=program, by=make_person("linus"), now=NOON)
    ada.refresh_from_db()

    with pytest.raises(Refused, match="archived"):
        operations.join(program=program, user=make_person("mary"), now=NOON)
    with pytest.raises(NotTaken):
        submit_written(
            enrollment=Enrollment.objects.get(pk=ada.pk),
            task=task_of(program, "introduce-yourself"),
            text="Hello to all of you.",
            link="",
            now=NOON,
        )


def test_whoever_had_asked_is_not_let_in_any_more_but_can_be_answered(linus, program):
    asked = enroll(program, state=Enrollment.State.REQUESTED, started_at=None, mentor=None)
    operations.archive_program(program=program, by=make_person("linus"), now=NOON)
    sent = {"who": asked.public_id, "words": "It is over."}

    response = linus.post("/organise/spring/joiners/", {**sent, "answer": "let-in"}, follow=True)

    assert "takes nobody in any more" in response.content.decode()
    asked.refresh_from_db()
    assert asked.state == Enrollment.State.REQUESTED
    linus.post("/organise/spring/joiners/", {**sent, "answer": "turn-down"})
    asked.refresh_from_db()
    assert asked.state == Enrollment.State.LEFT


def test_no_link_is_made_that_would_let_nobody_in(linus, program):
    operations.archive_program(program=program, by=make_person("linus"), now=NOON)

    sent = {"role": "newcomer", "days": 7, "uses_allowed": 1}
    response = linus.post("/organise/spring/invites/", sent, follow=True).content.decode()

    assert "a link would let nobody in" in response
    assert 'name="uses_allowed"' not in response
    assert not program.invites.exists()


def test_it_keeps_the_versions_of_its_tasks(linus, program):
    make_task(program.track, task_content("release"))
    operations.archive_program(program=program, by=make_person("linus"), now=NOON)

    with pytest.raises(Refused, match="keeps the versions"):
        wiring.adopt_versions(program=program, now=NOON)
    assert "Adopt what is ticked" not in linus.get("/organise/spring/versions/").content.decode()


def test_nobody_is_offered_to_announce_something_in_it(linus, program):
    operations.archive_program(program=program, by=make_person("linus"), now=NOON)

    assert 'name="audience"' not in linus.get("/organise/spring/announcements/").content.decode()


def test_repositories_rest_unless_another_program_has_them(program):
    alone = make_program("autumn", repositories=("demo-community/website", "demo-community/guide"))
    operations.archive_program(program=alone, by=make_person("linus"), now=NOON)

    resting = Repository.objects.filter(pk__in=operations.resting_repositories())
    assert [each.full_name for each in resting] == ["demo-community/website"]


def test_so_does_one_that_no_program_has(program):
    program.repositories.clear()

    assert operations.resting_repositories() == (Repository.objects.get().pk,)


def test_a_repository_that_rests_is_not_asked(program, simulated_github):
    operations.archive_program(program=program, by=make_person("linus"), now=NOON)

    wiring.reconcile()

    assert Repository.objects.get().next_poll_at is None
    operations.reopen_program(program=program, by=make_person("linus"), now=NOON)
    wiring.reconcile()
    assert Repository.objects.get().next_poll_at is not None


def test_a_draft_is_thrown_away_and_not_archived(program):
    Program.objects.update(is_draft=True)

    with pytest.raises(Refused, match="never published"):
        operations.archive_program(program=program, by=make_person("linus"), now=NOON)
