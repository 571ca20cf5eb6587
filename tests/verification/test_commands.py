"""The commands of verification: trails that differ are told, and pages made from code are kept true."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from onboarding.config import ROOT
from onboarding.programs.models import Enrollment
from onboarding.verification.documents import states_page
from onboarding.verification.models import MOVES, Status
from tests.cast import enroll, make_program, make_submission


def called(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_trails_that_are_right_are_said_to_be():
    make_submission(enroll(make_program()), status=Status.WAITING)

    assert "every trail is what its submissions say" in called("check_trails")


@pytest.mark.django_db
def test_a_trail_that_differs_is_reported_and_left_alone():
    ada = enroll(make_program())
    Enrollment.objects.update(trail="vvv")
    out = StringIO()

    with pytest.raises(CommandError, match="1 trails differ"):
        call_command("check_trails", stdout=out)

    assert f"{ada.public_id}: vvv active should be oo- active" in out.getvalue()
    assert Enrollment.objects.get().trail == "vvv"


@pytest.mark.django_db
def test_and_is_repaired_when_asked():
    enroll(make_program())
    Enrollment.objects.update(trail="vvv")

    assert "repaired 1" in called("check_trails", "--repair")
    assert Enrollment.objects.get().trail == "oo-"


def test_the_page_of_states_is_what_the_code_says():
    page = ROOT / "docs" / "states.md"

    assert page.read_text(encoding="utf-8") == states_page(), "run `manage.py write_docs`"


def test_the_page_has_every_status_and_every_move():
    page = states_page()

    for origin in Status:
        assert f"| `{origin}` |" in page
        for to in MOVES[origin]:
            assert f"{origin} --> {to}" in page


def test_pages_are_only_compared_when_asked():
    called("write_docs", "--check")


def test_a_page_out_of_date_is_told(tmp_path, monkeypatch):
    from onboarding.verification.management.commands import write_docs

    monkeypatch.setattr(write_docs, "DOCS", ROOT / "var" / "no-such-docs")

    with pytest.raises(CommandError, match=r"evidence/pull_request\.md"):
        call_command("write_docs", "--check")
