"""The documents keep up with the code: every setting, every command, every link."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from onboarding.config.page import page
from onboarding.config.sources import KEYS, flag_name, variable_name

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
OURS = sorted(name for name, app in get_commands().items() if app.startswith("onboarding."))
LINK = re.compile(r"\]\((?!glossary:)([^)#{\s]+)[^)]*\)")  # those and braces: examples of what tasks may write


def test_the_page_of_settings_is_what_the_schema_says() -> None:
    assert (ROOT / "docs" / "configuration.md").read_text() == page(), "run `manage.py write_docs`"


@pytest.mark.parametrize("key", KEYS)
def test_every_setting_is_documented_with_its_flag_and_variable(key: str) -> None:
    [row] = [line for line in page().splitlines() if line.startswith(f"| `{key}`")]

    assert flag_name(key) in row
    assert variable_name(key) in row
    assert row.count("|") == 6


@pytest.mark.parametrize("command", OURS)
def test_every_command_is_documented(command: str) -> None:
    assert f"`manage.py {command}`" in (ROOT / "docs" / "operators.md").read_text()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    targets = [target for target in LINK.findall(path.read_text()) if "://" not in target]

    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_has_its_number_and_its_status(path: Path) -> None:
    text = path.read_text()

    assert text.startswith(f"# {int(path.stem[:4])}. ")
    assert "\nStatus: " in text


def test_decisions_are_numbered_once() -> None:
    numbers = [path.stem[:4] for path in (ROOT / "docs" / "adr").glob("*.md")]

    assert len(numbers) == len(set(numbers))
