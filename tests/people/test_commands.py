"""manage.py grant and revoke."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from onboarding.people.models import User
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_grant_says_what_it_did():
    make_person("linus")
    assert run("grant", "administrator", "linus") == "Linus (linus) is administrator now.\n"
    assert User.objects.get().is_administrator


def test_revoking_the_last_administrator_says_how_to_get_one_back():
    make_person("linus", is_administrator=True)
    assert "setup link" in run("revoke", "administrator", "linus")
    assert not User.objects.get().is_administrator


def test_somebody_who_has_not_signed_in_is_asked_to():
    with pytest.raises(
        CommandError, match=r"Nobody called ada has signed in yet\. .*http://127\.0\.0\.1:8000/sign-in/"
    ):
        run("grant", "organiser", "ada")


def test_an_unknown_role_is_refused():
    with pytest.raises(CommandError, match="invalid choice: 'king'"):
        run("grant", "king", "ada")
