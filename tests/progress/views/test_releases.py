"""The page of a task that asks for a release, from the empty form to the link."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from onboarding.programs.models import Enrollment
from onboarding.verification.models import Status, Submission, Turn
from tests.cast import enroll, make_program, make_submission, rule, task_content

pytestmark = pytest.mark.django_db
RELEASE = f"{settings.GITHUB.url}/ada/tool/releases/tag/v0.1.0"
TASKS = (task_content("cut-release", "release", rules=[rule("tagged", 'release.tag != ""')]),)


@pytest.fixture
def ada(client: Client) -> Enrollment:
    enrollment = enroll(make_program(tasks=TASKS), now=timezone.now())
    client.force_login(enrollment.user)
    return enrollment


def page(client: Client, ada: Enrollment) -> str:
    return client.get(f"/journey/{ada.public_id}/cut-release/").content.decode()


def test_it_asks_for_the_address_and_shows_what_one_looks_like(client: Client, ada: Enrollment) -> None:
    text = page(client, ada)

    assert "Address of your release" in text
    assert f"{settings.GITHUB.url}/owner/repository/releases/tag/v0.1.0" in text


def test_a_release_is_handed_in_and_linked_before_anybody_read_it(client: Client, ada: Enrollment) -> None:
    client.post(f"/journey/{ada.public_id}/cut-release/submit/", {"address": f" {RELEASE} "})

    assert Submission.objects.get().evidence == {"address": "ada/tool@v0.1.0"}
    assert f'href="{RELEASE}"' in page(client, ada)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Paste the address of your release here."),
        ("my release", "We could not read that as an address."),
        (f"{settings.GITHUB.url}/ada/tool/releases", "does not say which release of ada/tool you mean"),
        (f"{settings.GITHUB.url}/ada/tool/tree/v0.1.0", "That is a page of ada/tool, but not a release."),
    ],
)
def test_a_wrong_address_is_told_beside_the_field_and_kept_in_it(
    client: Client, ada: Enrollment, typed: str, said: str
) -> None:
    response = client.post(f"/journey/{ada.public_id}/cut-release/submit/", {"address": typed})

    assert response.status_code == 422
    assert said in response.content.decode()
    assert response.context["form"].errors["address"]
    assert not Submission.objects.exists()


def test_a_returned_release_is_mended_at_the_same_address(client: Client, ada: Enrollment) -> None:
    evidence = {"address": "ada/tool@v0.1.0", "release": {"name": "First & last"}}
    make_submission(ada, "cut-release", status=Status.RETURNED, turn=Turn.NEWCOMER, evidence=evidence)

    text = page(client, ada)

    assert f'value="{RELEASE}"' in text
    assert "First &amp; last" in text


def test_while_github_is_away_the_page_says_so_and_offers_another_try(client: Client, ada: Enrollment) -> None:
    make_submission(ada, "cut-release", evidence={"address": "ada/tool@v0.1.0"}, last_error="down")

    text = page(client, ada)

    assert "Could not check" in text
    assert "Check again now" in text
