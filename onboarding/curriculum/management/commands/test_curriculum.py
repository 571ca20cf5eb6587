"""manage.py test_curriculum: the rules of every task, tried on the task's own examples. Needs no database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from onboarding.curriculum.examples import check_examples
from onboarding.curriculum.loading import BUILT_IN, CurriculumError, load


class Command(BaseCommand):
    help = "Try the rules of every task on its examples; exit 1 when one does not say what it should."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directories", nargs="*", type=Path, help="Where the tracks are. Default: all of the site.")

    def handle(self, *args: Any, directories: list[Path], **options: Any) -> None:
        try:
            tracks = load(directories or [BUILT_IN, *settings.WAYMARK.curriculum_paths])
            problems = check_examples(tracks)
        except CurriculumError as error:
            problems = error.problems
        if problems:
            raise CommandError("\n".join(map(str, problems)), returncode=1)
        tasks = [task for track in tracks for task in track.tasks]
        examples = sum(len(task.examples.passing) + len(task.examples.failing) for task in tasks)
        self.stdout.write(f"Tasks: {len(tasks)}, examples: {examples}. Each says what it should.")
