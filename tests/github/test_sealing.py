"""Secrets at rest."""

import pytest
from pytest_django.fixtures import Settings

from onboarding.github.sealing import Unreadable, seal, unseal


def test_what_was_sealed_comes_back_and_is_not_in_the_row() -> None:
    sealed = seal("a private key")
    assert unseal(sealed) == "a private key"
    assert "private" not in sealed


def test_another_secret_key_cannot_read_it(settings: Settings) -> None:
    sealed = seal("a private key")
    settings.SECRET_KEY = "another"
    with pytest.raises(Unreadable):
        unseal(sealed)
