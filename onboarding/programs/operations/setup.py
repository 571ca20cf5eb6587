"""Setting a program up: begin it, change what it is, copy it, publish it, or throw away what was never published.

While it is being set up only its organisers see it, and nothing of that goes into the audit trail.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from onboarding.github.models import Repository
from onboarding.people.models import User
from onboarding.programs.models import Membership, Program, ProgramTask, Verb
from onboarding.programs.operations.audit import record
from onboarding.programs.operations.refusals import Refused
from onboarding.programs.operations.versions import pending_changes

NOT_COPIED = ("id", "slug", "name", "name_zh_hans", "starts_at", "ends_at", "archived_at", "created_at", "is_demo")


def may_begin(user: User) -> bool:
    """Whoever was allowed to by an administrator, and whoever organises a program that is published."""
    organises = user.memberships.filter(role=Membership.Role.ORGANISER, program__is_draft=False)
    return user.is_active and (user.is_staff or organises.exists())


@transaction.atomic
def begin_program(*, program: Program, by: User) -> Program:
    """A new program, seen by nobody but whoever begins it."""
    program.is_draft = True
    with _address_is_free():
        program.save(force_insert=True)
    program.memberships.create(user=by, role=Membership.Role.ORGANISER, capacity=0)
    return program


@transaction.atomic
def clone_program(
    *, program: Program, name: str, name_zh_hans: str, slug: str, with_members: bool, by: User
) -> Program:
    """A draft with the same track, repositories and rules, and, where wanted, the same mentors and organisers."""
    fields = {each.attname: getattr(program, each.attname) for each in Program._meta.concrete_fields}
    kept = {key: value for key, value in fields.items() if key not in NOT_COPIED}
    copy = begin_program(
        program=Program(**{**kept, "name": name, "name_zh_hans": name_zh_hans, "slug": slug}),
        by=by,
    )
    copy.repositories.set(program.repositories.all())
    if with_members:
        members = program.memberships.filter(user__is_active=True).exclude(user=by, role=Membership.Role.ORGANISER)
        copy.memberships.bulk_create(
            Membership(program=copy, user_id=each.user_id, role=each.role, capacity=each.capacity) for each in members
        )
    return copy


@transaction.atomic
def change_program(*, program: Program, was: Program, fields: Sequence[str], by: User, now: datetime) -> None:
    """Keep these fields as they are on this object, and no others. Refused where one of them is not any more what it
    ``was`` when its writer looked."""
    held = Program.objects.select_for_update().get(pk=program.pk)
    is_overtaken = any(getattr(held, each) != getattr(was, each) for each in fields)
    if is_overtaken or ("track" in fields and not held.is_draft):
        sentence = _(
            "Somebody else has saved this at the same moment. Look at what it says now, then save yours again."
        )
        raise Refused(sentence, code="overtaken")
    if fields:
        with _address_is_free():
            program.save(update_fields=fields)
    if fields and not held.is_draft:
        record(program=program, verb=Verb.SETTINGS, actor=by, now=now, facts={"fields": list(fields)})


@transaction.atomic
def add_repositories(*, program: Program, repositories: Collection[Repository], by: User, now: datetime) -> None:
    """Pull requests to these count from now on, too. Twice is once."""
    program = Program.objects.select_for_update().get(pk=program.pk)
    there = set(program.repositories.values_list("pk", flat=True))
    added = sorted({each.pk for each in repositories} - there)
    program.repositories.add(*added)
    _note_repositories(program, Verb.REPOSITORIES_ADDED, added, by, now)


@transaction.atomic
def remove_repositories(*, program: Program, repositories: Collection[Repository], by: User, now: datetime) -> None:
    """Pull requests to these don't count any more. Twice is once."""
    program = Program.objects.select_for_update().get(pk=program.pk)
    there = set(program.repositories.values_list("pk", flat=True))
    removed = sorted({each.pk for each in repositories} & there)
    program.repositories.remove(*removed)
    _note_repositories(program, Verb.REPOSITORIES_REMOVED, removed, by, now)


def _note_repositories(program: Program, verb: Verb, keys: list[int], by: User, now: datetime) -> None:
    if keys and not program.is_draft:
        record(program=program, verb=verb, actor=by, now=now, facts={"repositories": keys})


@transaction.atomic
def publish(*, program: Program, by: User, now: datetime) -> Program:
    """Everybody may see it from now on, with the tasks as the track has them now. Twice is once."""
    program = Program.objects.select_for_update().select_related("track").get(pk=program.pk)
    if not program.is_draft:
        return program
    if not program.track.tasks.filter(retired_at=None).exists():
        sentence = _("The track has no tasks yet, so there is nothing to walk. Choose another one.")
        raise Refused(sentence, code="no-tasks")
    program.is_draft = False
    program.save(update_fields=("is_draft",))
    found = [each for each in pending_changes(program) if each.after is not None]
    ProgramTask.objects.bulk_create(ProgramTask(program=program, task=each.task, version=each.after) for each in found)
    record(program=program, verb=Verb.CREATED, actor=by, now=now)
    return program


@transaction.atomic
def discard(*, program: Program) -> None:
    """Throw away what was never published. Refused afterwards: what people did there is history."""
    program = Program.objects.select_for_update().get(pk=program.pk)
    if not program.is_draft:
        raise Refused(_("This program is published. It can be archived, but not thrown away."), code="published")
    program.delete()


@transaction.atomic
def archive_program(*, program: Program, by: User, now: datetime) -> Program:
    """Nothing new begins in it from now on, and its repositories rest; what was done stays. Twice is once."""
    program = Program.objects.select_for_update().get(pk=program.pk)
    if program.is_draft:
        raise Refused(_("This program was never published. Throw the draft away instead."), code="draft")
    if program.archived_at is None:
        program.archived_at = now
        program.save(update_fields=("archived_at",))
        record(program=program, verb=Verb.ARCHIVED, actor=by, now=now)
    return program


@transaction.atomic
def reopen_program(*, program: Program, by: User, now: datetime) -> Program:
    """Out of the archive: it goes on where it stood still."""
    program = Program.objects.select_for_update().get(pk=program.pk)
    if program.archived_at is not None:
        program.archived_at = None
        program.save(update_fields=("archived_at",))
        record(program=program, verb=Verb.REOPENED, actor=by, now=now)
    return program


@contextmanager
def _address_is_free() -> Iterator[None]:
    """The database decides between two who take one address at once."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refused(_("This address is taken. Choose another one."), code="taken") from None


def resting_repositories() -> tuple[int, ...]:
    """Keys of those that no program has, or archived ones only: nobody waits for what happens in them."""
    busy = Repository.objects.filter(programs__in=Program.objects.filter(archived_at=None))
    return tuple(Repository.objects.exclude(pk__in=busy.values("pk")).order_by("pk").values_list("pk", flat=True))
