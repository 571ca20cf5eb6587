"""The demo program: a community's run of the track, with a mentor and an organiser."""

from collections.abc import Mapping
from datetime import datetime

from onboarding import wiring
from onboarding.curriculum.models import Track
from onboarding.github import operations as github
from onboarding.github.simulator.constants import REPOSITORY_NAME
from onboarding.github.simulator.people import GRACE, LINUS
from onboarding.people.models import User
from onboarding.programs.models import Membership, Program

SLUG = "demo"
TRACK = "cloud-native-contributor"
AT_FIRST = ("introduce-yourself", "first-contribution", "sign-off")
"""The tasks that the program began with. What the track has gained since comes in while the story goes on."""


def make_program(people: Mapping[str, User], *, now: datetime) -> Program:
    """The program as it began at this time. It takes part in every change of the track at once."""
    program = Program.objects.create(
        slug=SLUG,
        name="Demo community",
        name_zh_hans="演示社区",
        community="Demo Community",
        summary="A made-up community that shows how Waymark works. Join it, and play every part yourself.",
        summary_zh_hans="一个虚构的社区，用来展示路标的用法。加入它，每个角色都可以亲自试一试。",
        track=Track.objects.get(slug=TRACK),
        branches=["main"],
        starts_at=now,
        adopts_at_once=True,
        accepts_drafts=True,
        is_demo=True,
    )
    program.repositories.add(github.follow(full_name=REPOSITORY_NAME, now=now))
    roles = ((GRACE, Membership.Role.MENTOR), (LINUS, Membership.Role.ORGANISER))
    for person, role in roles:
        program.memberships.create(user=people[person.login], role=role)
    wiring.adopt_versions(program=program, now=now)
    program.program_tasks.exclude(task__slug__in=AT_FIRST).delete()
    return program
