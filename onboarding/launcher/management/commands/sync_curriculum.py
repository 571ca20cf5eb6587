"""manage.py sync_curriculum: the curriculum's files into the database. The second run writes nothing."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from onboarding import wiring
from onboarding.curriculum.examples import check_examples
from onboarding.curriculum.loading import BUILT_IN, CurriculumError, load


class Command(BaseCommand):
    help = "Load the tracks of the site, and those below curriculum_paths, into the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Only look for mistakes in files and examples; write nothing."
        )

    def handle(self, *args: Any, check: bool, verbosity: int, **options: Any) -> None:
        try:
            lines = self._check() if check else self._sync()
        except CurriculumError as error:
            raise CommandError("\n".join(map(str, error.problems))) from None
        if verbosity > 0:
            self.stdout.write("\n".join(lines))

    def _check(self) -> list[str]:
        tracks = load([BUILT_IN, *settings.WAYMARK.curriculum_paths])
        if problems := check_examples(tracks):
            raise CurriculumError(problems)
        return [f"{track.content.slug}: {len(track.tasks)} tasks, in order." for track in tracks]

    def _sync(self) -> list[str]:
        report = wiring.sync_curriculum(now=timezone.now())
        return [f"{name}: {wrote}" for name, wrote in report.changes] or ["Everything is there already."]
