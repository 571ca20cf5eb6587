"""Loads the demo: people, program, and the story, all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import transaction

from onboarding import wiring
from onboarding.demo.people import make_people
from onboarding.demo.program import SLUG, make_program
from onboarding.demo.stage import Stage
from onboarding.demo.story import BEGINNING, scenes
from onboarding.github import operations as github
from onboarding.github.simulator.simulator import Simulator
from onboarding.programs import operations as programs
from onboarding.programs.models import Program


def is_loaded() -> bool:
    return Program.objects.filter(slug=SLUG).exists()


def load(simulator: Simulator, *, now: datetime) -> Stage:
    """Play the story up to now at this simulator, which is the one that the site talks to."""
    with _own_cache(), transaction.atomic():
        stage = _play(simulator, now)
        _ring_no_bells()
    return stage


def _play(simulator: Simulator, now: datetime) -> Stage:
    beginning = now - BEGINNING
    _new_world(simulator, beginning)
    wiring.sync_curriculum(now=beginning)
    people = make_people()
    stage = Stage(simulator, make_program(people, now=beginning), people)
    for scene in scenes():
        scene.play(stage, now=now)
    github.read_issues(labels=programs.newcomer_labels(), now=now)
    return stage


def _new_world(simulator: Simulator, beginning: datetime) -> None:
    """With issues that are as old as the story: nobody picks what was last touched long before."""
    simulator.store.reset()
    with simulator.store.changing() as world:
        for issue in world.issues:
            issue.updated_at = beginning


@contextmanager
def _own_cache() -> Iterator[None]:
    """The shared cache is not running yet when the demo is loaded, and no budget of GitHub's is at stake."""
    caches["default"] = LocMemCache("demo", {})
    try:
        yield
    finally:
        del caches["default"]


def _ring_no_bells() -> None:
    """Everything that was queued on the way has been done, and there is no worker yet to hear of it."""
    transaction.get_connection().run_on_commit.clear()
