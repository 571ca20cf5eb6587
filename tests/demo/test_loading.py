"""The demo: somebody at every stage, told by the real verbs, and in agreement with the simulator's own pages."""

from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import TestCase, override_settings

from onboarding.demo.loading import load
from onboarding.demo.story import BEGINNING, scenes
from onboarding.github.connection import simulator as connection_to
from onboarding.github.models import Issue, PullRequest
from onboarding.github.simulator.server import running
from onboarding.mentoring.models import Draft, Hold, Reply, SavedFilter, Star
from onboarding.notifications.models import Announcement
from onboarding.people.models import User
from onboarding.programs.models import Absence, Enrollment, Extension, Invite, Program
from onboarding.questions.models import Question
from onboarding.verification.models import Flag, Review, Submission, Transition
from onboarding.verification.operations import differing
from tests.cast import NOON

AT_FIRST = 3
"""How many tasks the program began with; the trail goes on with what the track has gained since."""

TRAILS = {
    "mary-demo": "vvv",
    "li-ming-demo": "vvv",
    "dennis-demo": "vfo",
    "alan-demo": "vvn",
    "wang-fang-demo": "vm-",
    "sun-yue-demo": "vn-",
    "barbara-demo": "vx-",
    "radia-demo": "rn-",
    "chen-jing-demo": "rn-",
    "edsger-demo": "xo-",
    "zhao-lei-demo": "oo-",
    "zhou-ting-demo": "ro-",
    "hedy-demo": "oo-",
}


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    """The story, played once for all tests of this module and then taken back; and the bells that it rang."""
    with (
        running() as simulator,
        override_settings(GITHUB=connection_to(port=urlsplit(simulator.base_url).port)),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        with TestCase.captureOnCommitCallbacks() as bells:
            load(simulator, now=NOON)
        yield simulator, bells
        transaction.set_rollback(True)


@pytest.fixture
def _demo(played, db):
    """The database as the story left it."""


@pytest.mark.usefixtures("_demo")
def test_somebody_is_at_every_stage_of_the_trail():
    trails = dict(Enrollment.objects.values_list("user__login", "trail"))

    assert {login: trail[:AT_FIRST] for login, trail in trails.items()} == TRAILS
    assert {login for login, trail in trails.items() if "v" in trail[AT_FIRST:]} == set()
    assert set("".join(TRAILS.values())) == set("-onmrxvf")
    states = Counter(Enrollment.objects.values_list("state", flat=True))
    assert (states["finished"], states["paused"], states["active"], states["requested"]) == (2, 1, 9, 1)
    overdue = Enrollment.objects.filter(next_due_at__lt=NOON).values_list("user__login", flat=True)
    assert "zhao-lei-demo" in overdue
    assert Flag.objects.get().submission.enrollment.user.login == "dennis-demo"


@pytest.mark.usefixtures("_demo")
def test_a_question_was_answered_for_everybody_and_another_one_waits():
    answered, waiting = Question.objects.order_by("asked_at")

    assert (answered.status, waiting.status) == ("settled", "waiting")
    assert answered.promoted_at


@pytest.mark.usefixtures("_demo")
def test_grace_remembers_somebody_and_has_written_to_them():
    zhao_lei = Enrollment.objects.get(user__login="zhao-lei-demo")

    assert (zhao_lei.notes.count(), zhao_lei.tags.count()) == (1, 1)
    assert zhao_lei.nudges.get().sender.login == "grace-demo"


@pytest.mark.usefixtures("_demo")
def test_somebody_reads_a_comment_on_their_text():
    (comment,) = Review.objects.exclude(comments=[]).get().comments

    assert comment["quote"].startswith("I am a programmer from Rotterdam.")


@pytest.mark.usefixtures("_demo")
def test_grace_covers_for_a_colleague_and_another_one_is_at_some_work():
    absence, hold = Absence.objects.get(), Hold.objects.get()

    assert (absence.user.login, absence.starts_at < NOON < absence.ends_at) == ("katherine-demo", True)
    assert {cover.mentor.login for cover in absence.covers.all()} == {"grace-demo"}
    assert Enrollment.objects.filter(mentor=absence.user).exists()
    assert (hold.mentor.login, hold.until_at > NOON) == ("linus-demo", True)


@pytest.mark.usefixtures("_demo")
def test_every_tool_of_mentors_and_organisers_has_been_used_once():
    used = {
        model: model.objects.count() for model in (Draft, Reply, SavedFilter, Star, Invite, Announcement, Extension)
    }

    assert used == dict.fromkeys(used, 1)
    assert not Program.objects.get().needs_approval


@pytest.mark.usefixtures("_demo")
def test_everything_is_marked_as_demo():
    assert not User.objects.filter(is_demo=False).exists()
    assert all("demo" in user.login and ("Demo" in user.name or "演示" in user.name) for user in User.objects.all())
    assert Program.objects.get().is_demo


@pytest.mark.usefixtures("_demo")
def test_the_mirror_agrees_with_the_simulator(played):
    simulator, _bells = played
    with simulator.store.reading() as world:
        theirs = {pull.number: (pull.state, pull.title, pull.author) for pull in world.pull_requests}
    ours = {row.number: (row.state, row.title, row.author_login) for row in PullRequest.objects.all()}

    assert ours.items() <= theirs.items()
    assert len(ours) == 12


@pytest.mark.usefixtures("_demo")
def test_every_trail_is_what_its_submissions_say_and_nothing_is_left_to_do():
    assert differing(list(Enrollment.objects.select_related("program", "user")), now=NOON) == []
    assert not Submission.objects.due(NOON).exists()
    assert not Submission.objects.exclude(last_error="").exists()


@pytest.mark.usefixtures("_demo")
def test_the_story_lies_within_the_last_three_weeks():
    instants = Transition.objects.values_list("at", flat=True)

    assert min(instants) > NOON - BEGINNING
    assert max(instants) < NOON


@pytest.mark.usefixtures("_demo")
def test_there_are_issues_to_pick_that_are_as_old_as_the_story(played):
    titles = set(Issue.objects.filter(is_open=True).values_list("title", flat=True))
    assert len(titles) >= 2
    assert not Issue.objects.filter(updated_at__lt=NOON - BEGINNING).exists()


def test_linus_may_connect_the_site_with_github(played):
    assert User.objects.get(login="linus-demo").is_organiser


def test_no_bell_rings_for_what_is_done(played):
    assert played[1] == []


def test_scenes_are_in_the_order_of_time():
    agos = [scene.ago for scene in scenes()]

    assert agos == sorted(agos, reverse=True)
    assert timedelta() < agos[-1] < agos[0] < BEGINNING
