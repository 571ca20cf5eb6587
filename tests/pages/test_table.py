"""No page is forgotten: whatever answers GET with a page of ours is in the table of those that are looked at."""

from tests.access import ROWS
from tests.pages.table import DJANGOS_OWN, NO_PAGES, PAGES


def test_every_address_that_shows_a_page_is_looked_at() -> None:
    shown = {name for name, row in ROWS.items() if "GET" in (row.method, row.also)}
    assert {name for name in shown if not is_djangos_own(name)} == PAGES.keys() & shown | NO_PAGES.keys()


def test_every_form_that_comes_back_with_its_faults_is_looked_at() -> None:
    """These answer POST with the page of the form, and say on it what is wrong."""
    assert {name for name, row in ROWS.items() if "422" in row.expected} - PAGES.keys() == set()


def test_only_addresses_of_the_site_are_looked_at() -> None:
    assert PAGES.keys() - ROWS.keys() == set()


def is_djangos_own(name: str) -> bool:
    return name.startswith("admin/") or (name.startswith("admin:") and name.endswith(DJANGOS_OWN))
