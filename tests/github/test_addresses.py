"""What people paste, and what we make of it."""

import pytest
from pytest_django.fixtures import Settings

from onboarding.github.addresses import Address, BadAddress, parse
from onboarding.github.connection import simulator

pytestmark = pytest.mark.usefixtures("github_com")
WANTED = Address("kubernetes", "kubernetes", 12)


@pytest.mark.parametrize(
    "pasted",
    [
        "https://github.com/kubernetes/kubernetes/pull/12",
        "http://github.com/kubernetes/kubernetes/pull/12",
        "HTTPS://GitHub.com/kubernetes/kubernetes/pull/12",
        "https://www.github.com/kubernetes/kubernetes/pull/12/",
        "github.com/kubernetes/kubernetes/pull/12",
        "www.github.com/kubernetes/kubernetes/pull/12",
        "https://github.com:443/kubernetes/kubernetes/pull/12",
        "https://github.com/kubernetes/kubernetes/pull/12/files",
        "https://github.com/kubernetes/kubernetes/pull/12/commits/0c0ffee",
        "https://github.com/kubernetes/kubernetes/pull/12/changes#diff-1",
        "https://github.com/kubernetes/kubernetes/pull/12?notification_referrer_id=1",
        "https://github.com/kubernetes/kubernetes/pull/12#issuecomment-99",
        "  <https://github.com/kubernetes/kubernetes/pull/12>\n",
        "kubernetes/kubernetes#12",
        "kubernetes/kubernetes＃12",
        "https：//github.com/kubernetes/kubernetes/pull/12",
    ],
)
def test_it_understands_what_people_paste(pasted: str) -> None:
    assert parse(pasted) == WANTED


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("", "malformed"),
        ("my pull request", "malformed"),
        ("12", "malformed"),
        ("#12", "malformed"),
        ("kubernetes/kubernetes", "malformed"),
        ("javascript:alert(1)", "malformed"),
        ("ftp://github.com/kubernetes/kubernetes/pull/12", "malformed"),
        ("https://github.com/kubernetes/kubernetes/pull/0", "malformed"),
        ("https://github.com/kubernetes/kubernetes/pull/2147483648", "malformed"),
        ("https://github.com/kubernetes/kubernetes/pull/" + "9" * 1500, "malformed"),
        ("kubernetes/kubernetes#99999999999999999999", "malformed"),
        ("https://github.com/../../pull/1", "malformed"),
        ("https://[::1/kubernetes/kubernetes/pull/12", "malformed"),
        ("https://github.com:99999/kubernetes/kubernetes/pull/12", "malformed"),
        ("https://github.com/kubernetes/kubernetes/pull/1\x002", "malformed"),
        ("https://github.com/" + "a" * 3_000_000, "malformed"),
        ("https://gitlab.com/kubernetes/kubernetes/pull/12", "other-site"),
        ("https://github.com.evil.example/kubernetes/kubernetes/pull/12", "other-site"),
        ("https://github.com@evil.example/kubernetes/kubernetes/pull/12", "other-site"),
        ("https://github.com:8443/kubernetes/kubernetes/pull/12", "other-site"),
        ("https://gist.github.com/ada/pull/12", "other-site"),
        ("https://github.com/kubernetes/kubernetes/issues/12", "issue"),
        ("https://github.com/kubernetes/kubernetes/issues/12#issuecomment-1", "issue"),
        ("https://github.com", "not-a-pull-request"),
        ("https://github.com/kubernetes/kubernetes", "not-a-pull-request"),
        ("https://github.com/kubernetes/kubernetes/pulls", "not-a-pull-request"),
        ("https://github.com/kubernetes/kubernetes/pull/", "not-a-pull-request"),
        ("https://github.com/kubernetes/kubernetes/pull/new/my-branch", "not-a-pull-request"),
        ("https://github.com/kubernetes/kubernetes/discussions/12", "not-a-pull-request"),
        ("https://github.com/kubernetes/kubernetes/commit/0c0ffee", "not-a-pull-request"),
        ("https://github.com/kubernetes/kubernetes/pull/１２x", "not-a-pull-request"),
    ],
)
def test_each_fault_has_its_own_sentence_in_both_languages(pasted: str, code: str) -> None:
    with pytest.raises(BadAddress) as caught:
        parse(pasted)

    assert caught.value.code == code
    assert set(caught.value.message) == {"en", "zh-hans"}
    assert all(20 < len(text) < 400 for text in caught.value.message.values())


def test_the_sentences_differ() -> None:
    sentences = set()
    for pasted in ("nonsense", "https://gitlab.com/a/b/pull/1", "https://github.com/a/b/issues/1", "github.com/a/b"):
        with pytest.raises(BadAddress) as caught:
            parse(pasted)
        sentences.add(caught.value.message["zh-hans"])

    assert len(sentences) == 4


def test_it_names_the_issue_and_the_other_site() -> None:
    with pytest.raises(BadAddress, match="issue #7"):
        parse("https://github.com/a/b/issues/7")
    with pytest.raises(BadAddress, match=r"gitlab\.com"):
        parse("https://gitlab.com/a/b/pull/7")


def test_the_simulator_is_a_site_like_any_other(settings: Settings) -> None:
    settings.GITHUB = simulator(port=9301)

    assert parse("http://127.0.0.1:9301/demo-community/guide/pull/3") == Address("demo-community", "guide", 3)
    with pytest.raises(BadAddress, match=r"github\.com"):
        parse("https://github.com/demo-community/guide/pull/3")
