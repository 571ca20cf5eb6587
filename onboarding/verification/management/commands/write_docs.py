"""Write the pages that come from code: the shape of each evidence kind, and the states of a submission."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from onboarding.config import ROOT
from onboarding.config.page import page
from onboarding.rules.shapes import SHAPES
from onboarding.rules.shapes.documents import document
from onboarding.verification.documents import states_page

DOCS = ROOT / "docs"


class Command(BaseCommand):
    help = "Write the pages of docs/ that are made from code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a page would change")

    def handle(self, *, check: bool, **options: object) -> None:
        stale = [path for path, text in _pages().items() if not path.exists() or path.read_text("utf-8") != text]
        if check and stale:
            names = ", ".join(str(path.relative_to(ROOT)) for path in stale)
            msg = f"Out of date: {names}. Run `manage.py write_docs`."
            raise CommandError(msg)
        for path in stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_pages()[path], encoding="utf-8")
            self.stdout.write(f"wrote {path.relative_to(ROOT)}")


def _pages() -> dict[Path, str]:
    evidence = {DOCS / "evidence" / f"{kind}.md": document(kind) for kind in SHAPES}
    return {**evidence, DOCS / "states.md": states_page(), DOCS / "configuration.md": page()}
