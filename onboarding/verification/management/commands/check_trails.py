"""Compute every trail anew and report those that differ from what is stored."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from onboarding.programs.models import Enrollment
from onboarding.verification.operations import differing, refresh

BATCH = 500


class Command(BaseCommand):
    help = "Report enrollments whose trail is not what their submissions say. Writes nothing unless --repair is given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="write what the submissions say")

    def handle(self, *, repair: bool, **options: object) -> None:
        wrong = self._report()
        if wrong and repair:
            refresh(enrollment_ids=wrong, now=timezone.now())
            self.stdout.write(f"repaired {len(wrong)}")
        elif wrong:
            msg = f"{len(wrong)} trails differ. Run `manage.py check_trails --repair`."
            raise CommandError(msg)
        else:
            self.stdout.write("every trail is what its submissions say")

    def _report(self) -> list[int]:
        wrong: list[int] = []
        keys = list(Enrollment.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            rows = Enrollment.objects.filter(pk__in=keys[start : start + BATCH]).select_related("program", "user")
            stored = {row.pk: (row.trail, row.state) for row in rows}
            for row in differing(list(rows), now=timezone.now()):
                was, is_now = stored[row.pk], (row.trail, row.state)
                self.stdout.write(f"{row.public_id}: {' '.join(was)} should be {' '.join(is_now)}")
                wrong.append(row.pk)
        return wrong
