"""The preview of a task: straight from the files, in both languages, with its examples judged. For organisers."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from onboarding.programs.models import Program
from tests.cast import make_person, make_program
from tests.curriculum.authored import TASK, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def steps(tmp_path, settings: Settings):
    """A track that nobody has loaded, of one task that is a draft."""
    write(tmp_path, task=TASK.replace("kind: written", "kind: written\n    draft: true"))
    settings.WAYMARK = settings.WAYMARK.model_copy(update={"curriculum_paths": [tmp_path]})
    return tmp_path / "steps"


@pytest.fixture
def linus(client: Client) -> Client:
    make_program()
    client.force_login(make_person("linus"))
    return client


def test_a_draft_that_was_never_loaded_is_shown_in_both_languages(linus: Client, steps) -> None:
    text = linus.get("/preview/steps/hello/").content.decode()

    for words in (
        "Say hello",
        "打个招呼",
        "Because.",
        "因为。",
        "Three words.",
        "三个字。",
        "It is friendly.",
        "很友好。",
    ):
        assert words in text
    assert "draft: shown to nobody yet" in text
    assert 'lang="zh-Hans"' in text
    assert "To be mended" not in text


def test_a_track_begins_with_its_first_task(linus: Client, steps) -> None:
    assert "Say hello" in linus.get("/preview/steps/").content.decode()


def test_each_example_is_judged_as_the_file_stands_now(linus: Client, steps) -> None:
    page = linus.get("/preview/steps/hello/").context["page"]
    assert [(run.step, run.word, run.holds) for run in page.examples] == [("met", "Yes", True), ("unmet", "No", True)]
    assert [each.findings[-1].saw for each in page.examples[1].said] == ["2 words", "2 个字"]
    assert "我们看到的：2 个字" in linus.get("/preview/steps/hello/").content.decode()
    assert page.examples[1].changes == (("/words", "2"),)

    task = steps / "01-hello.md"
    task.write_text(task.read_text().replace("words >= 3", "words >= 99"))
    page = linus.get("/preview/steps/hello/").context["page"]
    assert [run.holds for run in page.examples] == [False, True]


def test_an_example_that_cannot_be_read_says_why(linus: Client, steps) -> None:
    (steps / "hello.json").unlink()

    text = linus.get("/preview/steps/hello/").content.decode()

    assert "There is no file hello.json beside the task." in text


def test_what_is_wrong_in_the_files_is_told_with_its_line(linus: Client, steps) -> None:
    task = steps / "01-hello.md"
    task.write_text(task.read_text().replace("expression: words >= 3", "expression: word >= 3"))

    page = linus.get("/preview/steps/hello/").context["page"]

    assert page.problems[0].startswith("01-hello.md:")
    assert "Did you mean `words`?" in page.problems[0]
    assert page.examples == ()


@pytest.mark.parametrize("address", ["/preview/steps/nowhere/", "/preview/nowhere/", "/preview/nowhere/hello/"])
def test_what_is_not_there_is_not_found(linus: Client, steps, address: str) -> None:
    assert linus.get(address).status_code == 404


@pytest.mark.parametrize("login", ["ada", "grace"])
def test_newcomers_and_mentors_do_not_learn_that_there_is_such_a_page(client: Client, steps, login: str) -> None:
    make_program()
    client.force_login(make_person(login))

    assert client.get("/preview/steps/hello/").status_code == 404


def test_whoever_may_begin_programs_and_administrators_see_it_too(client: Client, steps) -> None:
    for fields in ({"is_organiser": True}, {"is_administrator": True}):
        client.force_login(make_person(f"new-{next(iter(fields))}", **fields))
        assert client.get("/preview/steps/hello/").status_code == 200


def test_the_programs_own_page_leads_there(linus: Client) -> None:
    program = Program.objects.get()

    page = linus.get(f"/organise/{program.slug}/versions/").content.decode()

    assert f"/preview/{program.track.slug}/" in page
