"""What must follow an upstream fact at once does, in the same transaction."""

from datetime import timedelta
from operator import itemgetter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onboarding import wiring
from onboarding.curriculum.models import Task, Track
from onboarding.programs.models import Enrollment
from tests.cast import NOON, enroll, make_person, make_program, make_submission, make_task, task_content
from tests.curriculum.authored import TASK, another, write

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


@pytest.fixture
def curriculum(settings, tmp_path):
    """A community's own track beside the site's."""
    settings.WAYMARK = settings.WAYMARK.model_copy(update={"curriculum_paths": [write(tmp_path)]})
    wiring.sync_curriculum(now=NOON)
    return tmp_path


def program_with(track_slug, **fields):
    program = make_program(**fields)
    program.program_tasks.all().delete()
    program.track = Track.objects.get(slug=track_slug)
    program.save()
    wiring.adopt_versions(program=program, now=NOON)
    return program


def trail_of(enrollment):
    enrollment.refresh_from_db()
    return enrollment.trail


def test_who_joins_stands_at_the_beginning_of_the_trail():
    enrollment = wiring.join(program=make_program(), user=make_person("ada"), now=NOON)

    assert enrollment.trail == "oo-"
    assert enrollment.next_due_at is not None


def test_who_is_let_in_stands_at_the_beginning_of_the_trail():
    asked = wiring.join(program=make_program(needs_approval=True), user=make_person("ada"), now=NOON)
    assert asked.next_due_at is None

    answer = {"let_in": True, "mentor": None, "words": "", "by": make_person("linus")}
    assert wiring.answer_request(enrollment=asked, now=LATER, **answer).next_due_at is not None


def test_adopting_a_new_task_puts_it_on_everybodys_trail():
    program = make_program()
    enrollment = enroll(program)
    make_task(program.track, task_content("release"))

    wiring.adopt_versions(program=program, now=LATER)

    assert trail_of(enrollment) == "oo-o"


def test_a_program_that_adopts_at_once_has_what_the_files_say(curriculum):
    at_once = program_with("steps", adopts_at_once=True)
    careful = program_with("steps", slug="careful")
    quick, slow = enroll(at_once), enroll(careful)

    write(curriculum, **another("02", "bye"))
    wiring.sync_curriculum(now=LATER)

    assert (trail_of(quick), at_once.program_tasks.count()) == ("oo", 2)
    assert careful.program_tasks.count() == 1
    assert slow.program.program_tasks.count() == 1


def test_a_task_that_vanishes_counts_for_nobody_at_once(curriculum):
    write(curriculum, **another("02", "bye"))
    wiring.sync_curriculum(now=NOON)
    enrollment = enroll(program_with("steps"))
    make_submission(enrollment, "hello", status="verified")

    for name in ("02-bye.md", "02-bye.zh-hans.md"):
        (curriculum / "steps" / name).unlink()
    wiring.sync_curriculum(now=LATER)

    assert trail_of(enrollment) == "v"
    assert enrollment.state == Enrollment.State.FINISHED


def test_syncing_the_same_files_again_touches_nobody(curriculum):
    enroll(program_with("steps", adopts_at_once=True))
    wiring.sync_curriculum(now=NOON)

    with CaptureQueriesContext(connection) as captured:
        wiring.sync_curriculum(now=LATER)

    assert not [sql for sql in map(itemgetter("sql"), captured) if sql.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_the_command_tells_what_it_wrote(curriculum, capsys):
    write(curriculum, task=TASK.replace("Because.", "Because it is kind."))

    call_command("sync_curriculum")
    call_command("sync_curriculum")

    assert capsys.readouterr().out == "steps/hello: changed\nEverything is there already.\n"


def test_the_command_only_checks_when_asked_to(curriculum, capsys):
    write(curriculum, **another("02", "bye"))

    call_command("sync_curriculum", "--check")

    assert "steps: 2 tasks, in order." in capsys.readouterr().out
    assert not Task.objects.filter(slug="bye").exists()


def test_the_command_names_what_is_wrong(curriculum):
    write(curriculum, task_zh=None)

    with pytest.raises(CommandError, match=r"01-hello\.md:1: It has no translation"):
        call_command("sync_curriculum", "--check")
