"""Read one mail that came back to the sender's address, from standard input: a mail server can pipe each here."""

import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from onboarding.notifications.bounces import read_bounce
from onboarding.notifications.operations import note_bounce

MOST_BYTES = 1_000_000


class Command(BaseCommand):
    help = "Read a mail that came back, from standard input, and send nothing more to an address that refuses it."

    def handle(self, **options: object) -> None:
        """Succeeds whatever it reads: a mail server would send back, or try again, what we cannot use."""
        bounce = read_bounce(sys.stdin.buffer.read(MOST_BYTES))
        mail = note_bounce(bounce=bounce, now=timezone.now()) if bounce else None
        if mail is None:
            self.stdout.write("This says nothing new of a mail of ours. Nothing was changed.")
        else:
            self.stdout.write(f"{mail.get_state_display()}: {mail.address}")
