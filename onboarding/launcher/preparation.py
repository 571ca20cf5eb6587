"""Brings database, static files and curriculum up to date before the site is started; skips what already is."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from onboarding.config import Config
from onboarding.programs.models import Program

STAMP = "static.stamp"


def prepare(config: Config, *, say: Callable[[str], None]) -> None:
    """Bring everything up to date."""
    _migrate(say)
    _collect_static_files(config, say)
    call_command("sync_curriculum", verbosity=0)
    if config.demo and not Program.objects.exists():
        say("Loading the demo program …")
        call_command("load_demo", verbosity=0)


def _migrate(say: Callable[[str], None]) -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        is_new = not executor.loader.applied_migrations
        say("Creating the database …" if is_new else f"Applying {len(plan)} migrations …")
        call_command("migrate", verbosity=0, interactive=False)


def _collect_static_files(config: Config, say: Callable[[str], None]) -> None:
    stamp = config.data_dir / STAMP
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Collecting static files …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(wanted)


def _fingerprint() -> str:
    """Changes when a static file is added, removed or changed, here or in a package."""
    lines = sorted(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in _sources())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _sources() -> Iterator[Path]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))
