"""What people paste as the address of a release, and what we make of it."""

import pytest

from onboarding.github.addresses import BadAddress
from onboarding.github.release_addresses import ReleaseAddress, parse_release

pytestmark = pytest.mark.usefixtures("github_com")
WANTED = ReleaseAddress("ada", "tool", "v0.1.0")


@pytest.mark.parametrize(
    "pasted",
    [
        "https://github.com/ada/tool/releases/tag/v0.1.0",
        "  <HTTP://www.github.com/ada/tool/releases/tag/v0.1.0/>\n",
        "github.com/ada/tool/releases/tag/v0.1.0?expanded=true#assets",
        "ada/tool@v0.1.0",
    ],
)
def test_it_understands_what_people_paste(pasted: str) -> None:
    assert parse_release(pasted) == WANTED
    assert str(WANTED) == "ada/tool@v0.1.0"


def test_a_tag_may_hold_slashes_and_what_addresses_have_to_quote() -> None:
    address = parse_release("https://github.com/ada/tool/releases/tag/cmd/tool/v1.0.0%2Bbuild.%E4%B8%80")

    assert address.tag == "cmd/tool/v1.0.0+build.一"
    assert address.url == "https://github.com/ada/tool/releases/tag/cmd/tool/v1.0.0%2Bbuild.%E4%B8%80"
    assert parse_release(str(address)) == address


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("", "malformed"),
        ("v0.1.0", "malformed"),
        ("ada/tool", "malformed"),
        ("https://github.com/../tool/releases/tag/v1", "malformed"),
        ("https://github.com/ada/tool/releases/tag/v%201", "malformed"),
        ("https://github.com/ada/tool/releases/tag/" + "9" * 300, "malformed"),
        ("https://github.com/ada/tool/releases/tag/v1%00", "malformed"),
        ("https://[::1/ada/tool/releases/tag/v1", "malformed"),
        ("ada/tool@v" + "1" * 3_000_000, "malformed"),
        ("https://gitlab.com/ada/tool/releases/tag/v1", "other-site"),
        ("https://github.com@evil.example/ada/tool/releases/tag/v1", "other-site"),
        ("https://github.com/ada/tool/releases/download/v1/tool.tar.gz", "release-file"),
        ("https://github.com/ada/tool/archive/refs/tags/v1.tar.gz", "release-file"),
        ("https://github.com/ada/tool/releases", "release-list"),
        ("https://github.com/ada/tool/releases/latest", "release-list"),
        ("https://github.com/ada/tool/tags", "release-list"),
        ("https://github.com/ada/tool/releases/edit/v1", "release-list"),
        ("https://github.com/ada/tool/tree/v1", "not-a-release"),
        ("https://github.com/ada/tool/pull/7", "not-a-release"),
        ("https://github.com/ada/tool", "not-a-release"),
        ("https://github.com/", "not-a-release"),
    ],
)
def test_each_wrong_address_has_its_own_sentence_in_both_languages(pasted: str, code: str) -> None:
    with pytest.raises(BadAddress) as caught:
        parse_release(pasted)

    assert caught.value.code == code
    assert "https://github.com/" in caught.value.message["en"] or code == "other-site"
    assert caught.value.message["zh-hans"]
