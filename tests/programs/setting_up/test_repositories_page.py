"""The repositories of a program: chosen among those that are followed, or asked of GitHub; and what is noted."""

import pytest

from onboarding.github.models import Repository
from onboarding.programs.models import AuditEntry
from tests.cast import make_program, make_repository

pytestmark = pytest.mark.django_db


def test_a_repository_that_the_site_follows_is_chosen(draft, linus):
    repository = make_repository()

    linus.post("/organise/autumn/repositories/", {"chosen": [repository.pk]})

    assert draft.repositories.get() == repository
    linus.post("/organise/autumn/repositories/", {"remove": repository.pk})
    assert not draft.repositories.exists()


@pytest.mark.parametrize("pasted", ["demo-community/guide", " demo-community/guide.git ", "{site}/guide/pulls"])
def test_another_one_is_asked_of_github(draft, linus, simulated_github, settings, pasted):
    address = pasted.format(site=f"{settings.GITHUB.url}/demo-community")

    linus.post("/organise/autumn/repositories/", {"full_name": address})

    assert draft.repositories.get().full_name == "demo-community/guide"
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("pasted", ["https://gitlab.com/demo-community/guide", "www.github.com/kubernetes/website"])
def test_an_address_of_another_site_is_told_so_and_nobody_is_asked(draft, linus, pasted):
    response = linus.post("/organise/autumn/repositories/", {"full_name": pasted})

    assert response.status_code == 422
    assert "and this site reads repositories on 127.0.0.1" in response.content.decode()


@pytest.mark.parametrize("pasted", ["", "guide", "gitlab/a/guide x", "<script>/x y", "a" * 600])
def test_what_is_no_name_is_told_so(draft, linus, pasted):
    response = linus.post("/organise/autumn/repositories/", {"full_name": pasted})

    assert response.status_code == 422
    assert "mistake" in response.content.decode()


def test_when_github_is_down_that_is_said(draft, linus, simulated_github):
    simulated_github.moods.is_down = True

    response = linus.post("/organise/autumn/repositories/", {"full_name": "demo-community/guide"})

    assert "could not be reached" in response.content.decode()


def test_one_that_github_does_not_show_is_refused_in_words(draft, linus, simulated_github):
    response = linus.post("/organise/autumn/repositories/", {"full_name": "demo-community/nothing"})

    assert response.status_code == 422
    assert not draft.repositories.exists()


def noted() -> list[tuple[str, list[str]]]:
    """The verbs of the trail, and the names of the repositories that each entry holds."""
    names = dict(Repository.objects.values_list("pk", "full_name"))
    entries = AuditEntry.objects.order_by("pk").values_list("verb", "facts")
    return [(verb, [names[pk] for pk in facts["repositories"]]) for verb, facts in entries]


def test_which_repositories_came_and_went_is_noted_and_a_second_press_notes_nothing(linus):
    program, (website, operator) = make_program("spring"), map(make_repository, ("demo/website", "demo/operator"))

    for _press in range(2):
        linus.post("/organise/spring/repositories/", {"chosen": [website.pk, operator.pk]})
    for _press in range(2):
        linus.post("/organise/spring/repositories/", {"remove": website.pk})
    linus.post("/organise/spring/repositories/", {"chosen": ["nothing of ours"]})

    assert noted() == [
        ("repositories-added", ["demo/website", "demo/operator"]),
        ("repositories-removed", ["demo/website"]),
    ]
    assert website not in program.repositories.all()
