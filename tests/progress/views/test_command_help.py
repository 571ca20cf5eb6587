"""The help about commands that one writes in comments, and the way there."""

import pytest
from django.test import Client
from django.utils import timezone

from onboarding.programs.models import Enrollment
from onboarding.rules.merging.policy import DEFAULT_PRESET
from tests.cast import make_program
from tests.progress.pulls import hand_in

pytestmark = pytest.mark.django_db


class TestCommandHelp:
    def test_it_documents_what_the_programs_robot_knows(self, client: Client, ada: Enrollment) -> None:
        text = client.get("/command-help/").content.decode()

        assert "35 of 35 commands" in text
        assert "/ok-to-test" in text

    @pytest.mark.parametrize(
        ("query", "found", "left_out"),
        [
            ("hold", "hold-cancel", "retitle"),
            ("HOLD Takes", "hold-cancel", "lgtm-cancel"),
            ("里程碑", "milestone", "retitle"),
            ("owners", "approve", "retitle"),
        ],
    )
    def test_it_is_searched_in_either_language(self, client: Client, query: str, found: str, left_out: str) -> None:
        text = client.get("/command-help/", {"q": query}).content.decode()

        assert f'id="{found}"' in text
        assert f'id="{left_out}"' not in text

    def test_nothing_found_says_what_to_do(self, client: Client) -> None:
        assert "No command has these words" in client.get("/command-help/?q=nonsense").content.decode()

    def test_a_program_without_a_robot_says_so(self, client: Client) -> None:
        make_program()

        assert "No commands here" in client.get("/command-help/?program=spring").content.decode()

    def test_a_program_that_one_may_not_see_is_not_there(self, client: Client) -> None:
        make_program(archived_at=timezone.now())

        assert client.get("/command-help/?program=spring").status_code == 404

    def test_it_is_there_in_chinese(self, client: Client) -> None:
        client.cookies["django_language"] = "zh-hans"

        assert "加上标签" in client.get("/command-help/").content.decode()


def test_the_list_and_the_task_lead_to_the_commands(client: Client, ada: Enrollment) -> None:
    address = f"/journey/{ada.public_id}/first-contribution/"
    link = f'href="/command-help/?program={ada.program.slug}"'
    assert link in client.get(address).content.decode()
    ada.program.merge_preset = DEFAULT_PRESET
    ada.program.save()
    assert link not in client.get(address).content.decode()
    hand_in(ada)
    assert 'href="/command-help/"' in client.get("/pulls/").content.decode()
