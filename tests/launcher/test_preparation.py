"""What is up to date already is not done again."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from onboarding.config import Config, read
from onboarding.launcher.preparation import STAMP, prepare

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def config(tmp_path: Path, settings: Settings) -> Config:
    """A site with two static files, beside the database of the tests."""
    source = tmp_path / "static"
    source.mkdir()
    (source / "one.css").write_text("p { color: red }")
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    return read(flags={"data_dir": str(tmp_path), "demo": "false"}).config


def said(config: Config) -> list[str]:
    lines: list[str] = []
    prepare(config, say=lines.append)
    return lines


def test_a_first_start_collects_static_files_and_loads_the_curriculum(config: Config) -> None:
    assert said(config) == ["Collecting static files …"]
    assert (config.data_dir / STAMP).exists()


def test_a_second_start_has_nothing_to_say(config: Config) -> None:
    said(config)

    assert said(config) == []


def test_a_changed_static_file_is_collected_again(config: Config) -> None:
    said(config)
    (config.data_dir / "static" / "one.css").write_text("p { color: darkred }")

    assert said(config) == ["Collecting static files …"]


def test_a_new_static_file_is_collected(config: Config) -> None:
    said(config)
    (config.data_dir / "static" / "two.css").write_text("")

    assert said(config) == ["Collecting static files …"]
    assert (config.data_dir / "collected" / "two.css").exists()
